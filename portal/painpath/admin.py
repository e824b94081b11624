"""The pain path in admin: its rules, its cases and its wording as people read them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from portal.pages.admin import ReadOnlyAdmin
from portal.pages.editorial.history_views import record_history

from .editing import (
    case_views,
    checking_views,
    file_views,
    rule_views,
    wording_views,
)
from .models import PathCases, PathRules, PathWording


class PathTextAdmin(ReadOnlyAdmin):
    """One file of the path: forms of its own instead of a list and one long text."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return record_history(self, request, object_id)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Lead to where the file is edited."""
        return redirect(f"admin:painpath_{self.opts.model_name}_changelist")

    def _path(self, route: str, view: Any, name: str, **kwargs: Any) -> URLPattern:
        wrapped = self.admin_site.admin_view(view)
        made: URLPattern = path(route, wrapped, kwargs, f"painpath_{name}")
        return made


@admin.register(PathRules)
class PathRulesAdmin(PathTextAdmin):
    """The rules, their table and their picture."""

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return rule_views.rule_list(request)

    def get_urls(self) -> list[URLPattern]:
        return [
            self._path("rule/add/", rule_views.rule_add, "rule_add"),
            self._path("rule/<slug:name>/", rule_views.rule_edit, "rule"),
            self._path(
                "rule/<slug:name>/remove/", rule_views.rule_remove, "rule_remove"
            ),
            self._path("rule/<slug:name>/move/", rule_views.rule_move, "rule_move"),
            self._path("table/", file_views.rules_table, "table_live"),
            self._path("table/<int:pk>/", file_views.rules_table, "table"),
            self._path("flow/", file_views.flow, "flow_live"),
            self._path("flow/<int:pk>/", file_views.flow, "flow"),
            self._path("flow/flow.svg", file_views.flow_picture, "flow_picture_live"),
            self._path(
                "flow/<int:pk>/flow.svg", file_views.flow_picture, "flow_picture"
            ),
            self._path("version/<int:pk>/", checking_views.version_check, "check"),
            self._path("file/", file_views.file_text, "rules_file", which="rules"),
            *super().get_urls(),
        ]


@admin.register(PathCases)
class PathCasesAdmin(PathTextAdmin):
    """The clinicians' cases."""

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return case_views.case_list(request)

    def get_urls(self) -> list[URLPattern]:
        return [
            self._path("case/add/", case_views.case_add, "case_add"),
            self._path("case/<int:number>/", case_views.case_edit, "case"),
            self._path(
                "case/<int:number>/remove/", case_views.case_remove, "case_remove"
            ),
            self._path("file/", file_views.file_text, "cases_file", which="cases"),
            *super().get_urls(),
        ]


@admin.register(PathWording)
class PathWordingAdmin(PathTextAdmin):
    """The wording in each language."""

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return wording_views.wording_list(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Lead to the language's groups of texts."""
        number = int(object_id) if object_id.isdecimal() else 0
        row = get_object_or_404(PathWording, pk=number)
        return redirect("admin:painpath_wording_language", row.language)

    def get_urls(self) -> list[URLPattern]:
        here = "language/<str:language>/"
        return [
            self._path(here, wording_views.wording_language, "wording_language"),
            self._path(f"{here}start/", wording_views.wording_start, "wording_start"),
            self._path(
                f"{here}file/", file_views.file_text, "wording_file", which="wording"
            ),
            self._path(
                f"{here}<slug:group>/", wording_views.wording_group, "wording_group"
            ),
            *super().get_urls(),
        ]
