"""Tables of the papers: the last number of each series, and the files that were handed out."""

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
