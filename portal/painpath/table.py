"""The rules as a table that a clinician can read and sign, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from .questionnaire import Criterion, Path, Rule
from .speaker import Speaker
from .wording import Wording


def table(path: Path, wording: Wording) -> str:
    """Return every door, hold and rule in words, with its sources."""
    page = _Page(path, wording)
    parts = [
        "# Pain path: what is listed when",
        "In each cell all lines must hold, except under “not when”, where one is "
        "enough. Of the answers in a line, one is enough. An answer that is missing or "
        "unsure never lists anything, and keeps out what “not when” names.",
        "## Ways out that list nothing",
        _table(
            ("when", "urgency", "consult", "sources"),
            (
                (
                    page.cell(door.when),
                    door.urgency,
                    page.specialist(door.specialist),
                    _sources(door.sources),
                )
                for door in path.doors
            ),
        ),
        "## What puts every procedure off",
        _table(
            ("while", "sources"),
            ((page.cell(hold.when), _sources(hold.sources)) for hold in path.holds),
        ),
    ]
    for procedure in path.procedures:
        parts.append(f"## {page.procedure(procedure)}")
        parts.append(page.rules(path.rules_by_procedure[procedure]))
    parts += ["## Whom to consult", page.consult()]
    parts += ["## The answers in full", page.answers()]
    return "\n\n".join(parts) + "\n"


class _Page:
    """Says criteria in the words of the questionnaire."""

    def __init__(self, path: Path, wording: Wording) -> None:
        self._path = path
        self._wording = wording
        self._speaker = Speaker(path, wording, emergency_number="911")

    def cell(self, criteria: Iterable[Criterion]) -> str:
        return "<br>".join(_criterion(criterion, self._path) for criterion in criteria)

    def procedure(self, slug: str) -> str:
        return self._speaker.say(self._wording.procedures[slug].name)

    def specialist(self, name: str) -> str:
        return self._speaker.say(self._wording.specialists[name].title)

    def rules(self, rules: Iterable[Rule]) -> str:
        head = ("rule", "fits when", "listed when also", "not when", "sources")
        return _table(
            head,
            (
                (
                    f"`{rule.id}`",
                    self.cell(rule.fits_when),
                    self.cell(rule.ready_when),
                    self.cell(rule.unless),
                    _sources(rule.sources),
                )
                for rule in rules
            ),
        )

    def consult(self) -> str:
        consult = self._path.consult
        rows = [
            (self.cell(r.when), self.specialist(r.specialist)) for r in consult.first
        ]
        rows += [
            (f"`{rule.id}` is listed", self.specialist(rule.specialist))
            for rule in self._path.rules
        ]
        rows.append(("listed rules name several", self.specialist(consult.several)))
        rows += [
            (f"nothing is listed<br>{self.cell(r.when)}", self.specialist(r.specialist))
            for r in consult.nothing_listed
        ]
        rows.append(("nothing else holds", self.specialist(consult.otherwise)))
        return _table(("when, in this order", "consult"), rows)

    def answers(self) -> str:
        rows = [
            (
                _name(question.id),
                _name(choice),
                self._speaker.label(question.id, choice),
                "summary only" if choice in question.undeciding else "",
            )
            for question in self._path.questions.values()
            for choice in question.choices
        ]
        return _table(("question", "answer", "as patients read it", "use"), rows)


def _criterion(criterion: Criterion, path: Path) -> str:
    about = f"**{_name(criterion.question)}**"
    if criterion.at_least is not None:
        return f"{about}: {criterion.at_least} or more"
    allowed = path.questions[criterion.question].allowed
    names = [_name(choice) for choice in allowed if choice in criterion.choices]
    return f"{about}: {', '.join(names)}"


def _name(name: str) -> str:
    return name.replace("_", " ")


def _sources(sources: Iterable[str]) -> str:
    return ", ".join(f"`{source}`" for source in sources)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |"
        for line in lines
    )
