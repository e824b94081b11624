"""Which area of the site a path is in, and which addresses it can lead to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Get = Callable[[HttpRequest], HttpResponse]

_STAFF: Final = re.compile(r"/admin(/|\Z)")


def is_for_staff(path: str) -> bool:
    """Tell whether a path is staff's; `/admin` leads to the first of them."""
    return bool(_STAFF.match(path))


def public_addresses(get_response: Get) -> Get:
    """Return middleware that lets a patient's request use public addresses alone.

    A process that nobody of staff asks for anything then never loads admin, which takes
    a seventh of its memory.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_for_staff(request.path_info):
            setattr(request, "urlconf", settings.PUBLIC_URLCONF)  # noqa: B010
        return get_response(request)

    return middleware
