"""The ordinary Django page: what a careful developer writes in a day, as the peer of our worklist page (bench only)."""
