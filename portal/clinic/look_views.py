"""The clinic's colors and logo, at addresses that change with what is there."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.pages.kept import kept, without_database

from .models import Logo
from .palette import Palette

CONTENT_TYPE: Final = "image/webp"
"""Of every logo: `logo_picture` writes them anew."""

_forever = cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)


@without_database
@require_safe
@_forever
def colors(request: HttpRequest, name: str) -> HttpResponse:
    """Answer a palette's style sheet; its name says it all, without the database."""
    palette = Palette.named(name)
    if palette is None:
        raise Http404
    return HttpResponse(palette.style_sheet(), content_type="text/css; charset=utf-8")


@kept()
@require_safe
@_forever
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """Answer a logo that the clinic has, or had until a moment ago."""
    try:
        return HttpResponse(_logo(digest), content_type=CONTENT_TYPE)
    except Logo.DoesNotExist:
        raise Http404 from None


@lru_cache(maxsize=4)
def _logo(digest: str) -> bytes:
    """Read a logo once a process: what has this digest is never another."""
    return bytes(Logo.objects.values_list("data", flat=True).get(digest=digest))
