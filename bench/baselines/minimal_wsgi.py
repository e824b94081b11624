"""The minimal page as a server runs it, without what happens before and after a view."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.baselines.minimal_settings"
django.setup()
settings.MIDDLEWARE = []  # not before: an app insists on its own when it is set up
application = WSGIHandler()
