"""A matter's package: the page that lies in it, and where a person takes it."""
