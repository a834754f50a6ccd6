"""What overseers look at, counted in the rows: each number is the length of a list that is asked in the same words."""
