"""Who opened an account, for which county, and whether its password is still one that somebody else knows.

The new columns have defaults of the database: a process of the version before goes on opening accounts meanwhile.
"""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_field_leaders"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="opened_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="user",
            name="county",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["county", "username"], name="people_user_of_county"),
        ),
    ]
