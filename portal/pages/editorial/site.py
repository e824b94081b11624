"""The admin site as staff see it: the dashboard first, every kind of page in reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib.admin import AdminSite, autodiscover
from django.core.checks import CheckMessage
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from portal.pages.records import record_models

from .dashboard import boxes_for


class StaffSite(AdminSite):
    """Where a clinic's staff work."""

    site_title = _("Staff")
    index_title = _("Dashboard")
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Load every form now: a process that serves patients alone never asks."""
        autodiscover()
        return list(super().get_urls())

    def check(self, app_configs: Sequence[AppConfig] | None) -> list[CheckMessage]:
        autodiscover()
        return list(super().check(app_configs))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        boxes = boxes_for(request)
        context = {
            "boxes": [box for box in boxes if box.count],
            "empty_boxes": [box for box in boxes if not box.count],
        }
        return super().index(request, context | (extra_context or {}))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = super().each_context(request)
        return context | {"record_lists": self._record_lists(request)}

    def _record_lists(self, request: HttpRequest) -> list[dict[str, str]]:
        """Return where each kind of page is listed, for who may edit."""
        if not request.user.has_perm("pages.edit_record"):
            return []
        return [
            {
                "name": str(model._meta.verbose_name_plural).capitalize(),
                "url": reverse(
                    f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
                ),
            }
            for model in record_models().values()
            if self.is_registered(model)
        ]
