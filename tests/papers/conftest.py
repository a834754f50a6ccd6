"""The sample county for the tests of this folder."""

from tests.flows.county import relocked, sample, tables

__all__ = ["relocked", "sample", "tables"]
