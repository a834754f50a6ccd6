"""The command board: the county at a glance on a wall, kept fresh without a reload."""
