"""The tables of the record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="EventRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "matter", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("matter", models.TextField()),
                ("seq", models.IntegerField()),
                ("kind", models.TextField()),
                ("at", models.TextField()),
                ("account", models.TextField()),
                ("unit", models.TextField()),
                ("post", models.TextField()),
                ("county", models.TextField()),
                ("pack", models.TextField()),
                ("pack_hash", models.TextField()),
                ("access", models.TextField()),
                ("key", models.TextField()),
                ("alg", models.TextField()),
                ("salt", models.BinaryField(null=True)),
                ("payload", models.BinaryField(null=True)),
                ("payload_hash", models.BinaryField()),
                ("prev", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "record_event",
            },
        ),
        migrations.CreateModel(
            name="NumberCounter",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county", "short", "year", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county", models.TextField()),
                ("short", models.TextField()),
                ("year", models.IntegerField()),
                ("last", models.IntegerField()),
            ],
            options={
                "db_table": "record_number",
            },
        ),
        migrations.CreateModel(
            name="PackBytes",
            fields=[
                ("hash", models.TextField(primary_key=True, serialize=False)),
                ("county", models.TextField()),
                ("version", models.TextField()),
                ("canonical", models.BinaryField()),
            ],
            options={
                "db_table": "record_pack",
            },
        ),
        migrations.CreateModel(
            name="SentKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("account", models.TextField()),
                ("key", models.TextField()),
                ("body", models.BinaryField()),
                ("receipt", models.BinaryField()),
                ("matter", models.TextField()),
                ("seq", models.IntegerField()),
                ("hash", models.BinaryField()),
                ("at", models.TextField()),
            ],
            options={
                "db_table": "record_key",
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("matter", models.TextField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("fold", models.IntegerField()),
                ("state", models.BinaryField()),
            ],
            options={
                "db_table": "record_snapshot",
            },
        ),
        migrations.CreateModel(
            name="MatterHead",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("county", models.TextField()),
                ("number", models.TextField()),
                ("seq", models.IntegerField()),
                ("head", models.BinaryField()),
                ("kept", models.IntegerField()),
            ],
            options={
                "db_table": "record_matter",
                "constraints": [models.UniqueConstraint(fields=("county", "number"), name="record_matter_number")],
            },
        ),
        migrations.CreateModel(
            name="OutboxRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("matter", models.TextField()),
                ("seq", models.IntegerField()),
                ("topic", models.TextField()),
                ("claimed_by", models.TextField(db_default="", default="")),
                ("claimed_at", models.TextField(db_default="", default="")),
                ("done_at", models.TextField(db_default="", default="")),
            ],
            options={
                "db_table": "record_outbox",
                "indexes": [
                    models.Index(condition=models.Q(("done_at", "")), fields=["id"], name="record_outbox_waiting")
                ],
            },
        ),
    ]
