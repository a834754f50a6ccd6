"""Tables of the projections. Written by hand-made SQL in `write`; read through guarded querysets.

Four columns of a task exist for the indices alone: each holds its value only while the row belongs in that index,
and is NULL afterwards. `x <= ?` then implies `x IS NOT NULL` on SQLite and PostgreSQL alike, so that both use the
partial index whatever the parameters are, and a closed task costs a sweep or a worklist nothing.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from liandong.projections.case_file_models import CaseFileRow as CaseFileRow  # Django looks for models here
from liandong.projections.guard import Guarded
from liandong.projections.search_models import SearchRow as SearchRow  # Django looks for models here


class MatterRow(models.Model):
    """One matter as lists show it."""

    id = models.CharField(primary_key=True, max_length=64)
    seq = models.IntegerField()
    number = models.CharField(max_length=80)
    county = models.CharField(max_length=64)
    procedure = models.CharField(max_length=80)
    entry = models.CharField(max_length=80)
    pack = models.CharField(max_length=40)
    pack_hash = models.CharField(max_length=140)
    subject = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)  # "" where it is the same
    item = models.CharField(max_length=20)  # number of the catalogue's item, "" where the matter names none
    place = models.CharField(max_length=80)  # the unit of the place, "*" for several (core.placing)
    operation_on = models.DateField(null=True)  # the day on which its operation begins (core.clashing)
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    stage = models.TextField()  # names of the steps with open tasks, standing ones left out, in order, "," between
    suspended = models.BooleanField()
    end = models.CharField(max_length=80)  # "" while it runs
    ended_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()

    objects: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        db_table = "projections_matter"
        indexes = (
            models.Index(fields=["county", "-opened_at", "id"], name="matter_by_county"),
            models.Index(fields=["county", "procedure", "-opened_at"], name="matter_by_procedure"),
            models.Index(fields=["number"], name="matter_by_number"),
            models.Index(
                fields=["county", "-opened_at"],
                name="matter_running",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["county", "procedure", "ended_at"],
                name="matter_ended",
                condition=Q(ended_at__isnull=False),
            ),
            models.Index(
                fields=["county", "operation_on"],
                name="matter_operation",
                condition=Q(operation_on__isnull=False),
            ),
        )

    @property
    def steps(self) -> list[str]:
        """The steps that wait for somebody now."""
        return self.stage.split(",") if self.stage else []


class TaskRow(models.Model):
    """One task: a line of a worklist and a clock.

    `due_at` is the last moment, `remind_at` the moment to remind; both None where no clock runs. `desk_unit` and
    `desk_post` are who answers on the platform: the recorder where the bearer is an outside party, else the bearer.
    """

    pk = models.CompositePrimaryKey("matter_id", "task")
    matter = models.ForeignKey(
        MatterRow, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    task = models.IntegerField()
    county = models.CharField(max_length=64)
    procedure = models.CharField(max_length=80)
    number = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)  # "" where it is the same
    step = models.CharField(max_length=80)
    round = models.IntegerField()
    unit = models.CharField(max_length=80)
    post = models.CharField(max_length=80)
    recorder = models.CharField(max_length=80)
    desk_unit = models.CharField(max_length=80)
    desk_post = models.CharField(max_length=80)
    confirms = models.IntegerField()
    fell_to_head = models.CharField(max_length=80)
    standing = models.BooleanField()
    state = models.CharField(max_length=20)  # "open", "done", "withdrawn"
    outcome = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    limit = models.CharField(max_length=80)  # "2 working days"; "" without a clock
    due_at = models.DateTimeField(null=True)
    due_day = models.DateField(null=True)  # the day of due_at in Asia/Shanghai
    remind_at = models.DateTimeField(null=True)
    provisional = models.BooleanField()
    force = models.CharField(max_length=20)  # "" without a clock
    paused = models.BooleanField()  # the clock stands still
    reminded = models.BooleanField()
    overdue = models.BooleanField()
    waits_at = models.DateTimeField(null=True)  # worklist order while it waits: due, else reminder, else the far future
    rings_at = models.DateTimeField(null=True)  # the first of remind_at and due_at that is not on record as come
    unsettled_on = models.CharField(max_length=40, null=True)  # the calendar, while a notice may move the day

    objects: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        db_table = "projections_task"
        indexes = (
            models.Index(
                # The order of a list whole, so that a page stops after its rows; and what the counts above it ask for.
                fields=[
                    *("desk_unit", "county", "waits_at", "matter", "task"),
                    *("desk_post", "unit", "post", "recorder", "state", "due_at", "remind_at", "paused"),
                ],
                name="task_worklist",
                condition=Q(done_at__isnull=True),  # standing possibilities too: their posts may fall vacant
            ),
            models.Index(
                fields=["county", "waits_at", "matter", "task"],
                name="task_county",
                condition=Q(waits_at__isnull=False),
            ),
            models.Index(
                fields=["rings_at", "matter", "task"],
                name="task_rings",
                condition=Q(rings_at__isnull=False),
            ),
            models.Index(
                fields=["unsettled_on"],
                name="task_unsettled",
                condition=Q(unsettled_on__isnull=False),
            ),
        )


class PartyRow(models.Model):
    """A unit takes part in a matter. `opened_at` is the matter's, so that a unit's list needs one index walk."""

    pk = models.CompositePrimaryKey("matter_id", "unit")
    matter = models.ForeignKey(
        MatterRow, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    unit = models.CharField(max_length=80)
    county = models.CharField(max_length=64)
    opened_at = models.DateTimeField()

    objects: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        db_table = "projections_party"
        indexes = (models.Index(fields=["unit", "county", "-opened_at", "matter"], name="party_matters"),)


class CaseRow(models.Model):
    """A matter is about a case, named by the number that its organ gave it: what was on a case before is found here."""

    pk = models.CompositePrimaryKey("matter_id", "number")
    matter = models.ForeignKey(
        MatterRow, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.CharField(max_length=100)
    county = models.CharField(max_length=64)
    procedure = models.CharField(max_length=80)

    objects: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        db_table = "projections_case"
        indexes = (models.Index(fields=["county", "number"], name="case_by_number"),)


class AlikeRow(models.Model):
    """What a matter has in the fields by which matters of its procedure are alike: earlier answers are found here."""

    pk = models.CompositePrimaryKey("matter_id", "alike_by")
    matter = models.ForeignKey(
        MatterRow, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    alike_by = models.CharField(max_length=200)  # names of fields, "," between
    value = models.TextField()
    county = models.CharField(max_length=64)
    procedure = models.CharField(max_length=80)

    objects: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        db_table = "projections_alike"
        indexes = (models.Index(fields=["county", "procedure", "alike_by", "value", "matter"], name="alike_by_value"),)


class PaperRow(models.Model):
    """One issued paper: a line of the register (发文登记), void ones included; found by the code that it carries."""

    pk = models.CompositePrimaryKey("matter_id", "paper")
    matter = models.ForeignKey(
        MatterRow, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    paper = models.IntegerField()
    county = models.CharField(max_length=64)
    unit = models.CharField(max_length=80)
    series = models.CharField(max_length=40)
    year = models.IntegerField()
    place = models.IntegerField()
    number = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    code = models.CharField(max_length=20)
    state = models.CharField(max_length=20)  # "issued", "voided", "replaced"
    issued_at = models.DateTimeField()
    seq = models.IntegerField()  # the event that holds what it says

    objects: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        db_table = "projections_paper"
        indexes = (models.Index(fields=["county", "unit", "-year", "series", "-place"], name="paper_register"),)
        constraints = (
            models.UniqueConstraint(fields=["county", "unit", "series", "year", "place"], name="paper_place"),
            models.UniqueConstraint(fields=["county", "number"], name="paper_number"),
            models.UniqueConstraint(fields=["code"], name="paper_code"),
        )


class FoldVersion(models.Model):
    """Which version of the fold wrote the rows, and when they were last rebuilt."""

    name = models.CharField(primary_key=True, max_length=40)
    version = models.IntegerField()
    built_at = models.DateTimeField()

    class Meta:
        db_table = "projections_fold"
