"""The points of the county's units, the formula, and the tasks behind each number."""
