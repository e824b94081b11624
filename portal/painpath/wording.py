"""Everything the pain path says in one language, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A sentence for oneself and the same for someone else."""

    me: str
    someone_else: str
    line: int = field(default=1, compare=False)

    @classmethod
    def from_text(cls, text: str, line: int) -> Text:
        return cls(me=text, someone_else=text, line=line)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceWording:
    label: Text
    said: Text  # completes "You said that …"
    short: Text | None = None  # names it within a sentence of `needs`
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ScaleWording:
    low: Text
    high: Text
    said: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionWording:
    legend: Text
    hint: Text
    why: Text
    error: Text
    choices: Mapping[str, ChoiceWording] = field(default_factory=dict)
    scale: ScaleWording | None = None
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorWording:
    """What is wrong with an answer; a missing one has its question's own text."""

    not_together: Text
    too_many: Text
    unknown: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultWording:
    safety: Text
    listed: Text
    not_yet: Text
    not_listed: Text
    nothing_listed: Text
    unsure: Text
    unanswered: Text
    either: Text  # joins the last two of a list


@dataclass(frozen=True, kw_only=True, slots=True)
class CardWording:
    """What to do now about one sign."""

    heading: Text
    text: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class LeadWording:
    """Where to go: a door or a kind of specialist."""

    title: Text
    text: Text
    how_soon: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureWording:
    name: Text
    aimed_at: Text
    evidence: Text
    experts: Text
    still_needed: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    words: Mapping[str, Text]  # {you} and the like, by whom the answers are for
    steps: Mapping[str, Text]
    questions: Mapping[str, QuestionWording]
    errors: ErrorWording
    result: ResultWording
    cards: Mapping[str, CardWording]  # by sign
    doors: Mapping[str, LeadWording]
    holds: Mapping[str, Text]
    needs: Mapping[str, Text]  # what is missing, by question
    procedures: Mapping[str, ProcedureWording]
    specialists: Mapping[str, LeadWording]
    tell: Mapping[str, Text]  # by health choice
    ask: Mapping[str, Text]
    bring: tuple[Text, ...]
    cannot_tell: tuple[Text, ...]
