"""Keep count of what the proofs try and of what fails."""

from __future__ import annotations

from .engine import outcome
from .outcome import Outcome
from .questionnaire import Answers, Path


class Tally:
    def __init__(self) -> None:
        self.outcomes = 0
        self.paths = 0
        self._failures: dict[str, None] = {}  # each once, in the order found

    @property
    def failures(self) -> tuple[str, ...]:
        return tuple(self._failures)

    def judge(self, path: Path, answers: Answers) -> Outcome:
        self.outcomes += 1
        return outcome(path, answers)

    def expect(self, holds: bool, failure: str) -> None:
        if not holds:
            self._failures[failure] = None
