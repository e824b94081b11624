"""What holds for every page below /admin/, besides the rights that a page asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext

from . import second_factor, sessions
from .audit import Action, note
from .titles import TITLES

OPEN = ("admin:login", "admin:logout", "admin:jsi18n")
"""What needs no second step, besides the pages that sign in and set one up."""


class StaffMiddleware:
    """Demand the second step, keep sessions open while somebody works, note refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if not _is_staff_page(request):
            return response
        if response.status_code == 403 and request.user.is_authenticated:
            note(Action.FORBIDDEN, about=request.path, detail=request.method)
        if response.status_code < 500:
            sessions.keep_open(request)
            if _is_account_page(request):
                add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, *view: Any, **more: Any
    ) -> HttpResponse | None:
        """Come after what answers while the database is away: this asks it."""
        return _to_second_step(request) if _is_staff_page(request) else None

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        """Give allauth's pages what admin's own have: header, menu and title."""
        match = request.resolver_match
        if _is_staff_page(request) and _is_account_page(request) and match:
            context = admin.site.each_context(request)
            context["title"] = TITLES.get(match.url_name or "", "")
            context["is_demanded"] = second_factor.is_missing(request)
            response.context_data = context | (response.context_data or {})
        return response


def _to_second_step(request: HttpRequest) -> HttpResponse | None:
    """Lead to the setting up of a second step; sign out who has one and did not use it."""
    if request.path in map(reverse, OPEN) or not second_factor.is_missing(request):
        return None
    if second_factor.has_one(request.user):
        logout(request)
        messages.info(request, gettext("Sign in again, with your second step."))
        return redirect("account_login")
    return None if _is_account_page(request) else redirect("mfa_index")


def _is_staff_page(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.SESSION_COOKIE_PATH)


def _is_account_page(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("staff_account"))
