"""Opening a matter: which ways there are for this seat, and the form of each, built from the pack."""
