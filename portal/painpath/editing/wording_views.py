"""The path's wording in admin: its languages, its groups of texts, one group."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from portal.pages.editorial.saving import save_row
from portal.painpath.live import current_wording
from portal.painpath.models import PathWording

from .desk import (
    admin_url,
    desk_of,
    desk_or_404,
    editors_only,
    keep,
    page,
    path_in_work,
)
from .wording_form import WordingForm, group_title
from .wordings import Data, Group, groups, read, voices
from .words import Words

LIST = "painpath_pathwording_changelist"
LANGUAGE = "painpath_wording_language"


@never_cache
@require_safe
@editors_only
def wording_list(request: HttpRequest) -> HttpResponse:
    """Show the languages that the path speaks, and those that it could."""
    languages = [
        {"code": code, "name": name, "desk": desk_of(request, PathWording, code)}
        for code, name in settings.LANGUAGES
    ]
    return page(
        request,
        "wordings",
        _("Wording of the pain path"),
        languages=languages,
        has_first=languages[0]["desk"] is not None,
    )


@require_POST
@editors_only
def wording_start(request: HttpRequest, language: str) -> HttpResponse:
    """Begin a language with the texts of the first one, to be translated."""
    first = desk_or_404(request, PathWording, settings.LANGUAGE_CODE)
    if language not in dict(settings.LANGUAGES):
        raise Http404(f"There is no language {language}")
    if not PathWording.objects.filter(language=language).exists():
        row = PathWording(language=language, slug=first.row.slug, text=first.text)
        save_row(row, author=cast(User, request.user), based_on=None)
        messages.success(request, _("Begun. Patients see it once it is published."))
    return redirect(f"admin:{LANGUAGE}", language)


@never_cache
@require_safe
@editors_only
def wording_language(request: HttpRequest, language: str) -> HttpResponse:
    """Show the groups of texts of a language; `q` finds a text by its words."""
    desk = desk_or_404(request, PathWording, language)
    data = read(desk.text)
    query = " ".join(request.GET.get("q", "").split())[:100]
    rows = _rows(request, data, query.casefold()) if data is not None else []
    return page(
        request,
        "wording_groups",
        desk.row.title,
        desk=desk,
        crumbs=[(admin_url(LIST), _("Wording"))],
        language=language,
        rows=rows,
        query=query,
        readable=data is not None,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def wording_group(request: HttpRequest, language: str, group: str) -> HttpResponse:
    """Change the texts of one group."""
    desk = desk_or_404(request, PathWording, language)
    data = read(desk.text)
    path = path_in_work(request)
    found = [g for g in groups(path, data) if g.id == group] if data is not None else []
    if data is None or not found:
        raise Http404(f"There is no group {group}")
    words = Words(path, current_wording().wording)
    sent = request.POST if request.method == "POST" else None
    form = WordingForm(found[0], data, words, sent)
    title = group_title(found[0], words)
    if form.is_valid():
        return keep(request, desk, form.changed(desk.text), title)
    return page(
        request,
        "wording_form",
        title,
        desk=desk,
        crumbs=[
            (admin_url(LIST), _("Wording")),
            (admin_url(LANGUAGE, language), desk.row.get_language_display()),
        ],
        form=form,
        group=found[0],
    )


def _rows(request: HttpRequest, data: Data, query: str) -> list[dict[str, Any]]:
    """Return the groups that have the words of the query, with what is to be done."""
    path = path_in_work(request)
    words = Words(path, current_wording().wording)
    return [
        {
            "id": group.id,
            "title": group_title(group, words),
            "missing": sum(
                spot.needed and not voices(data, spot.keys).me for spot in group.spots
            ),
            "unused": sum(not spot.needed for spot in group.spots),
        }
        for group in groups(path, data)
        if query in _all_texts(group, data)
    ]


def _all_texts(group: Group, data: Data) -> str:
    found = [text for spot in group.spots for text in voices(data, spot.keys)]
    if not group.parts:  # a list
        found.append(str(data.get(group.kind, "")))
    return " ".join(found).casefold()
