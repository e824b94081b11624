"""The site's addresses, and some whose views fail: what fuzzing must find."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

import portal.urls
from portal.urls import handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500"]
ROUTES = {"odd/<odd>", "raises/", "says-500/", "shows/"}


def raises(request: HttpRequest) -> HttpResponse:
    raise LookupError("of a view")


def says_500(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=500)


def shows(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Traceback (most recent call last):")


def raises_for_odd(request: HttpRequest, odd: str) -> HttpResponse:
    """Fail for all but whole numbers."""
    return HttpResponse(int(odd))


urlpatterns = [
    path("odd/<path:odd>", raises_for_odd),
    path("raises/", raises),
    path("says-500/", says_500),
    path("shows/", shows),
    *portal.urls.urlpatterns,
]
