"""PURE. Prints the permission matrix: `python -m liandong.core.access > docs/permission-matrix.md`."""

from __future__ import annotations

import sys

from liandong.core.access.cells import matrix

sys.stdout.buffer.write(f"{matrix()}\n".encode())
