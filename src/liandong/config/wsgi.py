"""The web application for a WSGI server. An unfit production installation does not come up under any server."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
if settings.IS_PRODUCTION:
    call_command("check", tags=["security"])
    call_command("check", databases=["default"])
