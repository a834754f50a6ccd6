"""Pages for what cannot be shown, in both languages."""
