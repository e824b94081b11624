from __future__ import annotations

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "portal.clinic"

    def ready(self) -> None:
        from portal.pages.editorial import dashboard

        from . import checks  # noqa: F401 (registers them)
        from .feedback_box import feedback_box

        dashboard.register(feedback_box)
