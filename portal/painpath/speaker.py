"""Say an outcome in words, to the person or to someone who helps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .outcome import Finding
from .questionnaire import NOT_SURE, Answers, Path
from .replay import Known
from .wording import Text, Wording

SOMEONE_ELSE = "someone_else"


@dataclass(frozen=True, slots=True)
class Speaker:
    path: Path
    wording: Wording
    emergency_number: str
    someone_else: bool = False

    def say(self, text: Text, **values: str) -> str:
        """Return the text with its words in braces filled in."""
        words = {name: self._voice(word) for name, word in self.wording.words.items()}
        return self._voice(text).format_map(
            {**words, "emergency_number": self.emergency_number, **values}
        )

    def label(self, question: str, choice: str) -> str:
        """Return the choice as it stands on the form; a number is its own label."""
        words = self.wording.questions[question].choices.get(choice)
        return self.say(words.label) if words else choice

    def said(self, finding: Finding) -> tuple[str, ...]:
        """Return what completes "You said that …", one phrase for each answer."""
        if not finding.answered:
            legend = self.say(self.wording.questions[finding.question].legend)
            return (self.say(self.wording.result.unanswered, question=legend),)
        return tuple(self._said(finding.question, c) for c in finding.answered)

    def missing(self, finding: Finding) -> str:
        """Say what "not yet" waits for."""
        if finding.wanted:
            return self._need(finding)
        if not finding.answered:
            return self.said(finding)[0]
        if finding.hold and NOT_SURE not in finding.answered:
            return self.say(self.wording.holds[finding.hold])
        said = self._join(self.said(finding))
        return self.say(self.wording.result.unsure, said=said)

    def questions_to_ask(self, answers: Answers) -> tuple[str, ...]:
        """Return what these answers make worth asking, in the path's order."""
        known = Known(answers=answers, ruled_out=frozenset())
        return tuple(
            self.say(self.wording.ask[ask.id])
            for ask in self.path.questions_to_ask
            if known.all_hold(ask.when)
        )

    def _need(self, finding: Finding) -> str:
        names = [self._short(finding.question, choice) for choice in finding.wanted]
        need = self.wording.needs[finding.question]
        return self.say(need, first=names[0], choices=self._join(names))

    def _short(self, question: str, choice: str) -> str:
        words = self.wording.questions[question].choices.get(choice)
        return self.say(words.short or words.label) if words else choice

    def _said(self, question: str, choice: str) -> str:
        words = self.wording.questions[question]
        if words.scale:
            return self.say(words.scale.said, number=choice)
        return self.say(words.choices[choice].said)

    def _join(self, names: Iterable[str]) -> str:
        *most, last = names
        if not most:
            return last
        return self.say(self.wording.result.either, most=", ".join(most), last=last)

    def _voice(self, text: Text) -> str:
        return text.someone_else if self.someone_else else text.me
