"""A clock's two moments, to remind and to fall due, share one column and one index: an act writes one page less."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q
from django.db.models.functions import Coalesce, Least


def ring_first(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What rings is the first of the two that is still to be stated; no clock may fall silent for want of a rebuild."""
    rows = apps.get_model("projections", "TaskRow")._base_manager
    first = Least(Coalesce("fires_at", "reminds_at"), Coalesce("reminds_at", "fires_at"))
    rows.exclude(fires_at=None, reminds_at=None).update(rings_at=first)


class Migration(migrations.Migration):
    dependencies = [("projections", "0004_search")]
    operations = [
        migrations.AddField("taskrow", "rings_at", models.DateTimeField(null=True)),
        migrations.RunPython(ring_first, migrations.RunPython.noop),
        migrations.RemoveIndex("taskrow", "task_fires"),
        migrations.RemoveIndex("taskrow", "task_reminds"),
        migrations.RemoveField("taskrow", "fires_at"),
        migrations.RemoveField("taskrow", "reminds_at"),
        migrations.AddIndex(
            "taskrow",
            models.Index(
                fields=["rings_at", "matter", "task"],
                name="task_rings",
                condition=Q(rings_at__isnull=False),
            ),
        ),
    ]
