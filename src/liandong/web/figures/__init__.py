"""Figures of the county: each a picture, the table of its numbers, how they are counted, and the list behind each."""
