"""An outcome in words, as the result page, the specialist page and the sheet show it."""

from __future__ import annotations

from dataclasses import dataclass

from .engine import outcome, single_changes
from .outcome import Finding, NotYet, Outcome
from .questionnaire import Answers, Question, Urgency
from .replay import replay
from .speaker import Speaker
from .wording import (
    CardWording,
    LeadWording,
    ProcedureWording,
    ResultWording,
    Text,
)

SELF_HARM = "self_harm"


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """One question with what was answered, and the step where it can be changed."""

    step: str
    question: str
    legend: str
    choices: tuple[str, ...]  # ids, in the order of the question
    answered: tuple[str, ...]  # the same in words
    is_scale: bool = False  # a number out of ten


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A procedure with the reasons for where it stands."""

    slug: str
    wording: ProcedureWording
    reasons: tuple[str, ...]
    changes: tuple[str, ...] = ()  # single answers that would list it
    tell: tuple[str, ...] = ()  # what the specialist must know


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Everything that a finished path says to a person."""

    outcome: Outcome
    titles: ResultWording
    door: LeadWording | None
    crisis: CardWording | None  # comes before every other card
    cards: tuple[CardWording, ...]  # what to do now, one for each other sign
    specialist: LeadWording
    heard: tuple[Heard, ...]
    listed: tuple[Entry, ...]
    not_yet: tuple[Entry, ...]
    not_listed: tuple[Entry, ...]
    care_not_tried: tuple[tuple[str, str], ...]  # page's slug, words
    questions: tuple[str, ...]
    tell: tuple[str, ...]

    triggered: tuple[str, ...]  # the answers that ended the path early
    triggering_step: str

    @property
    def is_urgent(self) -> bool:
        return self.outcome.urgency is not Urgency.ROUTINE

    @property
    def sheet(self) -> tuple[tuple[Text, tuple[Entry, ...]], ...]:
        """Return the procedures that the sheet names, under their headings."""
        groups = (
            (self.titles.listed, self.listed),
            (self.titles.not_yet, self.not_yet),
        )
        return tuple((title, entries) for title, entries in groups if entries)

    @property
    def card_level(self) -> str:
        """Return which care card leads: as on the pages, emergency or urgent."""
        is_emergency = self.outcome.urgency is Urgency.EMERGENCY
        return "emergency" if is_emergency else "urgent"


def report(speaker: Speaker, answers: Answers) -> Report:
    """Put the outcome of these answers into words."""
    wording = speaker.wording
    found = outcome(speaker.path, answers)
    urgent = found.urgency is not Urgency.ROUTINE
    said = heard(speaker, answers)
    return Report(
        outcome=found,
        titles=wording.result,
        door=wording.doors[found.door] if found.door else None,
        crisis=wording.cards[SELF_HARM] if SELF_HARM in found.triggers else None,
        cards=tuple(
            wording.cards[sign]
            for sign in found.triggers
            if urgent and sign != SELF_HARM
        ),
        specialist=wording.specialists[found.specialist],
        heard=said,
        listed=tuple(
            _entry(speaker, item.procedure, item.because, tell=item.tell_specialist)
            for item in found.listed
        ),
        not_yet=tuple(_not_yet(speaker, item, answers) for item in found.not_yet),
        not_listed=tuple(
            _entry(speaker, item.procedure, item.because_not)
            for item in found.not_listed
        ),
        care_not_tried=tuple(
            (
                speaker.path.care.pages[choice],
                speaker.label(speaker.path.care.question, choice),
            )
            for choice in found.care_not_tried
        ),
        questions=() if urgent else speaker.questions_to_ask(answers),
        tell=() if urgent else _tell(speaker, answers),
        triggered=_triggered(said, found.triggers),
        triggering_step=said[-1].step if said else "",
    )


def heard(speaker: Speaker, answers: Answers) -> tuple[Heard, ...]:
    """Return every question that was asked, with its answer in words."""
    state = replay(speaker.path, answers)
    return tuple(
        _heard(speaker, screen.step, question, state.known.answers)
        for screen in state.screens
        for question in screen.questions
    )


def _heard(speaker: Speaker, step: str, question: Question, answers: Answers) -> Heard:
    given = answers.get(question.id, frozenset())
    choices = tuple(choice for choice in question.allowed if choice in given)
    return Heard(
        step=step,
        question=question.id,
        legend=speaker.say(speaker.wording.questions[question.id].legend),
        choices=choices,
        answered=tuple(speaker.label(question.id, choice) for choice in choices),
        is_scale=speaker.wording.questions[question.id].scale is not None,
    )


def _entry(
    speaker: Speaker,
    procedure: str,
    findings: tuple[Finding, ...],
    tell: tuple[str, ...] = (),
) -> Entry:
    reasons = (said for finding in findings for said in speaker.said(finding))
    return Entry(
        slug=procedure,
        wording=speaker.wording.procedures[procedure],
        reasons=tuple(dict.fromkeys(reasons)),
        tell=tuple(speaker.say(speaker.wording.tell[choice]) for choice in tell),
    )


def _not_yet(speaker: Speaker, item: NotYet, answers: Answers) -> Entry:
    changes = single_changes(speaker.path, answers, item)
    return Entry(
        slug=item.procedure,
        wording=speaker.wording.procedures[item.procedure],
        reasons=tuple(speaker.missing(finding) for finding in item.missing),
        changes=tuple(speaker.missing(finding) for finding in changes),
    )


def _triggered(said: tuple[Heard, ...], triggers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the signs that were chosen on the last screen, in words."""
    return tuple(
        label
        for item in said
        for label, choice in zip(item.answered, item.choices, strict=True)
        if item.step == said[-1].step and choice in triggers
    )


def _tell(speaker: Speaker, answers: Answers) -> tuple[str, ...]:
    """Return what any specialist must know, whatever is listed."""
    question = speaker.path.questions[speaker.path.tell_specialist]
    chosen = answers.get(question.id, frozenset())
    return tuple(
        speaker.say(speaker.wording.tell[choice])
        for choice in question.choices
        if choice in chosen and choice in speaker.wording.tell
    )
