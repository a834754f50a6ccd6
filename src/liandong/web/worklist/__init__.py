"""What waits for me, for my unit, for the county; and the matters I may see."""
