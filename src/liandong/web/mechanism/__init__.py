"""The mechanism pages: what the county's text says, as the program obeys it."""
