"""Whether a browser has what it asks for already (RFC 9110, 13.1)."""

from __future__ import annotations

import re
from typing import Final

from django.utils.http import parse_http_date_safe

_TAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def has_tag(wanted: str, tag: str) -> bool:
    """Tell whether `If-None-Match` names this tag, among others, weak or not."""
    if wanted == tag:
        return True
    return wanted.strip() == "*" or tag in _TAG.findall(wanted)


def is_since(date: str, settled: int, now: float) -> bool:
    """Tell whether a copy as old as `If-Modified-Since` says is today's still.

    `settled` is the second from when on nothing older was shown. A date that is still to
    come says nothing, as a clock was wrong.
    """
    seconds = parse_http_date_safe(date) if date else None
    return seconds is not None and settled <= seconds <= now
