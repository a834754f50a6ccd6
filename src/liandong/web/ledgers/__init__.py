"""Ledgers: procedures whose matters are the lines of a table, with the columns that the pack declares."""
