"""What patients read: home, indexes, pages, glossary, sources and search."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import indexes
from .links import pages_by_slug, related_pages
from .models import Guide, Source, Term
from .page import Page
from .records import Record, record_models
from .searching import find_pages
from .terms import Terms


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the site is and the ways into it."""
    conditions = record_models()["condition"].objects.published()
    context = {
        "guides": Guide.objects.published().in_language(language()),
        "areas": indexes.by_area(list(conditions.in_language(language()))),
    }
    return render(request, "pages/home.html", context)


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
    raise Http404(f"{model.kind} {slug}: no such page")


def render_page(request: HttpRequest, page: Page, **context: Any) -> HttpResponse:
    """Render a page, saved or not, on its kind's template."""
    sources = pages_by_slug("source", page.sources, "")
    terms = Term.objects.published().in_language(page.language)
    context |= {
        "page": page,
        "related": related_pages(page, language()),
        "terms": Terms(terms, title=page.title),
        "sources": [sources[slug] for slug in page.sources if slug in sources],
    }
    app, name = page._meta.app_label, page._meta.model_name
    return render(request, f"{app}/{name}_detail.html", context)


def render_record(request: HttpRequest, row: Record, **context: Any) -> HttpResponse:
    """Render a source or a term, saved or not, alone on the page that lists them."""
    name = "glossary" if isinstance(row, Term) else "sources"
    context |= {"terms": [row], "sources": [row]}
    return render(request, f"pages/{name}.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain every term."""
    terms = Term.objects.published().in_language(language())
    return render(request, "pages/glossary.html", {"terms": terms})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List every source with how far it was checked."""
    return render(
        request, "pages/sources.html", {"sources": Source.objects.published()}
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find pages by the words of `q`."""
    query = request.GET.get("q", "").strip()[:100]
    context = {"query": query, "groups": find_pages(query, language())}
    return render(request, "pages/search.html", context)


@require_safe
def standing_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page that says what the software itself does."""
    return render(request, f"pages/{name}.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Help somebody whose address leads nowhere."""
    models = [model for model in record_models().values() if issubclass(model, Page)]
    return render(request, "404.html", {"models": models}, status=404)


def language() -> str:
    """Return the language that this request is answered in."""
    return get_language() or settings.LANGUAGE_CODE
