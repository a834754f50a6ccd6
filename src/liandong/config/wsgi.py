"""The web application for a WSGI server. Refuses to start an unfit production installation."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
