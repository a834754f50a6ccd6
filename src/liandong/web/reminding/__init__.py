"""Several tasks reminded at once, out of a list: each by a command of its own."""
