"""Which browsers somebody has signed in with: a mark that the browser itself keeps.

It opens nothing. A sign-in without it is told to the person by e-mail.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE: Final = "staff_browser"
_SALT: Final = "portal.staff.browsers"
AGE: Final = 400 * 24 * 3600  # seconds; browsers keep no cookie longer
_MOST: Final = 20
"""So many people's marks stay on a shared computer."""


def is_new(request: HttpRequest, user: Any) -> bool:
    """Tell whether this person has not signed in with this browser before."""
    own = _mark(user)
    return not any(constant_time_compare(mark, own) for mark in _marks(request))


def remember(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    """Leave this person's mark in the browser, beside those of others."""
    response.set_cookie(
        COOKIE,
        signing.dumps([_mark(user), *_marks(request)][:_MOST], salt=_SALT),
        max_age=AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=AGE)
    except signing.BadSignature:
        return []
    return [str(mark) for mark in found]


def _mark(user: Any) -> str:
    """Return what stands for the person: it says nothing to who reads the cookie."""
    return salted_hmac(_SALT, str(user.pk), algorithm="sha256").hexdigest()[:32]
