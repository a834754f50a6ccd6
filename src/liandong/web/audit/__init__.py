"""What the audit administrator sees: the record verified, sign-ins, unmaskings, exports; no matter's content."""
