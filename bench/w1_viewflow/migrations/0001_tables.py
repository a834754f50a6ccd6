"""Tables of the bench."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("viewflow", "0015_task_scheduled"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due", models.DateTimeField(db_index=True)),
                ("task", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="viewflow.task")),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("fields", models.JSONField()),
                ("hash", models.CharField(max_length=64)),
                ("process", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="viewflow.process")),
            ],
            options={
                "unique_together": {("process", "seq")},
            },
        ),
    ]
