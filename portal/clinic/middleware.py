"""The clinic's profile on every request, for apps that know nothing of this one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .remembered import remembered_clinic


class ClinicMiddleware:
    """Offer `request.clinic`; it is looked up only where it is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        setattr(request, "clinic", SimpleLazyObject(remembered_clinic))  # noqa: B010
        return self._get_response(request)
