"""Search and its suggestions. What is typed is neither kept nor logged."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .emergency import SELF_HARM, signs_in
from .search import find, suggest

LONGEST = 100
"""Characters of a query that are looked at."""


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find pages by the words of `q`; signs of an emergency come before them."""
    query = _query(request)
    signs = signs_in(query)
    context = {
        "query": query,
        "groups": find(query, get_language()),
        "self_harm": any(sign.id == SELF_HARM for sign in signs),
        "signs": [sign.text for sign in signs if sign.id != SELF_HARM],
    }
    return render(request, "pages/search.html", context)


@never_cache
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return titles that begin with `q`, for the script of the search box."""
    return JsonResponse({"titles": suggest(_query(request), get_language())})


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST]
