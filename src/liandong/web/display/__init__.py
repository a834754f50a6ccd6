"""How the pages look to one reader on one device: theme and size of type."""
