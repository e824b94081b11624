"""The form of one group of the path's texts, each with its label in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.fields import validate_printable
from portal.pages.widgets import LineFormField
from portal.painpath.table import in_words

from .wordings import (
    LISTS,
    Data,
    Group,
    Part,
    Spot,
    Voices,
    change,
    list_length,
    voices,
)
from .wordings import change_list as change_list_of
from .words import Words

Lazy = str | Promise
NEW_ROWS: Final = 2
"""Empty rows at the end of a list, to be filled."""

TITLES: Final[Mapping[str, Lazy]] = {
    "cards": gettext_lazy("What to do now, for each sign"),
    "doors": gettext_lazy("Ways out, and what puts procedures off"),
    "result": gettext_lazy("The result page"),
    "needs": gettext_lazy("What “not yet” waits for"),
    "specialists": gettext_lazy("Whom to consult"),
    "tell": gettext_lazy("What the specialist must know"),
    "ask": gettext_lazy("Questions to ask the specialist"),
    "bring": gettext_lazy("What to bring"),
    "cannot_tell": gettext_lazy("What the path cannot tell"),
    "errors": gettext_lazy("When something is missing"),
    "words": gettext_lazy("Words for oneself and for someone else"),
}
LABELS: Final[Mapping[str, Lazy]] = {
    "legend": gettext_lazy("Question"),
    "hint": gettext_lazy("Help under the question"),
    "why": gettext_lazy("Why we ask"),
    "error": gettext_lazy("If it is left open"),
    "label": gettext_lazy("The answer as one chooses it"),
    "said": gettext_lazy("After “You said that …”"),
    "short": gettext_lazy("Its name within a sentence of what is missing"),
    "low": gettext_lazy("Beside 0"),
    "high": gettext_lazy("Beside 10"),
    "heading": gettext_lazy("Heading"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "how_soon": gettext_lazy("How soon"),
    "name": gettext_lazy("Name"),
    "aimed_at": gettext_lazy("What it is aimed at"),
    "evidence": gettext_lazy("What studies found"),
    "experts": gettext_lazy("What experts say"),
    "still_needed": gettext_lazy("What is still needed"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A text's two inputs as the page shows them."""

    spot: Spot
    label: str
    me: Any
    someone_else: Any
    apart: bool  # whether the two differ now


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of the page: a heading, the id for colleagues, its texts."""

    heading: str
    id: str
    level: int
    pairs: tuple[Pair, ...]


class WordingForm(forms.Form):
    """Every text of a group; emptied for someone else, it is the same for both."""

    def __init__(
        self, group: Group, data: Data, words: Words, sent: QueryDict | None = None
    ) -> None:
        super().__init__(sent)
        self.group, self.data_before, self.words = group, data, words
        for spot in self._spots():
            self._add(spot)

    def _spots(self) -> Iterator[Spot]:
        yield from self.group.spots
        if self.group.kind in LISTS:
            name = self.group.kind
            for number in range(list_length(self.data_before, name) + NEW_ROWS):
                yield Spot(keys=(name, str(number)), needed=False)

    def _add(self, spot: Spot) -> None:
        before = self._before(spot)
        label = _label(spot)
        apart = before.me != before.someone_else
        rows = max(1, min(8, len(before.me) // 70 + 1))
        for voice, text in before._asdict().items():
            own = voice == "me"
            self.fields[f"{spot.id}-{voice}"] = LineFormField(
                required=own and spot.needed,
                label=label
                if own
                else _("%(text)s, for someone else") % {"text": label},
                initial=text if own or apart else "",
                validators=[validate_printable],
                widget=forms.Textarea({"rows": rows}),
                error_messages={"required": _("Patients need a text here.")},
            )

    def _before(self, spot: Spot) -> Voices:
        return voices(self.data_before, _keys(spot))

    @property
    def shown(self) -> Iterator[Shown]:
        """Yield the parts of the page in the order in which patients meet them."""
        if self.group.kind in LISTS:
            yield Shown("", "", 2, tuple(map(self._pair, self._spots())))
        for part in self.group.parts:
            pairs = tuple(map(self._pair, part.spots))
            level = 3 if part.kind == "choice" else 2
            yield Shown(self._heading(part), part.id, level, pairs)

    def _pair(self, spot: Spot) -> Pair:
        before = self._before(spot)
        me, other = self[f"{spot.id}-me"], self[f"{spot.id}-someone_else"]
        apart = before.me != before.someone_else or bool(other.value())
        return Pair(spot, _label(spot), me, other, apart)

    def _heading(self, part: Part) -> str:
        match part.kind:
            case "screen":
                return _("The screen")
            case "question" | "needs":
                return self.words.question(part.id)
            case "choice":
                question = part.spots[0].keys[1]
                return self.words.choice(question, part.id)
            case "procedures":
                return self.words.procedure(part.id)
            case "specialists":
                return self.words.specialist(part.id)
            case "cards":
                return self._sign(part.id)
            case _:
                return in_words(part.id).replace("-", " ").capitalize()

    def _sign(self, sign: str) -> str:
        for question in self.words.path.questions.values():
            if sign in question.choices:
                return self.words.choice(question.id, sign)
        return in_words(sign)

    def changed(self, text: str) -> str:
        """Return the file with what was typed; only after a check without fault."""
        if self.group.kind in LISTS:
            typed = [self._typed(spot) for spot in self._spots()]
            return change_list_of(text, self.group.kind, typed)
        for spot in self.group.spots:
            text = change(text, _keys(spot), self._typed(spot))
        return text

    def _typed(self, spot: Spot) -> Voices:
        me = self.cleaned_data[f"{spot.id}-me"]
        other = self.cleaned_data[f"{spot.id}-someone_else"]
        return Voices(me, other or me)


def group_title(group: Group, words: Words) -> str:
    """Return what staff call a group of texts."""
    _kind, _dash, rest = group.id.partition("-")
    match group.kind:
        case "screen":
            return words.step(rest)
        case "procedure":
            return words.procedure(rest)
        case _:
            return str(TITLES[group.kind])


def _keys(spot: Spot) -> tuple[str | int, ...]:
    """Return where the text stands; items of lists have numbers."""
    if spot.keys[0] in LISTS:
        return spot.keys[0], int(spot.keys[1])
    return spot.keys


def _label(spot: Spot) -> str:
    if spot.keys[0] in LISTS:
        return _("Line %(number)s") % {"number": int(spot.keys[1]) + 1}
    found = LABELS.get(spot.keys[-1])
    return str(found) if found else _("Text")
