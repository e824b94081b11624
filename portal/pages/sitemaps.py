"""Every public address, for search engines."""

from __future__ import annotations

import datetime as dt

from django.contrib.sitemaps import Sitemap, views
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from .bibliography import PARTS
from .kept import kept
from .page import Page
from .records import record_models


class PageSitemap(Sitemap):
    """The published pages, each at its own language's address."""

    def items(self) -> list[Page]:
        models = [m for m in record_models().values() if issubclass(m, Page)]
        return [page for model in models for page in _published(model)]

    def location(self, item: Page) -> str:
        with translation.override(item.language):
            return item.get_absolute_url()

    def lastmod(self, item: Page) -> dt.datetime | None:
        return item.live.created_at if item.live else None


class StandingSitemap(Sitemap):
    """The addresses that are always there."""

    def items(self) -> list[str]:
        indexes = [
            f"{kind}-index"
            for kind, model in record_models().items()
            if issubclass(model, Page)
        ]
        return [
            "home",
            *indexes,
            "compare",
            "glossary",
            *(part.view_name for part in PARTS),
            "about",
            "privacy",
            "health-data",
            "accessibility",
            "contact",
            "a-to-z",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


def _published(model: type[Page]) -> QuerySet:
    pages = model.objects.published().select_related("live")
    pages = pages.only("language", "live__created_at", "slug")  # all texts are too much
    return pages.order_by("language", "slug")


SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": PageSitemap,
    "standing": StandingSitemap,
}


@kept("p")
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer every public address, 50,000 on a page."""
    return views.sitemap(request, SITEMAPS)
