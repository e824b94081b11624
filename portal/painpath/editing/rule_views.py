"""The rules of the path in admin: the list, one rule, its order, its removal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from portal.painpath.live import current_wording
from portal.painpath.models import PathRules
from portal.painpath.previews import read_loosely
from portal.painpath.questionnaire import NOT_SURE, Path, Rule

from .desk import Desk, admin_url, desk_of, desk_or_404, editors_only, keep, page
from .rule_form import RuleForm, Test, Tests
from .rules import move_rule, note_of, remove_rule, save_rule
from .words import Words

LIST = "painpath_pathrules_changelist"


@never_cache
@require_safe
@editors_only
def rule_list(request: HttpRequest) -> HttpResponse:
    """Show every rule in words, by procedure."""
    desk = desk_of(request, PathRules)
    path = read_loosely(desk.text)[0] if desk else None
    groups = []
    if path is not None:
        words = Words(path, current_wording().wording)
        groups = [
            {
                "name": words.procedure(procedure),
                "rules": [_in_words(words, rule) for rule in rules],
            }
            for procedure, rules in path.rules_by_procedure.items()
        ]
    return page(request, "rules", _("Rules of the pain path"), desk=desk, groups=groups)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def rule_add(request: HttpRequest) -> HttpResponse:
    """Write a new rule."""
    desk, path = _rules(request)
    return _form(request, desk, path, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def rule_edit(request: HttpRequest, name: str) -> HttpResponse:
    """Change a rule."""
    desk, path = _rules(request)
    return _form(request, desk, path, _rule(path, name))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def rule_remove(request: HttpRequest, name: str) -> HttpResponse:
    """Ask, then take a rule out."""
    desk, path = _rules(request)
    rule = _rule(path, name)
    if request.method == "POST" and len(path.rules) > 1:
        text = remove_rule(desk.text, path, rule.id)
        return keep(request, desk, text, _("Rule %(rule)s taken out") % {"rule": name})
    words = Words(path, current_wording().wording)
    return page(
        request,
        "rule_remove",
        _("Take out a rule"),
        desk=desk,
        crumbs=[(admin_url(LIST), _("Rules"))],
        rule=_in_words(words, rule),
        note=note_of(desk.text, path, rule.id),
        is_last=len(path.rules) == 1,
    )


@require_POST
@editors_only
def rule_move(request: HttpRequest, name: str) -> HttpResponse:
    """Put a rule before or after its neighbour."""
    desk, path = _rules(request)
    rule = _rule(path, name)
    text = move_rule(desk.text, path, rule.id, up="up" in request.POST)
    return keep(request, desk, text, _("Rule %(rule)s moved") % {"rule": name})


def _form(
    request: HttpRequest, desk: Desk, path: Path, rule: Rule | None
) -> HttpResponse:
    words = Words(path, current_wording().wording)
    note = note_of(desk.text, path, rule.id) if rule else ""
    data = request.POST if request.method == "POST" else None
    adding = request.POST.get("_add", "")
    form = RuleForm(words, rule, note, data, adding)
    if form.is_valid():
        text = save_rule(desk.text, path, form.made, form.cleaned_data["note"])
        said = _("Rule %(rule)s") % {"rule": form.made.id}
        return keep(request, desk, text, said)
    return page(
        request,
        "rule_form",
        _("Change a rule") if rule else _("Add a rule"),
        desk=desk,
        crumbs=[(admin_url(LIST), _("Rules"))],
        form=form,
        lists=[_tests_in_words(words, tests) for tests in form.lists],
        questions=[
            (q.id, words.question(q.id))
            for q in path.questions.values()
            if not q.summary_only
        ],
        media=form.media,
    )


def _tests_in_words(words: Words, tests: Tests) -> dict[str, Any]:
    """Return a list of the form with every question and answer in words."""
    return {
        "tests": tests,
        "items": [
            {
                "test": test,
                "legend": words.question(test.question),
                "choices": _choices(words, test),
            }
            for test in tests.items
        ],
    }


def _choices(words: Words, test: Test) -> list[tuple[str, str, bool]]:
    """Return the answers that a rule may ask for, and those that are ticked."""
    question = words.path.questions[test.question]
    return [
        (choice, words.choice(question.id, choice), choice in test.chosen)
        for choice in question.choices
        if choice in test.chosen
        or (choice != NOT_SURE and choice not in question.undeciding)
    ]


def _in_words(words: Words, rule: Rule) -> dict[str, Any]:
    lists = [
        (tests.title, [(words.question(c.question), words.criterion(c)) for c in found])
        for tests in RuleForm(words, rule).lists
        if (found := getattr(rule, tests.name))
    ]
    return {
        "id": rule.id,
        "procedure": words.procedure(rule.offers),
        "specialist": words.specialist(rule.specialist),
        "lists": lists,
        "sources": rule.sources,
    }


def _rules(request: HttpRequest) -> tuple[Desk, Path]:
    """Return the rules in hand; they can only be edited one by one if they can be read."""
    desk = desk_or_404(request, PathRules)
    path, _faults = read_loosely(desk.text)
    if path is None:
        raise Http404("The newest version of the rules cannot be read")
    return desk, path


def _rule(path: Path, name: str) -> Rule:
    found = next((rule for rule in path.rules if rule.id == name), None)
    if found is None:
        raise Http404(f"There is no rule {name}")
    return found
