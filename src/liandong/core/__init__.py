"""PURE. What the law and the rights say of a matter; standard library only."""
