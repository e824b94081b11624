"""Send pages without the indentation that templates are written with: a tenth of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

KEEP_SPACES = (b"<textarea", b"<pre")
"""Elements in which spaces and line ends are text; their pages stay as they are."""

_BLOCKS = rb"li|p|div|section|[uod]l|d[td]|nav|main|article|header|footer|form|figure"
_SHAPES = rb"circle|path|rect|use|g|title"
UNSEEN = re.compile(rb"\n(?=</?(?:%s|%s)\b)" % (_BLOCKS, _SHAPES))
"""A line end before a tag that begins or ends a line by itself, or draws."""


def squeeze(get_response: Answer) -> Answer:
    """Return middleware that squeezes every page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming:
            response.content = squeezed(response.content)
        return response

    return middleware


def squeezed(page: bytes) -> bytes:
    """Return the page with no space around its line ends, and no unseen line end."""
    if any(element in page for element in KEEP_SPACES):
        return page
    lines = b"\n".join(line for line in map(bytes.strip, page.split(b"\n")) if line)
    return UNSEEN.sub(b"", lines)
