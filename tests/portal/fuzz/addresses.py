"""Every address that the resolver knows, so that a new one is fuzzed by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from portal.pages.models import Guide
from portal.pages.revisions import Revision
from portal.painpath.live import current_path
from tests import factories
from tests.edits import draft
from tests.portal.painpath.published import publish_small

BESIDES = ("metrics", "static/<path>", "<anything>", "admin/<anything>")
"""What layers around Django answer, and what nobody does."""

_GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Address:
    """A route such as `es/guides/<slug>/`, and what fits into its places."""

    route: str
    fitting: dict[str, list[str]]

    @property
    def parts(self) -> list[str]:
        """Return literal parts and, at the odd positions, the places' names."""
        return _PLACE.split(self.route)

    def of(self, place: str) -> list[str]:
        """Return values that lead somewhere."""
        return self.fitting.get(place) or ["1", "x"]


def addresses() -> list[Address]:
    """Return every address, for a site that has one of everything."""
    fitting = _site()
    routes = [*_routes(get_resolver().url_patterns), *BESIDES]
    return [Address(route, fitting) for route in dict.fromkeys(routes)]


def _routes(patterns: list, before: str = "") -> Iterator[str]:
    for found in patterns:
        starts = [before + _route(found.pattern)]
        if isinstance(found.pattern, LocalePrefixPattern):
            codes = [code for code, _ in settings.LANGUAGES]
            starts = ["", *(f"{code}/" for code in codes[1:])]
        for start in starts:
            if isinstance(found, URLResolver):
                yield from _routes(found.url_patterns, start)
            else:
                yield start


def _route(pattern: object) -> str:
    return _PLACE.sub(r"<\1>", _GROUP.sub(r"<\1>", str(pattern)).strip("^$"))


def _site() -> dict[str, list[str]]:
    """Fill the site; return what its addresses may name."""
    publish_small()
    factories.pages()
    version = draft(Guide.objects.get(), factories.user("author"), title="Other words")
    rows = [model.objects.first() for model in admin.site._registry]
    keys = [str(row.pk) for row in rows if row]
    slugs = sorted(set(Revision.objects.values_list("slug", flat=True)))
    return {
        "pk": [str(version.pk), *keys],
        "object_id": [*keys, "_5F", "1/change"],
        "id": keys,
        "link": ["1"],
        "number": ["1", "2"],
        "kind": sorted(set(Revision.objects.values_list("kind", flat=True))),
        "language": ["en", "es"],
        "slug": slugs,
        "name": [*(step.id for step in current_path().steps), "knee", "clinic"],
        "group": ["screens", "questions", "texts"],
        "app_label": [app.label for app in apps.get_app_configs()],
        "path": ["css/site.css", "js/"],
    }
