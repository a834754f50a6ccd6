"""The table of case files: how far the course of each matter is on record, and where its archived file lies."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from liandong.projections.guard import Guarded


class CaseFileRow(models.Model):
    """The case file of one matter. No row: its pack describes none."""

    matter = models.OneToOneField(
        "projections.MatterRow", on_delete=models.CASCADE, primary_key=True, db_constraint=False, related_name="+"
    )
    seq = models.IntegerField()  # of the event up to which it was read; acts that change nothing of it leave it behind
    county = models.CharField(max_length=64)
    procedure = models.CharField(max_length=80)
    parts = models.CharField(max_length=200)  # the state of each part: "start:there,evidence:partly,…"
    lacks = models.IntegerField()  # how many things are missing
    ended_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    archive_number = models.CharField(max_length=80)
    archived_by = models.CharField(max_length=80)
    retention = models.CharField(max_length=80)
    year = models.IntegerField()  # 0 before it is archived
    keep_until = models.DateField(null=True)  # None: for ever, or not archived
    allowed = models.IntegerField()  # how many things lacked for a reason when it was archived
    file = models.CharField(max_length=200)  # of the sealed package, below the archive's folder; "" while there is none
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    packaged_at = models.DateTimeField(null=True)
    transferred_at = models.DateTimeField(null=True)
    transferred_to = models.CharField(max_length=200)
    transfer = models.CharField(max_length=80)

    objects: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        db_table = "projections_case_file"
        indexes = (
            models.Index(
                fields=["county", "-ended_at", "matter"],
                name="case_file_to_archive",
                condition=Q(ended_at__isnull=False, archived_at__isnull=True),
            ),
            models.Index(
                fields=["county", "-archived_at", "matter"],
                name="case_file_archived",
                condition=Q(archived_at__isnull=False),
            ),
            models.Index(
                fields=["archived_at", "matter"],
                name="case_file_to_seal",
                condition=Q(archived_at__isnull=False, packaged_at__isnull=True),
            ),
            models.Index(fields=["county", "procedure", "matter"], name="case_file_lacking", condition=Q(lacks__gt=0)),
        )

    @property
    def states(self) -> dict[str, str]:
        """The state of each part by its name."""
        return dict(part.split(":") for part in self.parts.split(",")) if self.parts else {}
