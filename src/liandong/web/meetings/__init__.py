"""Meetings: what comes next, what waits, what was agreed; and one meeting as a sheet to print."""
