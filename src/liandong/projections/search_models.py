"""The table of the search of matters. The tokens stand beside it, as each database searches them best (`search_write`).

On PostgreSQL they are a column `tokens` (tsvector) of this table with a GIN index; on SQLite a full-text table
`projections_search_words` with the same row numbers. The models know neither: migration 0004 makes both.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from liandong.projections.guard import Guarded


class SearchRow(models.Model):
    """The words of one matter, a line each (`words`), as its first `seq` events gave them.

    `kind` and `provider` are "" where a matter is about no kind of information, or shares none. `plain_*` are for
    comparison: without regard to case and width.
    """

    id = models.BigAutoField(primary_key=True)
    matter = models.OneToOneField(
        "projections.MatterRow", on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    seq = models.IntegerField()
    version = models.IntegerField()  # of the words, as `search_write` writes them
    county = models.CharField(max_length=64)
    procedure = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    provider = models.CharField(max_length=80)
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    zh = models.TextField()
    en = models.TextField()  # "" where it is the same
    zh_facts = models.TextField(default="", db_default="")  # which fact each line is of (`words`), a line each
    en_facts = models.TextField(default="", db_default="")
    plain_head = models.TextField()  # number and subject, in both languages
    plain = models.TextField()  # every line, in both languages

    objects: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        db_table = "projections_search"
        indexes = (
            models.Index(fields=["county", "-opened_at", "-id"], name="search_by_county"),
            models.Index(fields=["county", "kind", "-opened_at"], name="search_shared", condition=~Q(provider="")),
        )
