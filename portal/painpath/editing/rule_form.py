"""The form of one rule: whom it fits, what comes first, what keeps it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.fields import validate_printable, validate_slug
from portal.pages.widgets import LineFormField, ReferenceListFormField
from portal.painpath.questionnaire import (
    NOT_SURE,
    Criterion,
    Kind,
    Path,
    Rule,
    Specialist,
)

from .rules import LISTS
from .words import Words

TITLES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "fits_when": (
        gettext_lazy("It fits when"),
        gettext_lazy("The kind of pain that the procedure is aimed at. All must hold."),
    ),
    "ready_when": (
        gettext_lazy("It is listed when also"),
        gettext_lazy(
            "What guidelines ask for first. All must hold; until then it is “not yet”."
        ),
    ),
    "unless": (
        gettext_lazy("Not when"),
        gettext_lazy(
            "What keeps it out. One is enough, and so is an answer that is not sure."
        ),
    ),
}


@dataclass(slots=True)
class Test:
    """One test of one question, as it stands in the form."""

    question: str
    chosen: frozenset[str] = frozenset()
    at_least: str = ""
    error: str = ""


@dataclass(slots=True)
class Tests:
    """One of the rule's three lists."""

    name: str
    items: list[Test] = field(default_factory=list)
    error: str = ""

    @property
    def title(self) -> str:
        return str(TITLES[self.name][0])

    @property
    def help_text(self) -> str:
        return str(TITLES[self.name][1])


class RuleForm(forms.Form):
    """What a rule has besides its tests."""

    id = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=80,
        validators=[validate_slug],
        help_text=gettext_lazy("For colleagues and cases, such as esi-leg. It stays."),
    )
    offers = forms.ChoiceField(label=gettext_lazy("Procedure"))
    specialist = forms.ChoiceField(
        label=gettext_lazy("Ask about it"),
        help_text=gettext_lazy("Whom a patient consults when this rule lists it."),
    )
    sources = ReferenceListFormField("source", label=gettext_lazy("Sources"))
    note = LineFormField(
        label=gettext_lazy("Note above the rule"),
        required=False,
        validators=[validate_printable],
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "Why it is as it is, for colleagues. Patients never see it."
        ),
    )

    def __init__(
        self,
        words: Words,
        rule: Rule | None,
        note: str = "",
        data: QueryDict | None = None,
        adding: str = "",
    ) -> None:
        initial = _typed(data) if data and adding else _kept(rule, note)
        super().__init__(None if adding else data, initial=initial)
        self.words = words
        self.path = words.path
        self.rule = rule
        if rule is not None:
            del self.fields["id"]
        self._choices("offers", {p: words.procedure(p) for p in self.path.procedures})
        self._choices("specialist", {str(s): words.specialist(s) for s in Specialist})
        self.fields["sources"].widget.label = _("Sources")
        self.lists = [
            Tests(name, list(_sent(data, name, self.path) if data else _of(rule, name)))
            for name in LISTS
        ]
        if data and adding:
            self._add_test(adding, data.get(f"{adding}-add", ""))

    def _choices(self, name: str, choices: Mapping[str, str]) -> None:
        made: Any = self.fields[name]
        made.choices = [("", _("– choose –")), *choices.items()]

    def _add_test(self, name: str, question: str) -> None:
        """Offer one more test; nothing is saved yet."""
        for tests in self.lists:
            if tests.name == name and question in self.path.questions:
                tests.items.append(Test(question))
            elif tests.name == name:
                tests.error = _("Choose a question first.")

    def clean_id(self) -> str:
        found: str = self.cleaned_data["id"]
        if found in {rule.id for rule in self.path.rules}:
            raise forms.ValidationError(_("Another rule has this name."))
        return found

    def clean_sources(self) -> list[str]:
        found: list[str] = self.cleaned_data["sources"]
        if not found:
            raise forms.ValidationError(_("Name at least one source."))
        return found

    def clean(self) -> None:
        for tests in self.lists:
            if tests.name != "unless" and not tests.items:
                tests.error = _("Add at least one question.")
            for test in tests.items:
                test.error = _fault(test, self.path)
            if tests.error or any(test.error for test in tests.items):
                self.add_error(None, f"{tests.title}: {_('see below')}")

    @property
    def made(self) -> Rule:
        """Return the rule as it was filled in; only after a check without fault."""
        given = self.cleaned_data
        fits, ready, unless = (tuple(map(_criterion, t.items)) for t in self.lists)
        return Rule(
            id=self.rule.id if self.rule else given["id"],
            offers=given["offers"],
            specialist=Specialist(given["specialist"]),
            fits_when=fits,
            ready_when=ready,
            unless=unless,
            sources=tuple(given["sources"]),
        )


def _kept(rule: Rule | None, note: str) -> dict[str, Any]:
    """Return what the form begins with."""
    if rule is None:
        return {}
    return {
        "offers": rule.offers,
        "specialist": rule.specialist,
        "sources": list(rule.sources),
        "note": note,
    }


def _typed(data: QueryDict) -> dict[str, Any]:
    """Return what was typed, to be shown again unchecked."""
    sources = RuleForm.base_fields["sources"].widget
    found = {name: data.get(name, "") for name in RuleForm.base_fields}
    return found | {"sources": sources.value_from_datadict(data, {}, "sources")}


def _of(rule: Rule | None, name: str) -> Iterator[Test]:
    for criterion in getattr(rule, name) if rule else ():
        level = "" if criterion.at_least is None else str(criterion.at_least)
        yield Test(criterion.question, criterion.any_of, level)


def _sent(data: QueryDict, name: str, path: Path) -> Iterator[Test]:
    """Yield the tests that were sent, but for those that were taken out."""
    for number, question in enumerate(data.getlist(f"{name}-question")):
        place = f"{name}-{number}"
        if question in path.questions and f"{place}-remove" not in data:
            chosen = frozenset(data.getlist(f"{place}-any_of"))
            yield Test(question, chosen, data.get(f"{place}-at_least", "").strip())


def _fault(test: Test, path: Path) -> str:
    question = path.questions[test.question]
    if question.kind is Kind.SCALE:
        allowed = [str(number) for number in range(1, 11)]
        return "" if test.at_least in allowed else _("Choose a number from 1 to 10.")
    if not test.chosen:
        return _("Choose at least one answer, or take the question out.")
    if not test.chosen <= set(question.allowed):
        return _("Choose from the answers shown.")
    if NOT_SURE in test.chosen:
        return _("“Not sure” never lists anything, and always keeps out. Leave it.")
    return ""


def _criterion(test: Test) -> Criterion:
    level = int(test.at_least) if test.at_least else None
    return Criterion(question=test.question, any_of=test.chosen, at_least=level)
