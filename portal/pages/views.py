"""What patients read: home, indexes, pages, glossary, sources and search."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import indexes
from .a_to_z import a_to_z
from .bibliography import PARTS, Part, checked_how, in_part, next_to
from .doors import areas, doors
from .kept import kept
from .links import pages_by_slug, related_pages
from .models import Source, Term
from .page import Page
from .record_rows import from_record
from .records import Record, record_models
from .revisions import Revision
from .slugs import moved_addresses, named_today
from .terms import Terms


@kept()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the site is and the ways into it."""
    context = {"doors": doors(language()), "areas": areas(language())}
    return render(request, "pages/home.html", context)


@kept("by")
@require_safe
def page_index(
    request: HttpRequest,
    model: type[Page],
    template: str = "pages/page_index.html",
    **context: Any,
) -> HttpResponse:
    """List every page of a kind: A to Z, by body area, or by its type."""
    pages = model.objects.published().in_language(language())
    orders = indexes.orders_of(model)
    by = request.GET.get("by", indexes.A_TO_Z)
    if by not in orders:
        raise Http404(f"by={by}: allowed {', '.join(orders)}")
    context |= {
        "model": model,
        "orders": orders,
        "by": by,
        "groups": indexes.grouped(pages, by),
    }
    return render(request, template, context)


@kept()
@require_safe
def page_detail(request: HttpRequest, slug: str, model: type[Page]) -> HttpResponse:
    """Show one page; one that was unpublished is gone, an untranslated one English."""
    rows = model.objects.filter(slug=slug).select_related("live")
    rows = rows.defer("live__record")  # the row holds the same
    published = {row.language: row for row in rows.published()}
    page = published.get(language()) or published.get(settings.LANGUAGE_CODE)
    if page is not None:
        return render_page(request, page, translations=published.keys())
    if withdrawn := rows.gone().first():
        return render(request, "410.html", {"page": withdrawn}, status=410)
    if moved := _moved(request, model, slug):
        return moved
    raise Http404(f"{model.kind} {slug}: no such page")


def _moved(request: HttpRequest, model: type[Page], slug: str) -> HttpResponse | None:
    """Lead from a former address to today's, in the language that was asked for.

    A browser asks again each time: the page may have its first address back one day.
    """
    to_slug = moved_addresses().get((model.kind, slug))
    rows = model.objects.filter(slug=to_slug)
    if not (rows.published() | rows.gone()).exists():
        return None
    query = request.META.get("QUERY_STRING", "")
    address = reverse(model.kind, kwargs={"slug": to_slug}) + f"?{query}" * bool(query)
    response = HttpResponsePermanentRedirect(address)
    response["Cache-Control"] = "no-cache"
    return response


def render_page(request: HttpRequest, page: Page, **context: Any) -> HttpResponse:
    """Render a page, saved or not, on its kind's template."""
    found = pages_by_slug("source", page.sources, "")
    sources = [found[slug] for slug in page.sources if slug in found]
    anchors = {source.slug: f"s{number}" for number, source in enumerate(sources, 1)}
    terms = Term.objects.published().in_language(page.language)
    context |= {
        "page": page,
        "related": related_pages(page, language()),
        "terms": Terms(terms, title=page.title, anchors=anchors),
        "sources": sources,
    }
    app, name = page._meta.app_label, page._meta.model_name
    return render(request, f"{app}/{name}_detail.html", context)


def render_record(request: HttpRequest, row: Record, **context: Any) -> HttpResponse:
    """Render a source or a term, saved or not, alone on the page that lists them."""
    name = "glossary" if isinstance(row, Term) else "sources"
    context |= {"terms": [row], "sources": [row]}
    return render(request, f"pages/{name}.html", context)


def render_revision(
    request: HttpRequest, revision: Revision, **context: Any
) -> HttpResponse:
    """Render a version as the site would show it, in its own language."""
    row = from_record(
        record_models()[revision.kind],
        named_today(revision.kind, revision.record),
        language=revision.language,
        slug=revision.slug,
    )
    context |= {"preview_of": revision}
    with translation.override(revision.language or language()):
        if isinstance(row, Page):
            return render_page(request, row, **context)
        if own := row.rendered(request, context):
            return own
        return render_record(request, row, **context)


@kept()
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain every term."""
    terms = Term.objects.published().in_language(language())
    return render(request, "pages/glossary.html", {"terms": terms})


@kept()
@require_safe
def sources(request: HttpRequest, part: Part = PARTS[0]) -> HttpResponse:
    """List the sources of one part, and how far all of them were checked."""
    every = list(Source.objects.published())
    context = {
        "part": part,
        "parts": PARTS,
        "next_part": next_to(part),
        "sources": in_part(every, part),
        "checked": checked_how(every),
        "every": every,
    }
    return render(request, "pages/sources.html", context)


@kept()
@require_safe
def every_name(request: HttpRequest) -> HttpResponse:
    """List every page from A to Z, under other names too."""
    pages = (page for pages in _every_page().values() for page in pages)
    return render(request, "pages/a_to_z.html", {"letters": a_to_z(pages)})


@kept()
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """List every page by its kind."""
    groups = [
        {"model": model, "address": reverse(f"{model.kind}-index"), "pages": pages}
        for model, pages in _every_page().items()
    ]
    return render(request, "pages/site_map.html", {"groups": groups})


def _every_page() -> dict[type[Page], QuerySet]:
    """Return the published pages of each kind, in the language of this request.

    With their names alone: the texts of all pages at once are many megabytes.
    """
    return {
        model: model.objects.published()
        .in_language(language())
        .only("language", "slug", "synonyms", "title")
        .order_by("title")
        for model in record_models().values()
        if issubclass(model, Page)
    }


@kept()
@require_safe
def standing_page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """Show a page that says what the software itself does."""
    return render(request, f"pages/{name}.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Help somebody whose address leads nowhere."""
    models = [model for model in record_models().values() if issubclass(model, Page)]
    return render(request, "404.html", {"models": models}, status=404)


def language() -> str:
    """Return the language that this request is answered in."""
    return get_language() or settings.LANGUAGE_CODE
