from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PainPathConfig(AppConfig):
    name = "portal.painpath"
    verbose_name = _("Pain path")
