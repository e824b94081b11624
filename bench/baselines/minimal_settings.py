"""The portal's settings with the address of the minimal page."""

from __future__ import annotations

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.baselines.minimal_django"
