"""Ids of the path in the words that patients read, for people who edit it."""

from __future__ import annotations

from dataclasses import dataclass

from portal.painpath.questionnaire import Criterion, Path
from portal.painpath.speaker import Speaker
from portal.painpath.table import in_words
from portal.painpath.wording import Text, Wording


@dataclass(frozen=True, slots=True)
class Words:
    """Says ids; one that has no words yet is said as it is."""

    path: Path
    wording: Wording

    def question(self, name: str) -> str:
        found = self.wording.questions.get(name)
        return self._say(found.legend) if found else in_words(name)

    def choice(self, question: str, choice: str) -> str:
        found = self.wording.questions.get(question)
        words = found.choices.get(choice) if found else None
        return self._say(words.label) if words else in_words(choice)

    def procedure(self, slug: str) -> str:
        found = self.wording.procedures.get(slug)
        return self._say(found.name) if found else slug

    def specialist(self, name: str) -> str:
        found = self.wording.specialists.get(name)
        return self._say(found.title) if found else in_words(name)

    def step(self, name: str) -> str:
        found = self.wording.steps.get(name)
        return self._say(found) if found else in_words(name)

    def criterion(self, criterion: Criterion) -> str:
        """Say which answers a test takes."""
        if criterion.at_least is not None:
            return f"{criterion.at_least} +"
        allowed = self.path.questions[criterion.question].allowed
        named = [c for c in allowed if c in criterion.choices]
        return " · ".join(self.choice(criterion.question, c) for c in named)

    def _say(self, text: Text) -> str:
        return Speaker(self.path, self.wording, emergency_number="911").say(text)
