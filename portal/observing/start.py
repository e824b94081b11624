"""Putting the observing layer around the application, as the settings have it."""

from __future__ import annotations

from django.conf import settings

from . import metrics
from .log_lines import to_standard_output
from .observed import Application, Observed


def observe(application: Application) -> Observed:
    """Give requests ids, count them if there is a folder for that, and log to stdout."""
    to_standard_output()
    count, sums = None, None
    if settings.METRICS_DIR:
        count, sums = metrics.start(settings.METRICS_DIR)
    return Observed(
        application, behind_proxy=settings.BEHIND_PROXY, count=count, sums=sums
    )
