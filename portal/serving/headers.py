"""Headers that hold for a whole area of the site, whichever view or fault answers there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.areas import is_for_staff

_LANGUAGES: Final = "|".join(re.escape(code) for code, _ in settings.LANGUAGES)
_PATH: Final = re.compile(rf"(/({_LANGUAGES}))?/pain-path(/|\Z)")


class AreaHeaders:
    """Let no other site use our answers, and nobody keep what is for one reader alone.

    Views of the path and of admin say the same themselves; an address that leads to
    none, a refused form or a fault would say nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        on_path = _PATH.match(request.path_info)
        if on_path:
            response["Referrer-Policy"] = "no-referrer"
        alone = on_path or is_for_staff(request.path_info)
        # Django's own words for it say more, and are left as they are.
        if alone and "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "no-store"
        return response
