"""Lists that somebody keeps: shown as chips above the list, kept in order on a page of their own."""
