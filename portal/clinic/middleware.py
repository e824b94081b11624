"""The clinic's profile on every request, for apps that know nothing of this one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

from .remembered import remembered_clinic


class ClinicMiddleware:
    """Offer `request.clinic()`; it is looked up once, and only where it is used.

    A function, as templates call one by themselves, and a lazy object would ask again
    at each of the hundreds of times that a page names the clinic.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        setattr(request, "clinic", cache(remembered_clinic))  # noqa: B010
        return self._get_response(request)
