"""How the system runs: the pages of the system administrator, who sees no matter."""
