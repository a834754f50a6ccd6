"""The bell: what the seat was told, and what of it the account has not read."""
