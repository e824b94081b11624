"""From answers to an outcome: the one pure function behind the web and the command.

Signs of danger and look-alikes are doors and come first. Then each procedure is
judged by its best rule: listed, not yet, or not listed. Whatever is unanswered or
unsure never lists anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .outcome import Finding, Listed, NotListed, NotYet, Outcome
from .questionnaire import (
    EXCLUSIVE,
    Answers,
    Criterion,
    Door,
    Kind,
    Path,
    Referral,
    Rule,
    Specialist,
    Urgency,
)
from .reasons import Reasons
from .replay import Known, replay


def outcome(path: Path, answers: Answers) -> Outcome:
    """Say what these answers lead to; every path ends at "consult a specialist"."""
    state = replay(path, answers)
    if state.door:
        return _behind(state.door, path, state.known)
    return _judged(path, state.known)


def single_changes(path: Path, answers: Answers, item: NotYet) -> tuple[Finding, ...]:
    """Return the missing answers that would, each alone, list this procedure."""
    changes = []
    for finding in item.missing:
        enough = tuple(
            choice
            for choice in finding.wanted
            if _lists(path, _changed(path, answers, finding.question, choice), item)
        )
        if enough:
            changes.append(replace(finding, wanted=enough))
    return tuple(changes)


def _lists(path: Path, answers: Answers, item: NotYet) -> bool:
    listed = outcome(path, answers).listed
    return item.procedure in {found.procedure for found in listed}


def _changed(path: Path, answers: Answers, question: str, choice: str) -> Answers:
    many = path.questions[question].kind is Kind.MANY
    kept = answers.get(question, frozenset()) - EXCLUSIVE if many else frozenset()
    return {**answers, question: kept | {choice}}


def _behind(door: Door, path: Path, known: Known) -> Outcome:
    """Return the outcome of a door: it lists nothing and leads to its own help.

    In an emergency, or on the same day, procedures are not even talked about.
    """
    reasons = Reasons(path, known).matched(door.when)
    trigger = reasons[0]  # what else a door tests only narrows it
    ended = Outcome(
        urgency=door.urgency,
        specialist=door.specialist,
        triggers=trigger.answered,
        door=door.id,
    )
    if door.urgency is not Urgency.ROUTINE:
        return ended
    return replace(
        ended,
        not_listed=tuple(
            NotListed(procedure=procedure, because_not=reasons)
            for procedure in path.procedures
        ),
        care_not_tried=_care_not_tried(path, known),
    )


def _judged(path: Path, known: Known) -> Outcome:
    judge = _Judge(path, known)
    verdicts = [judge.best(procedure) for procedure in path.procedures]
    unfit = [v for v in verdicts if v.against]
    fits = [v for v in verdicts if not v.against]
    ready = [v for v in fits if not v.unready and not judge.puts_off]
    return Outcome(
        urgency=Urgency.ROUTINE,
        specialist=_specialist(path, known, [verdict.rule for verdict in ready]),
        listed=tuple(judge.listed(verdict.rule) for verdict in ready),
        not_yet=tuple(judge.not_yet(v) for v in fits if v not in ready),
        not_listed=tuple(judge.not_listed(verdict) for verdict in unfit),
        care_not_tried=_care_not_tried(path, known),
    )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """How one rule sees these answers; with all three empty, it fits and is ready."""

    rule: Rule
    unmet: tuple[Criterion, ...]  # of fits_when
    kept_out: tuple[Criterion, ...]  # of unless
    unready: tuple[Criterion, ...]  # of ready_when

    @property
    def against(self) -> int:
        return len(self.unmet) + len(self.kept_out)

    @property
    def rank(self) -> tuple[int, int]:
        return (self.against, 0 if self.against else len(self.unready))


class _Judge:
    """Holds one person's answers against the rules."""

    def __init__(self, path: Path, known: Known) -> None:
        self._path = path
        self._known = known
        self._reasons = Reasons(path, known)
        self.puts_off = self._what_puts_off()

    def best(self, procedure: str) -> _Verdict:
        """Return the kindest verdict; of equals, the first in the file."""
        rules = self._path.rules_by_procedure[procedure]
        return min(map(self._verdict, rules), key=lambda verdict: verdict.rank)

    def listed(self, rule: Rule) -> Listed:
        health = self._known.answers.get(self._path.tell_specialist, frozenset())
        choices = self._path.questions[self._path.tell_specialist].choices
        return Listed(
            procedure=rule.offers,
            rule=rule.id,
            because=self._reasons.matched([*rule.fits_when, *rule.ready_when]),
            tell_specialist=tuple(c for c in choices if c in health - EXCLUSIVE),
        )

    def not_yet(self, verdict: _Verdict) -> NotYet:
        # A question not asked yet waits for another one that is missing as well.
        ruled_out = self._known.ruled_out
        asked = [c for c in verdict.unready if c.question not in ruled_out]
        named = asked or verdict.unready
        return NotYet(
            procedure=verdict.rule.offers,
            rule=verdict.rule.id,
            missing=(*self._reasons.wanted(named), *self.puts_off),
        )

    def not_listed(self, verdict: _Verdict) -> NotListed:
        sure = [c for c in verdict.kept_out if self._known.holds(c)]
        unsure = [c for c in verdict.kept_out if not self._known.holds(c)]
        reasons = (
            *self._reasons.answered(verdict.unmet),
            *self._reasons.matched(sure),
            *self._reasons.answered(unsure),
        )
        return NotListed(
            procedure=verdict.rule.offers, because_not=tuple(dict.fromkeys(reasons))
        )

    def _verdict(self, rule: Rule) -> _Verdict:
        holds = self._known.holds
        return _Verdict(
            rule,
            unmet=tuple(c for c in rule.fits_when if holds(c) is not True),
            kept_out=tuple(c for c in rule.unless if holds(c) is not False),
            unready=tuple(c for c in rule.ready_when if holds(c) is not True),
        )

    def _what_puts_off(self) -> tuple[Finding, ...]:
        """Return what keeps every procedure from being listed for now.

        That is each hold, and each door that the answers leave open: someone unsure
        whether their pain eases on standing still may yet belong to that door.
        """
        found: list[Finding] = []
        for hold in self._path.holds:
            if self._known.all_hold(hold.when) is not False:
                said = self._reasons.answered(hold.when)
                found += (replace(finding, hold=hold.id) for finding in said)
        for door in self._path.doors:
            if self._known.all_hold(door.when) is None:
                open_ = [c for c in door.when if self._known.holds(c) is None]
                found += self._reasons.answered(open_)
        return tuple(dict.fromkeys(found))


def _specialist(path: Path, known: Known, listed: Iterable[Rule]) -> Specialist:
    first = _referred(path.consult.first, known)
    if first:
        return first
    named = {rule.specialist for rule in listed}
    if named:
        return named.pop() if len(named) == 1 else path.consult.several
    return _referred(path.consult.nothing_listed, known) or path.consult.otherwise


def _referred(referrals: Iterable[Referral], known: Known) -> Specialist | None:
    return next((r.specialist for r in referrals if known.all_hold(r.when)), None)


def _care_not_tried(path: Path, known: Known) -> tuple[str, ...]:
    """Return nothing when care was not asked about: unanswered is not "not tried"."""
    tried = known.answers.get(path.care.question)
    return tuple(c for c in path.care.conventional if c not in tried) if tried else ()
