"""Which addresses a request can lead to: a patient's knows none of staff's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Get = Callable[[HttpRequest], HttpResponse]

_STAFF: Final = re.compile(r"/admin(/|\Z)")


def public_addresses(get_response: Get) -> Get:
    """Return middleware that lets a patient's request use public addresses alone.

    A process that nobody of staff asks for anything then never loads admin, which takes
    a seventh of its memory.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _STAFF.match(request.path_info):
            setattr(request, "urlconf", settings.PUBLIC_URLCONF)  # noqa: B010
        return get_response(request)

    return middleware
