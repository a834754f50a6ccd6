"""PURE. What a paper of a matter says: its form of the pack filled from the record, its number, its code.

Nothing is invented: a field that the record does not have is named as missing, and no paper with a missing field is
issued. The words of papers are Chinese; what is shown around them is in both languages.
"""

from liandong.core.papers.codes import code_of, digest_of, is_code, normal_code
from liandong.core.papers.content import Filled, Missing, addressed, fill, issuers
from liandong.core.papers.dates import day_words, moment_words
from liandong.core.papers.numbers import counted_under, mark_of, spelled
from liandong.core.papers.seals import keeper_of_seal

__all__ = [
    "Filled",
    "Missing",
    "addressed",
    "code_of",
    "counted_under",
    "day_words",
    "digest_of",
    "fill",
    "is_code",
    "issuers",
    "keeper_of_seal",
    "mark_of",
    "moment_words",
    "normal_code",
    "spelled",
]
