"""What `liandong matter` prints."""
