"""In which matter a file was erased by law."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_content")]

    operations = [
        migrations.AddField(
            model_name="namedin",
            name="erased_at",
            field=models.CharField(max_length=40, default="", db_default=""),
        ),
    ]
