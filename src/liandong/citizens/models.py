"""Tables of the way of citizens."""

from __future__ import annotations

from django.db import models


class Filed(models.Model):
    """One matter that a citizen filed. `form` is the digest of the form it was filed with, which files once."""

    matter = models.CharField(primary_key=True, max_length=64)
    county = models.CharField(max_length=64)
    number = models.CharField(max_length=80)  # as `codes.plain_number` writes it
    form = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)  # of the code: see `codes`
    filed_at = models.DateTimeField()

    class Meta:
        db_table = "citizens_filed"
        constraints = (models.UniqueConstraint(fields=["form"], name="filed_once"),)
        indexes = (models.Index(fields=["number"], name="filed_by_number"),)


class Tally(models.Model):
    """How often somebody did something within one window. `who` is a keyed digest of an address, or a county's code."""

    what = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    since = models.DateTimeField()  # the beginning of the window
    count = models.IntegerField()

    class Meta:
        db_table = "citizens_tally"
        constraints = (models.UniqueConstraint(fields=["what", "who", "since"], name="tally_once"),)
        indexes = (models.Index(fields=["since"], name="tally_since"),)
