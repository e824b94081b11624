from __future__ import annotations

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "portal.clinic"

    def ready(self) -> None:
        from . import checks  # noqa: F401 (registers them)
