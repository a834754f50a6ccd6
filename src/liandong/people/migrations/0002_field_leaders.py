"""Who is in charge of an executive field, by days."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_accounts_and_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="FieldLeader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("county", models.CharField(max_length=64)),
                ("field", models.CharField(max_length=64)),
                ("unit", models.CharField(blank=True, max_length=64)),
                ("post", models.CharField(blank=True, max_length=64)),
                ("from_day", models.DateField()),
                ("to_day", models.DateField(blank=True, null=True)),
                ("entered_by", models.CharField(max_length=64)),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["county", "field"], name="people_fieldleader_field")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_day__isnull", True), ("to_day__gte", models.F("from_day")), _connector="OR"
                        ),
                        name="people_fieldleader_days_in_order",
                    )
                ],
            },
        ),
    ]
