"""Tables of the effects: notices in the bell and who has read them; verifications of the record."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """One thing that a unit, or one post of it, is told. Words are made at reading time from `code` and `params`.

    Unique by event and receiver: an effect that runs twice tells once.
    """

    county = models.CharField(max_length=64)
    unit = models.CharField(max_length=80)
    post = models.CharField(max_length=80)  # "" = any officer of the unit
    matter = models.CharField(max_length=64)
    seq = models.IntegerField()  # of the event that it tells of
    task = models.IntegerField(default=0)  # 0 where it concerns no single task
    code = models.CharField(max_length=40)
    params = models.JSONField()
    created_at = models.DateTimeField()  # the moment of the event

    class Meta:
        db_table = "effects_notice"
        constraints = (models.UniqueConstraint(fields=["matter", "seq", "unit", "post"], name="notice_once"),)
        indexes = (models.Index(fields=["unit", "county", "-created_at", "-id"], name="notice_bell"),)


class NoticeRead(models.Model):
    """An account has read a notice."""

    pk = models.CompositePrimaryKey("notice_id", "account")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.CharField(max_length=150)
    read_at = models.DateTimeField()

    class Meta:
        db_table = "effects_notice_read"


class Verification(models.Model):
    """One verification of the whole record. `county` and `account` are who asked for it, "" for the nightly one.

    `began_at` is None while it waits, `ended_at` until it ended; `heard_at` is when it last told how far it is.
    `findings` are those of `record.verify` as plain values, each with the county of its matter, "" where none is known;
    `faults` counts all of them, also those beyond the ones that are kept.
    """

    county = models.CharField(max_length=64)
    account = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    matters_in_all = models.BigIntegerField(default=0)
    matters = models.BigIntegerField(default=0)
    events = models.BigIntegerField(default=0)
    faults = models.IntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        db_table = "effects_verification"


class PackageCheck(models.Model):
    """When the sealed package of an archived matter was last read, and what it was found to be (`package_checks`)."""

    matter = models.CharField(primary_key=True, max_length=64)
    county = models.CharField(max_length=64)
    checked_at = models.DateTimeField()
    found = models.CharField(max_length=20)

    class Meta:
        db_table = "effects_package_check"
