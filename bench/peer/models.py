"""The tables of an ordinary Django project: foreign keys, choices, one composite index for the list."""

from __future__ import annotations

from typing import Any

from django.db import models


class Unit(models.Model):
    """A unit."""

    name = models.CharField(max_length=80)

    class Meta:
        app_label = "peer"


class Procedure(models.Model):
    """A procedure."""

    title = models.CharField(max_length=80)

    class Meta:
        app_label = "peer"


class Step(models.Model):
    """A step of a procedure."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE)
    title = models.CharField(max_length=80)

    class Meta:
        app_label = "peer"


class Matter(models.Model):
    """A matter."""

    number = models.CharField(max_length=80, unique=True)
    subject = models.CharField(max_length=200)
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE)
    opened_by = models.ForeignKey(Unit, on_delete=models.CASCADE)
    opened_at = models.DateTimeField()

    class Meta:
        app_label = "peer"


class Task(models.Model):
    """A task."""

    OPEN, DONE = "open", "done"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE)
    step = models.ForeignKey(Step, on_delete=models.CASCADE)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    status = models.CharField(max_length=20, choices=[(OPEN, "待办"), (DONE, "已办")])
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "peer"
        indexes = (models.Index(fields=["unit", "status", "due_at"], name="peer_worklist"),)

    def lamp(self, now: Any) -> str:
        """Which lamp burns."""
        if self.due_at and self.due_at < now:
            return "overdue"
        return "near" if self.remind_at and self.remind_at <= now else "normal"
