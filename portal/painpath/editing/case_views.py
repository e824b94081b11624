"""The clinicians' cases in admin: the list, a walk of the path, one case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.faults import ContentError
from portal.painpath.cases import Case, Expected, differences, parse_cases
from portal.painpath.comparing import places
from portal.painpath.engine import outcome
from portal.painpath.live import current_wording
from portal.painpath.models import PathCases
from portal.painpath.outcome import Outcome
from portal.painpath.publication import said
from portal.painpath.questionnaire import Path
from portal.painpath.reviewing import PLACES, URGENCIES
from portal.painpath.texts import CASES_FILE

from .case_form import CaseForm, data_of, filled_in, others_in_words
from .cases import add_case, built_on, remove_case, save_case, written
from .desk import (
    Desk,
    admin_url,
    desk_of,
    desk_or_404,
    editors_only,
    keep,
    page,
    path_in_work,
)
from .words import Words

LIST = "painpath_pathcases_changelist"


@never_cache
@require_safe
@editors_only
def case_list(request: HttpRequest) -> HttpResponse:
    """Show every case, and whether the path does what it expects."""
    desk, path = desk_of(request, PathCases), path_in_work(request)
    cases = _read(desk, path) if desk else None
    rows = [
        {
            "number": number,
            "name": case.name,
            "expects": _expects(case, path),
            "differences": [
                (found.about.replace("_", " "), said(found.expected), said(found.found))
                for found in differences(path, case)
            ],
        }
        for number, case in enumerate(cases or ())
    ]
    return page(
        request,
        "cases",
        _("Cases of the pain path"),
        desk=desk,
        rows=rows,
        readable=cases is not None,
        failing=sum(bool(row["differences"]) for row in rows),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def case_add(request: HttpRequest) -> HttpResponse:
    """Walk the path on one page, and keep that as a case."""
    desk, path, cases = _cases(request)
    like = request.GET.get("like", "")
    base = _case(cases, int(like)) if like.isdecimal() else None
    everything = Expected(listed=(), not_yet=())
    answers = base.answers if base else {}
    start = filled_in(Case(name="", answers=answers, expect=everything), path)
    return _form(request, desk, path, cases, start, like=base.name if base else "")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def case_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change a case."""
    desk, path, cases = _cases(request)
    return _form(request, desk, path, cases, _case(cases, number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def case_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then take a case out, if no other goes on from it."""
    desk, _path, cases = _cases(request)
    case = _case(cases, number)
    others = built_on(desk.text, case.name)
    if request.method == "POST" and not others and len(cases) > 1:
        text = remove_case(desk.text, cases, case.name)
        note = _("Case taken out: %(case)s") % {"case": case.name}
        return keep(request, desk, text, note)
    return page(
        request,
        "case_remove",
        _("Take out a case"),
        desk=desk,
        crumbs=[(admin_url(LIST), _("Cases"))],
        case=case,
        others=others,
        is_last=len(cases) == 1,
    )


def _form(
    request: HttpRequest,
    desk: Desk,
    path: Path,
    cases: Sequence[Case],
    case: Case,
    *,
    like: str = "",
) -> HttpResponse:
    words = Words(path, current_wording().wording)
    names = frozenset(other.name for other in cases) - {case.name}
    data = request.POST if request.method == "POST" else None
    form = CaseForm(words, case, names, data)
    found = None
    if data is not None and "_fill" in data:
        form.fields["name"].required = False
        if form.is_valid():
            filled = filled_in(form.made, path)
            form = CaseForm(words, filled, names, data_of(filled, path, data))
            form.fields["name"].required = False
            found = _came_out(words, outcome(path, filled.answers))
    elif form.is_valid():
        made = form.made
        if case.name:
            text = save_case(desk.text, path, cases, made, old=case.name)
        else:
            text = add_case(desk.text, path, cases, made, like=like)
        return keep(request, desk, text, _("Case: %(case)s") % {"case": made.name})
    return page(
        request,
        "case_form",
        _("Change a case") if case.name else _("Walk the path"),
        desk=desk,
        crumbs=[(admin_url(LIST), _("Cases"))],
        form=form,
        case=form.case,
        like=like or _like(desk, case),
        built_on=built_on(desk.text, case.name) if case.name else (),
        others=others_in_words(form.case),
        found=found,
    )


def _came_out(words: Words, found: Outcome) -> dict[str, Any]:
    """Say an outcome: where each procedure stands, and what it waits for."""
    waits = {
        item.procedure: [words.question(f.question) for f in item.missing]
        for item in found.not_yet
    }
    return {
        "urgency": URGENCIES[found.urgency],
        "specialist": words.specialist(found.specialist),
        "procedures": [
            (words.procedure(slug), PLACES[place], waits.get(slug, []))
            for slug, place in places(found).items()
        ],
    }


def _expects(case: Case, path: Path) -> list[tuple[str, str]]:
    expect = case.expect
    named = {
        "urgency": expect.urgency,
        "specialist": expect.specialist,
        "listed": expect.listed,
        "not yet": expect.not_yet,
    }
    return [(name, said(value)) for name, value in named.items() if value is not None]


def _like(desk: Desk, case: Case) -> str:
    return next((w.like for w in written(desk.text) if w.name == case.name), "")


def _read(desk: Desk, path: Path) -> tuple[Case, ...] | None:
    try:
        return parse_cases(desk.text, path, file=CASES_FILE)
    except ContentError:
        return None


def _cases(request: HttpRequest) -> tuple[Desk, Path, tuple[Case, ...]]:
    """Return the cases in hand; they can be edited one by one if they can be read."""
    desk, path = desk_or_404(request, PathCases), path_in_work(request)
    cases = _read(desk, path)
    if cases is None:
        raise Http404("The newest version of the cases cannot be read")
    return desk, path, cases


def _case(cases: Sequence[Case], number: int) -> Case:
    if number >= len(cases):
        raise Http404(f"There is no case {number}")
    return cases[number]
