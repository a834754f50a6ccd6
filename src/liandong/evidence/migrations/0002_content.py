"""Bytes are kept once: each file says under which key its bytes stand, and each content of a county has a row."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_contents(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What is kept stands under its own key; of two that are the same, the first is found for those to come."""
    files, contents = apps.get_model("evidence", "FileRow").objects, apps.get_model("evidence", "Content").objects
    kept = files.exclude(stored_at="").filter(gone=False)
    kept.update(content=models.F("key"))
    for row in kept.order_by("began_at", "key").iterator():
        contents.get_or_create(county=row.county, sha256=row.sha256, defaults={"key": row.key, "size": row.size})


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="Content",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("county", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
            ],
            options={"db_table": "evidence_content"},
        ),
        migrations.AddConstraint(
            model_name="content",
            constraint=models.UniqueConstraint(fields=["county", "sha256"], name="evidence_once"),
        ),
        migrations.AddField(
            model_name="filerow",
            name="captured_place",
            field=models.CharField(max_length=40, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="filerow",
            name="captured_device",
            field=models.CharField(max_length=80, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="filerow",
            name="content",
            field=models.CharField(max_length=64, default="", db_default=""),
        ),
        migrations.AddIndex(
            model_name="filerow",
            index=models.Index(fields=["content"], name="evidence_content_of"),
        ),
        migrations.RunPython(name_contents, migrations.RunPython.noop),
    ]
