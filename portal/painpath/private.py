"""What every view of the path does so that nobody else learns the answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import (
    sensitive_post_parameters,
    sensitive_variables,
)

from portal.pages.kept import without_database

from .live import one_version

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Keep answers out of caches, search engines, referrers and error reports.

    A form of the path carries no CSRF token, as that would be a second cookie. The
    answers' cookie is SameSite=Lax, so that a browser leaves it out of a form sent
    from elsewhere, and every form without it is refused. Browsers also say where a
    form comes from; one from another site is refused outright.
    """

    @csrf_exempt
    @sensitive_variables()
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method == "POST" and site not in ("same-origin", "none"):
            response = render(request, "painpath/elsewhere.html", status=403)
        else:
            with one_version():
                response = _answer(view, request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return without_database(wrapped)


_REFUSALS = (Http404, BadRequest, SuspiciousOperation, MultiPartParserError)
"""What Django answers with 400 or 404, in words of its own."""


class PathError(Exception):
    """An error on the path, told without its words: they may quote an answer."""


def _answer(
    view: View, request: HttpRequest, *args: object, **kwargs: object
) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except _REFUSALS:
        raise
    except Exception as error:
        if settings.DEBUG:
            raise
        kind = type(error).__name__
        raise PathError(
            f"{kind} in the pain path; its words are withheld"
        ).with_traceback(error.__traceback__) from None
