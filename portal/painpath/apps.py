from __future__ import annotations

from django.apps import AppConfig


class PainPathConfig(AppConfig):
    name = "portal.painpath"
