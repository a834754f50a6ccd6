"""Sign-in, the lockout after repeated failures, and the choice of a seat."""
