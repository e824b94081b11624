from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "portal.staff"
    verbose_name = _("Signing in")

    def ready(self) -> None:
        from . import audit_signals, letters, second_factor, sessions

        for module in (sessions, second_factor, audit_signals, letters):
            module.connect()
