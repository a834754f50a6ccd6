"""PURE. The matter: commands ask, `decide` answers with events, `evolve` folds them into the state."""
