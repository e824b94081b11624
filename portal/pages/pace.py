"""How often in a minute one visitor may ask for what takes work: a search.

Counted in the memory of each process and nowhere else, as where somebody searches from is
not kept: the first search of another minute forgets all, and of an address there is only
a slot's number.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .rate_limit import client_address

MINUTE: Final = 60
SLOTS: Final = 1 << 16
"""However many addresses ask, no more memory is taken; two may share a slot."""

View = Callable[..., HttpResponse]


class Pace:
    """Counts of this minute."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: Counter[int] = Counter()
        self._lock = threading.Lock()

    def allows(self, request: HttpRequest, most: int) -> bool:
        """Count this request and tell whether it is within `most`."""
        slot = hash(client_address(request)) % SLOTS
        minute = int(time.monotonic()) // MINUTE
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            self._counts[slot] += 1
            return self._counts[slot] <= most


def paced(view: View) -> View:
    """Let each visitor search so often in a minute, as the settings say; then 429."""
    pace = Pace()

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        most = settings.SEARCHES_A_MINUTE
        if not most or pace.allows(request, most):
            return view(request, *args, **kwargs)
        response = render(request, "pages/search_busy.html", status=429)
        response["Retry-After"] = str(MINUTE)
        response["Cache-Control"] = "no-store"
        return response

    return wrapped
