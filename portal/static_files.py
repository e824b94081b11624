"""What `collectstatic` leaves out: the sources that the CSS is built from."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class PortalStaticFiles(StaticFilesConfig):
    """Django's static files, without Sass sources and Node's files."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "scss"]
