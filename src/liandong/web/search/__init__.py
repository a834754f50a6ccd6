"""One search over all that a seat may see: matters, units with their posts, the mechanism."""
