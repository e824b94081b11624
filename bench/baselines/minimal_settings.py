"""The portal's settings without what it does before and after a view."""

from __future__ import annotations

from portal.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.baselines.minimal_django"
