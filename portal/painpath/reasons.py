"""Reasons for an outcome, in the person's own answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .outcome import Finding
from .questionnaire import Criterion, Path
from .replay import Known


@dataclass(frozen=True, slots=True)
class Reasons:
    """Turns criteria into findings about one person's answers."""

    path: Path
    known: Known

    def matched(self, criteria: Iterable[Criterion]) -> tuple[Finding, ...]:
        """Return the choices that made these criteria hold, question by question."""
        by_question: dict[str, frozenset[str]] = {}
        for criterion in criteria:
            hits = self._answer(criterion.question) & criterion.choices
            earlier = by_question.get(criterion.question, frozenset())
            by_question[criterion.question] = earlier | hits
        return tuple(
            Finding(question=question, answered=self._in_order(question, hits))
            for question, hits in by_question.items()
        )

    def answered(self, criteria: Iterable[Criterion]) -> tuple[Finding, ...]:
        """Return the whole answer to each criterion's question, once each."""
        asked = (self._asked(criterion).question for criterion in criteria)
        return tuple(
            Finding(question=q, answered=self._in_order(q, self._answer(q)))
            for q in dict.fromkeys(asked)
        )

    def wanted(self, criteria: Iterable[Criterion]) -> tuple[Finding, ...]:
        """Return each answer given together with those that would do."""
        return tuple(
            Finding(
                question=c.question,
                answered=self._in_order(c.question, self._answer(c.question)),
                wanted=self._in_order(c.question, c.choices),
            )
            for c in criteria
        )

    def _asked(self, criterion: Criterion) -> Criterion:
        """Return the earlier criterion that made this question pointless, if one did."""
        if criterion.question not in self.known.ruled_out:
            return criterion
        asked_when = self.path.questions[criterion.question].asked_when
        return self._asked(next(c for c in asked_when if self.known.holds(c) is False))

    def _answer(self, question: str) -> frozenset[str]:
        return self.known.answers.get(question, frozenset())

    def _in_order(self, question: str, choices: frozenset[str]) -> tuple[str, ...]:
        return tuple(c for c in self.path.questions[question].allowed if c in choices)
