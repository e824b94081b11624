"""What a finished path says; the same for the web page and the command line."""

from __future__ import annotations

from dataclasses import dataclass

from .questionnaire import Specialist, Urgency

ENDING = "consult-a-specialist"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something the person said (or left open), as a reason."""

    question: str
    answered: tuple[str, ...]  # in the order of the choices; empty: no answer
    wanted: tuple[str, ...] = ()  # answers that would do instead
    hold: str = ""  # id of the hold that this puts everything off by

    def as_dict(self) -> dict[str, object]:
        found: dict[str, object] = {
            "question": self.question,
            "answered": list(self.answered),
        }
        if self.wanted:
            found["wanted"] = list(self.wanted)
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """May be worth asking a specialist about."""

    procedure: str
    rule: str
    because: tuple[Finding, ...]
    tell_specialist: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NotYet:
    """Aimed at this kind of pain, but something usually comes first."""

    procedure: str
    rule: str
    missing: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NotListed:
    """Not aimed at the pain described."""

    procedure: str
    because_not: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    urgency: Urgency
    specialist: Specialist
    triggers: tuple[str, ...] = ()
    door: str = ""  # id of the door that ended the path early, if one did
    listed: tuple[Listed, ...] = ()
    not_yet: tuple[NotYet, ...] = ()
    not_listed: tuple[NotListed, ...] = ()
    care_not_tried: tuple[str, ...] = ()
    ending: str = ENDING

    def as_dict(self) -> dict[str, object]:
        """Return the JSON of the `pain_path` command."""
        return {
            "urgency": self.urgency.value,
            "triggers": list(self.triggers),
            "specialist": self.specialist.value,
            "listed": [
                {
                    "procedure": item.procedure,
                    "rule": item.rule,
                    "because": [finding.as_dict() for finding in item.because],
                    "tell_specialist": list(item.tell_specialist),
                }
                for item in self.listed
            ],
            "not_yet": [
                {
                    "procedure": item.procedure,
                    "rule": item.rule,
                    "missing": [finding.as_dict() for finding in item.missing],
                }
                for item in self.not_yet
            ],
            "not_listed": [
                {
                    "procedure": item.procedure,
                    "because_not": [f.as_dict() for f in item.because_not],
                }
                for item in self.not_listed
            ],
            "care_not_tried": list(self.care_not_tried),
            "ending": self.ending,
        }
