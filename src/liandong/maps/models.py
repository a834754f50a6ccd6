"""The shapes that a site has imported, one row a county; bounded in size by the import."""

from __future__ import annotations

from django.db import models


class SiteShapes(models.Model):
    """A county's shapes as `core.map_shapes` keeps them, and the file that they came from."""

    county = models.CharField(primary_key=True, max_length=64)
    shapes = models.JSONField()
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)  # SHA-256 of the file
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "maps_site_shapes"
