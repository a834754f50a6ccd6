"""Tables of the papers: the last number of each series, the files that were handed out, marks
and seals of units, prints that were asked for."""

from __future__ import annotations

from django.db import models


class SeriesCounter(models.Model):
    """The last number of a series (`UNIT/WORD`) of a county in a year."""

    pk = models.CompositePrimaryKey("county", "series", "year")
    county = models.CharField(max_length=64)
    series = models.CharField(max_length=120)
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "papers_series"


class Print(models.Model):
    """The SHA-256 of a file that was printed from an issued paper.

    Fonts and programs are renewed over the years; a file that somebody hands in is ours if it is one of these, however
    the same paper would be drawn today.
    """

    pk = models.CompositePrimaryKey("code", "sha256")
    code = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    printed_at = models.DateTimeField()

    class Meta:
        db_table = "papers_print"


class UnitMark(models.Model):
    """The word by which a unit numbers its papers (机关代字), as the county has entered it; the last line counts.

    An empty mark takes the entered one back: the pack's stands again.
    """

    id = models.BigAutoField(primary_key=True)
    county = models.CharField(max_length=64)
    unit = models.CharField(max_length=80)
    mark = models.CharField(max_length=40)
    entered_at = models.DateTimeField()
    account = models.CharField(max_length=150)

    class Meta:
        db_table = "papers_unit_mark"
        indexes = (models.Index(fields=["county", "unit", "-id"], name="papers_mark_now"),)


class SealPicture(models.Model):
    """The picture of a seal, PNG, under the SHA-256 of its bytes. Papers on record name it: it is never taken away."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    picture = models.BinaryField()

    class Meta:
        db_table = "papers_seal_picture"


class UnitSeal(models.Model):
    """The seal that a unit has, `width` millimetres wide; the last line counts. An empty `sha256` takes it back."""

    id = models.BigAutoField(primary_key=True)
    county = models.CharField(max_length=64)
    unit = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    width = models.IntegerField()
    entered_at = models.DateTimeField()
    account = models.CharField(max_length=150)

    class Meta:
        db_table = "papers_unit_seal"
        indexes = (models.Index(fields=["county", "unit", "-id"], name="papers_seal_now"),)


class PrintJob(models.Model):
    """Papers that one seat asked to have printed into one file; the job cluster prints them.

    `chosen` are matter and number of each paper; of a whole matter it is empty, and `matter` names it. `began_at` is
    None while it waits, `ended_at` until it ended; `heard_at` is when it last told how far it is. `left_out` counts the
    papers that were not there any more, `fault` is why nothing came of it. `made` is the file, until it is swept.
    """

    key = models.CharField(primary_key=True, max_length=32)
    county = models.CharField(max_length=64)
    account = models.CharField(max_length=150)
    unit = models.CharField(max_length=80)
    post = models.CharField(max_length=80)
    matter = models.CharField(max_length=64, default="")
    number = models.CharField(max_length=120, default="")  # of the matter
    chosen = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    done = models.IntegerField(default=0)
    in_all = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)
    fault = models.CharField(max_length=40, default="")
    name = models.CharField(max_length=120, default="")
    made = models.BinaryField(default=b"")

    class Meta:
        db_table = "papers_print_job"
        indexes = (models.Index(fields=["county", "account", "-asked_at"], name="papers_print_own"),)
