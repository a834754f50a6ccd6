"""Accounts, posts and rights: the pages of the security administrator."""
