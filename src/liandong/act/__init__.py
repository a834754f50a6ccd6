"""The write layer: `execute` is the only way by which anything about a matter changes."""

from liandong.act.execute import execute
from liandong.act.receipts import Receipt

__all__ = ["Receipt", "execute"]
