"""Case files: the full-process record of a matter, its archiving, and the lists of both."""
