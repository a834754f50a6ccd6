"""Every way in which a package is changed, and what `verify.py` must say of it: the codes of what does not hold."""

from __future__ import annotations

from tests.archive import changes_of_log, changes_of_matters, changes_of_package, changes_of_papers
from tests.archive.changing import CHANGES

PARTS = (changes_of_package, changes_of_papers, changes_of_matters, changes_of_log)
__all__ = ["CHANGES", "PARTS"]
