"""Send pages without the indentation that templates are written with: a tenth of them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

KEEP_SPACES = (b"<textarea", b"<pre")
"""Elements in which spaces and line ends are text; their pages stay as they are."""


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
    """Return the page with no space around its line ends, and no empty line."""
    if any(element in page for element in KEEP_SPACES):
        return page
    return b"\n".join(line for line in map(bytes.strip, page.split(b"\n")) if line)
