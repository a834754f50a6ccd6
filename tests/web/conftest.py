"""The county at its pages, for the tests of this folder."""

from tests.web.county import county

__all__ = ["county"]
