"""What W1 asks beside Viewflow's own tables: deadlines of tasks, and events with the hash of the one before."""

from __future__ import annotations

from django.db import models
from viewflow.workflow.models import Process, Task


class Deadline(models.Model):
    """The deadline of a task."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE)
    due = models.DateTimeField(db_index=True)


class Event(models.Model):
    """A completion."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    seq = models.IntegerField()
    at = models.DateTimeField()
    fields = models.JSONField()
    hash = models.CharField(max_length=64)

    class Meta:
        """One chain a process."""

        unique_together = (("process", "seq"),)
