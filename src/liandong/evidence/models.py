"""Tables of the evidence: the files that came in, and the matters that name them."""

from __future__ import annotations

from django.db import models


class FileRow(models.Model):
    """A file under its random key. What it says of a named file is a copy: the truth is the item on record.

    `owner` sent it; `county` and `unit` say whose acts may name it. `size` is what was announced, and at the end what
    there is. Moments are text as `core.matter.events.moment` writes them, "" for never: they go on record as they stand
    here. `stored_at`: all of it is on the disk. `named`: a matter names it, and nothing clears it away
    any more. `swept_at`: nobody ever named it, or no matter
    may any more, for it was erased by law; `gone`: its bytes are off the disk.

    `content` is the key under which its bytes stand: its own, or that of the file of this county that had them first.
    """

    key = models.CharField(primary_key=True, max_length=64)
    owner = models.CharField(max_length=200)
    county = models.CharField(max_length=64)
    unit = models.CharField(max_length=80)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    type = models.CharField(max_length=100, default="")
    sha256 = models.CharField(max_length=64, default="")
    captured_at = models.CharField(max_length=40, default="")
    captured_place = models.CharField(max_length=40, default="", db_default="")
    captured_device = models.CharField(max_length=80, default="", db_default="")
    content = models.CharField(max_length=64, default="", db_default="")
    began_at = models.CharField(max_length=40)
    stored_at = models.CharField(max_length=40, default="")
    named = models.BooleanField(default=False)
    swept_at = models.CharField(max_length=40, default="")
    gone = models.BooleanField(default=False)

    class Meta:
        db_table = "evidence_file"
        indexes = (
            models.Index(fields=["county", "gone", "size"], name="evidence_room"),
            models.Index(fields=["owner"], condition=models.Q(stored_at="", gone=False), name="evidence_open"),
            models.Index(fields=["content"], name="evidence_content_of"),
            models.Index(fields=["began_at"], condition=models.Q(named=False, gone=False), name="evidence_unnamed"),
        )


class Content(models.Model):
    """Bytes that a county has once. Whoever links to them or takes them away locks this row first."""

    key = models.CharField(primary_key=True, max_length=64)
    county = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        db_table = "evidence_content"
        constraints = (models.UniqueConstraint(fields=["county", "sha256"], name="evidence_once"),)


class NamedIn(models.Model):
    """A matter names a file. `erased_at`: in this matter it was erased by law."""

    pk = models.CompositePrimaryKey("key", "matter")
    key = models.CharField(max_length=64)
    matter = models.CharField(max_length=64)
    erased_at = models.CharField(max_length=40, default="", db_default="")

    class Meta:
        db_table = "evidence_named"
        indexes = (models.Index(fields=["matter"], name="evidence_of_matter"),)
