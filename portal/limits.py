"""How much one request may bring. More is refused before anything reads it.

The shipped proxy refuses the same (`docs/deploy/nginx.conf`); this holds without it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Get = Callable[[HttpRequest], HttpResponse]

ADDRESS: Final = 8_000
"""Bytes of an address with its query."""
HEADER: Final = 8_000
"""Bytes of one header."""
HEADERS: Final = 32_000
"""Bytes of all headers."""
BODY: Final = 64 * 1024
"""Bytes of a patient's form."""
STAFF_BODY: Final = 4 * 1024 * 1024
"""Bytes of a form in admin: long texts, and a logo."""

_NEEDED: Final = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"}
"""Without the second, who came by HTTPS through a proxy would be led to HTTPS again."""

_NUL: Final = "\0"
_REFUSED: Final = "portal.limits.refused"


def measured(application: Application) -> Application:
    """Take off a request what is too much, before Django reads it; note the status.

    Django reads a query while it makes the request, where it can answer nothing yet.
    """

    def measuring(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        if status := _refusal(environ):
            environ = {
                name: value
                for name, value in environ.items()
                if not name.startswith("HTTP_") or name in _NEEDED
            } | {"QUERY_STRING": "", "CONTENT_LENGTH": "", _REFUSED: status}
            environ["PATH_INFO"] = environ["PATH_INFO"].replace(_NUL, "")
        return application(environ, start)

    return measuring


def refuse_excess(get_response: Get) -> Get:
    """Return middleware that answers a request that was too much."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if status := request.META.get(_REFUSED):
            return _refused(request, status)
        return get_response(request)

    return middleware


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refuse what cannot be read. Django's own view for it would read it once more."""
    return _refused(request, 400)


def _refusal(environ: Environ) -> int | None:
    """Return the status that says what there is too much of, or None.

    An address with a NUL is no address: PostgreSQL takes none in a text.
    """
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) + len(query) > ADDRESS:
        return 414
    if _NUL in path + query or "%00" in query:
        return 400
    if query.count("&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        return 400
    sizes = [len(text) for name, text in environ.items() if name.startswith("HTTP_")]
    if max(sizes, default=0) > HEADER or sum(sizes) > HEADERS:
        return 431
    is_staff = path.startswith(settings.SESSION_COOKIE_PATH)
    most = STAFF_BODY if is_staff else BODY
    return 413 if _length(environ.get("CONTENT_LENGTH", "")) > most else None


def _length(text: str) -> int:
    """Read a length as Django does: what is no number is none."""
    try:
        return int(text)
    except ValueError:
        return 0


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    language = translation.get_language_from_path(request.path_info)
    with translation.override(language or settings.LANGUAGE_CODE):
        if status == 400:
            what = _("Your browser sent something that this website cannot read.")
        else:
            what = _("Your browser sent more than this website can take at once.")
        page = render_to_string("refused.html", {"what": what})
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
