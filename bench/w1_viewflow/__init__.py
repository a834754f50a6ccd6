"""W1 in Viewflow, as an app of its own: that is how Viewflow finds its flows (bench only; Viewflow is AGPL)."""
