"""What every test gets. Its database is the one of DATABASE_URL: `tests/everything.py` runs them on both."""

from __future__ import annotations

import os

# Tests never touch the data of `make run`: without an address they use a SQLite file of their own (config.databases).
os.environ.setdefault("LIANDONG_MODE", "demo")
