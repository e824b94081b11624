"""The form of one case: answers to the path's own questions, and what they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.fields import validate_printable
from portal.pages.widgets import LineFormField
from portal.painpath.answers import Problem, read_answer
from portal.painpath.cases import Case, Expected, compared
from portal.painpath.comparing import LISTED, NOT_LISTED, NOT_YET, places
from portal.painpath.engine import outcome
from portal.painpath.questionnaire import (
    Answers,
    Kind,
    Path,
    Question,
    Specialist,
    Urgency,
)
from portal.painpath.reviewing import PLACES, URGENCIES

from .words import Words

OTHERS: Final = tuple(
    f.name
    for f in fields(Expected)
    if f.name not in ("urgency", "specialist", "listed", "not_yet")
)
"""What a case may also name; the form keeps it, and fills it in anew when asked."""


class AnswerField(forms.MultipleChoiceField):
    """An answer that may stay open: a case may be about somebody who gave none."""

    def __init__(self, question: Question, words: Words) -> None:
        self.question = question
        choices = [(c, _choice(words, question, c)) for c in question.allowed]
        many = question.kind is Kind.MANY
        widget: type[forms.Widget] = forms.CheckboxSelectMultiple if many else OneSelect
        super().__init__(
            choices=choices if many else [("", _("– no answer –")), *choices],
            widget=widget,
            label=words.question(question.id),
            required=False,
        )

    def clean(self, value: Any) -> frozenset[str]:
        given = [item for item in value or [] if item]
        chosen = read_answer(self.question, given) if given else frozenset()
        if isinstance(chosen, Problem):
            raise forms.ValidationError(
                _("Found %(found)s, allowed %(allowed)s"),
                params={"found": chosen.found, "allowed": chosen.allowed},
            )
        return chosen


class OneSelect(forms.Select):
    """A list to choose one answer from, read as a list of one."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [data.get(name, "")]

    def format_value(self, value: Any) -> list[str]:
        return [str(item) for item in value or [""]]


class CaseForm(forms.Form):
    """A whole case."""

    name = LineFormField(
        label=gettext_lazy("What this case is about"),
        max_length=160,
        validators=[validate_printable],
        widget=forms.TextInput({"size": 70}),
        help_text=gettext_lazy("Such as: Sciatica, one step short of four weeks."),
    )
    urgency = forms.ChoiceField(label=gettext_lazy("How urgent"), required=False)
    specialist = forms.ChoiceField(
        label=gettext_lazy("Whom to consult"), required=False
    )
    compare_listed = forms.BooleanField(
        label=gettext_lazy("Compare what is listed"), required=False
    )
    compare_not_yet = forms.BooleanField(
        label=gettext_lazy("Compare what is “not yet”"), required=False
    )

    def __init__(
        self, words: Words, case: Case, names: frozenset[str], data: QueryDict | None
    ) -> None:
        super().__init__(data, initial=_initial(case, words.path))
        self.words, self.case, self.names = words, case, names
        self.path = words.path
        choose: Any = self.fields["urgency"]
        choose.choices = [("", _("– not compared –")), *URGENCIES.items()]
        choose = self.fields["specialist"]
        choose.choices = [
            ("", _("– not compared –")),
            *((str(s), words.specialist(s)) for s in Specialist),
        ]
        for question in self.path.questions.values():
            self.fields[_answer(question.id)] = AnswerField(question, words)
        for slug in self.path.procedures:
            label = words.procedure(slug)
            self.fields[_place(slug)] = forms.ChoiceField(
                label=label, choices=[*PLACES.items()], required=False
            )

    @property
    def screens(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield the questions as the path asks them, screen by screen."""
        for step in self.path.steps:
            asked = [(self[_answer(q.id)], q) for q in step.questions]
            yield self.words.step(step.id), asked

    @property
    def procedures(self) -> list[Any]:
        return [self[_place(slug)] for slug in self.path.procedures]

    @property
    def expectations(self) -> list[Any]:
        return [self[n] for n in ("urgency", "specialist")]

    @property
    def answers(self) -> Answers:
        given = {q: self.cleaned_data.get(_answer(q)) for q in self.path.questions}
        return {q: chosen for q, chosen in given.items() if chosen}

    def clean_name(self) -> str:
        found: str = self.cleaned_data["name"]
        if found in self.names:
            raise forms.ValidationError(_("Another case has this name."))
        return found

    @property
    def made(self) -> Case:
        """Return the case as it was filled in; only after a check without fault."""
        given = self.cleaned_data
        stand = {slug: given[_place(slug)] for slug in self.path.procedures}

        def standing(place: str, compare: bool) -> tuple[str, ...] | None:
            found = tuple(slug for slug, there in stand.items() if there == place)
            return found if compare else None

        expect = replace(
            self.case.expect,
            urgency=Urgency(given["urgency"]) if given["urgency"] else None,
            specialist=Specialist(given["specialist"]) if given["specialist"] else None,
            listed=standing(LISTED, given["compare_listed"]),
            not_yet=standing(NOT_YET, given["compare_not_yet"]),
        )
        return Case(name=given["name"], answers=self.answers, expect=expect)


def filled_in(case: Case, path: Path) -> Case:
    """Return the case with everything that it compares as it comes out now."""
    found = outcome(path, case.answers)
    now: dict[str, Any] = compared(found)
    wanted = {
        "urgency",
        "specialist",
        "listed",
        "not_yet",
        *(name for name in OTHERS if getattr(case.expect, name) is not None),
    }
    return replace(case, expect=Expected(**{name: now[name] for name in wanted}))


def data_of(case: Case, path: Path, sent: QueryDict) -> QueryDict:
    """Return what the browser sent, with the case's expectations instead of its own."""
    data = sent.copy()
    for name, value in _expectations(case, path).items():
        data[name] = "on" if value is True else str(value or "")
    return data


def _initial(case: Case, path: Path) -> dict[str, Any]:
    answers = {_answer(q): sorted(a) for q, a in case.answers.items()}
    return {"name": case.name, **answers, **_expectations(case, path)}


def _expectations(case: Case, path: Path) -> dict[str, Any]:
    """Return what a case expects, by field; what it leaves out stands as it is now."""
    expect = case.expect
    stand = places(outcome(path, case.answers))
    found: dict[str, Any] = {
        _place(slug): stand.get(slug, NOT_LISTED) for slug in path.procedures
    }
    for place, named in ((LISTED, expect.listed), (NOT_YET, expect.not_yet)):
        for slug in path.procedures if named is not None else ():
            if slug in (named or ()):
                found[_place(slug)] = place
            elif found[_place(slug)] == place:
                found[_place(slug)] = NOT_LISTED
    return found | {
        "urgency": expect.urgency,
        "specialist": expect.specialist,
        "compare_listed": expect.listed is not None,
        "compare_not_yet": expect.not_yet is not None,
    }


def others_in_words(case: Case) -> list[tuple[str, str]]:
    """Return what else a case compares, which the form leaves as it is."""
    named: Mapping[str, Any] = {name: getattr(case.expect, name) for name in OTHERS}
    return [
        (name.replace("_", " "), ", ".join(value) or _("nothing"))
        for name, value in named.items()
        if value is not None
    ]


def _choice(words: Words, question: Question, choice: str) -> str:
    scale = question.kind is Kind.SCALE
    return choice if scale else words.choice(question.id, choice)


def _answer(question: str) -> str:
    return f"answer-{question}"


def _place(slug: str) -> str:
    return f"place-{slug}"
