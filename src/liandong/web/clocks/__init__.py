"""The clock board: every task that waits, by what is left of its time, on a wall that keeps itself fresh."""
