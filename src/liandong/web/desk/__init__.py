"""A seat's desk: its queue at the left, the matter chosen beside it, answered in place."""
