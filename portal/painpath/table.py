"""The rules as tables that a clinician can read and sign, on paper and in admin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .questionnaire import Criterion, Path, Rule
from .speaker import Speaker
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell; `about` is what it is about, `name` an id as it stands."""

    text: str = ""
    about: str = ""
    name: str = ""


Cell = tuple[Line, ...]

LEDE = (
    "In each cell all lines must hold, except under “not when”, where one is enough. Of "
    "the answers in a line, one is enough. An answer that is missing or unsure never "
    "lists anything, and keeps out what “not when” names."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its heading; `procedure` is the slug of the one it is about."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    procedure: str = ""


def table(path: Path, wording: Wording) -> str:
    """Return every door, hold and rule in words, with its sources, in Markdown."""
    parts = ["# Pain path: what is listed when", LEDE]
    for section in sections(path, wording):
        parts += [f"## {section.title}", _markdown(section)]
    return "\n\n".join(parts) + "\n"


def sections(path: Path, wording: Wording) -> tuple[Section, ...]:
    """Return every door, hold and rule in words, with its sources."""
    page = _Page(path, wording)
    return (
        Section(
            "Ways out that list nothing",
            ("when", "urgency", "consult", "sources"),
            tuple(
                (
                    page.cell(door.when),
                    _said(door.urgency),
                    _said(page.specialist(door.specialist)),
                    _names(door.sources),
                )
                for door in path.doors
            ),
        ),
        Section(
            "What puts every procedure off",
            ("while", "sources"),
            tuple((page.cell(hold.when), _names(hold.sources)) for hold in path.holds),
        ),
        *(
            Section(
                page.procedure(procedure),
                ("rule", "fits when", "listed when also", "not when", "sources"),
                tuple(map(page.rule, path.rules_by_procedure[procedure])),
                procedure,
            )
            for procedure in path.procedures
        ),
        Section("Whom to consult", ("when, in this order", "consult"), page.consult()),
        Section(
            "The answers in full",
            ("question", "answer", "as patients read it", "use"),
            page.answers(),
        ),
    )


class _Page:
    """Says criteria in the words of the questionnaire."""

    def __init__(self, path: Path, wording: Wording) -> None:
        self._path = path
        self._wording = wording
        self._speaker = Speaker(path, wording, emergency_number="911")

    def cell(self, criteria: Iterable[Criterion]) -> Cell:
        return tuple(criterion_line(criterion, self._path) for criterion in criteria)

    def procedure(self, slug: str) -> str:
        return self._speaker.say(self._wording.procedures[slug].name)

    def specialist(self, name: str) -> str:
        return self._speaker.say(self._wording.specialists[name].title)

    def rule(self, rule: Rule) -> tuple[Cell, ...]:
        return (
            _names((rule.id,)),
            self.cell(rule.fits_when),
            self.cell(rule.ready_when),
            self.cell(rule.unless),
            _names(rule.sources),
        )

    def consult(self) -> tuple[tuple[Cell, ...], ...]:
        consult = self._path.consult
        rows = [
            (self.cell(r.when), _said(self.specialist(r.specialist)))
            for r in consult.first
        ]
        rows += [
            (
                (Line(name=rule.id, text="is listed"),),
                _said(self.specialist(rule.specialist)),
            )
            for rule in self._path.rules
        ]
        several = _said(self.specialist(consult.several))
        rows.append((_said("listed rules name several"), several))
        rows += [
            (
                (Line("nothing is listed"), *self.cell(r.when)),
                _said(self.specialist(r.specialist)),
            )
            for r in consult.nothing_listed
        ]
        otherwise = _said(self.specialist(consult.otherwise))
        rows.append((_said("nothing else holds"), otherwise))
        return tuple(rows)

    def answers(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            (
                _said(in_words(question.id)),
                _said(in_words(choice)),
                _said(self._speaker.label(question.id, choice)),
                _said("summary only" if choice in question.undeciding else ""),
            )
            for question in self._path.questions.values()
            for choice in question.choices
        )


def criterion_line(criterion: Criterion, path: Path) -> Line:
    """Say one test in words."""
    about = in_words(criterion.question)
    if criterion.at_least is not None:
        return Line(f"{criterion.at_least} or more", about)
    allowed = path.questions[criterion.question].allowed
    names = [in_words(choice) for choice in allowed if choice in criterion.choices]
    return Line(", ".join(names), about)


def in_words(name: str) -> str:
    return name.replace("_", " ")


def _said(text: str) -> Cell:
    return (Line(text),)


def _names(names: Iterable[str]) -> Cell:
    return tuple(Line(name=name) for name in names)


def _markdown(section: Section) -> str:
    rows = (tuple(map(_written, row)) for row in section.rows)
    lines = [section.head, tuple("---" for _ in section.head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |"
        for line in lines
    )


def _written(cell: Cell) -> str:
    """Write a cell's lines; names alone stand beside one another."""
    if all(line.name and not line.text for line in cell):
        return ", ".join(f"`{line.name}`" for line in cell)
    return "<br>".join(_parts(line) for line in cell)


def _parts(line: Line) -> str:
    about = f"**{line.about}**: " * bool(line.about)
    name = f"`{line.name}` " * bool(line.name)
    return f"{about}{name}{line.text}"
