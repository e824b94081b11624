"""What is answered while the database is away, besides what is in memory."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from portal.pages.kept import needs_database
from portal.pages.published import watch
from portal.pages.refusals import AWAY, cannot_write, is_refusal

logger = logging.getLogger(__name__)

RETRY_AFTER: Final = 10
"""Seconds after which to come back: a database that starts again needs about that."""

SAFE: Final = frozenset({"GET", "HEAD"})

Get = Callable[[HttpRequest], HttpResponse]


class DatabaseAway:
    """Says at once that a page is away, and asks again where a connection was lost."""

    def __init__(self, get_response: Get) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        """Let nobody wait for a database that is known to be away."""
        if watch.away and needs_database(view):
            return away(request)
        return None

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """Ask a safe view once more if its connection broke; it has written nothing."""
        if not is_refusal(error) or settings.DEBUG:
            return None
        if request.method in SAFE and _is_lost():
            connection.close()
            try:
                return _again(request)
            except AWAY as second:
                error = second
        return away(request, error, unsaved=cannot_write(error))


def _is_lost() -> bool:
    """Tell whether there was a connection to the server and it broke."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return False
    lost: bool = connection.connection is not None and connection.connection.closed
    return lost


def _again(request: HttpRequest) -> HttpResponse:
    match = request.resolver_match
    assert match is not None  # the view ran
    response = match.func(request, *match.args, **match.kwargs)
    if hasattr(response, "render") and not response.is_rendered:
        response = response.render()
    assert isinstance(response, HttpResponse)
    return response


def away(
    request: HttpRequest, error: BaseException | None = None, *, unsaved: bool = False
) -> HttpResponse:
    """Say plainly that this page is away, with the numbers to call.

    `unsaved` is for a view that could not write: nothing was saved for sure.
    """
    if error:
        what = "cannot write" if cannot_write(error) else "is away"
        logger.error("%s: the database %s: %s", request.method, what, error)
    is_form = request.method not in SAFE
    context = {
        "is_staff_form": is_form
        and request.path.startswith(settings.SESSION_COOKIE_PATH),
        "unsaved": is_form and unsaved,
    }
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault that no view caught: the database's own way, or the plain page.

    Django's own view for it reads the form again, which may be what cannot be read.
    """
    error = sys.exc_info()[1]
    if is_refusal(error):
        return away(request, error)
    return HttpResponseServerError(render_to_string("500.html"))
