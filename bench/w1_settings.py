"""The project's settings with Viewflow beside it, for bench_w1 alone."""

from __future__ import annotations

from liandong.config.settings import *  # noqa: F403
from liandong.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "viewflow", "viewflow.workflow", "bench.w1_viewflow"]
SILENCED_SYSTEM_CHECKS = ["fields.W342", "models.W042"]
