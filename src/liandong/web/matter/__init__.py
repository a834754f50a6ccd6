"""One matter: where it stands and why, what I may do on it, and everything that happened."""
