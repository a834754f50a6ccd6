"""What each verification of the record came to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("effects", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("county", models.CharField(max_length=64)),
                ("account", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField()),
                ("began_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("matters_in_all", models.BigIntegerField(default=0)),
                ("matters", models.BigIntegerField(default=0)),
                ("events", models.BigIntegerField(default=0)),
                ("faults", models.IntegerField(default=0)),
                ("findings", models.JSONField(default=list)),
            ],
            options={"db_table": "effects_verification"},
        ),
    ]
