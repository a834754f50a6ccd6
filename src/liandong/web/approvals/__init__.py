"""What waits for one seat, one card at a time: for whoever decides between two meetings, on a phone."""
