"""What is shared: the catalogue, the search of it for a purpose, and who asked about what one's own unit shares."""
