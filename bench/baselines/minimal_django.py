"""A page of the portal by the shortest way: its queries, its template, no middleware.

Served below /minimal/, with the portal's own settings otherwise, so that the template
finds all that it asks for.
"""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from conditions.models import Cause
from portal.clinic.models import Clinic
from portal.pages.models import Source, Term
from portal.pages.records import record_models
from portal.pages.revisions import Link
from portal.pages.terms import Terms
from portal.urls import handler404, urlpatterns


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Read what the page shows, and render it."""
    setattr(request, "clinic", Clinic.current())  # noqa: B010
    cause = (
        Cause.objects.select_related("live")
        .defer("live__record")
        .get(slug=slug, language="en", status="published")
    )
    published = {"status": "published", "language": "en"}
    terms = Term.objects.filter(**published)
    context = {
        "page": cause,
        "related": _related(cause, published),
        "terms": Terms(terms, title=cause.title),
        "sources": list(Source.objects.filter(slug__in=cause.sources)),
        "translations": {"en": cause}.keys(),
    }
    return render(request, "conditions/cause_detail.html", context)


def _related(cause: Cause, published: dict[str, str]) -> dict[str, list]:
    """Read the pages that the links lead to or come from: one query for each kind."""
    wanted = defaultdict(set)
    for name in cause.related:
        kind, _, slug = name.partition(":")
        wanted[kind].add(slug)
    links = Link.objects.filter(to_kind="cause", to_slug=cause.slug, language="en")
    for link in links.exclude(relation="mentions"):
        wanted[link.kind].add(link.slug)
    models = record_models()
    return {
        kind: list(models[kind].objects.filter(slug__in=slugs, **published))
        for kind, slugs in wanted.items()
    }


urlpatterns = [path("minimal/<slug:slug>/", page), *urlpatterns]
__all__ = ["handler404", "urlpatterns"]
