"""The Django app of the worker: one table, its heartbeat."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    """What the worker remembers between two starts."""

    name = "liandong.worker"
    label = "worker"
    default_auto_field = "django.db.models.BigAutoField"
