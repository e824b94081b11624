"""A picture of the flow as SVG: screens downwards, ways out to the right."""

from __future__ import annotations

from html import escape

from .questionnaire import Door, Path, Question, Step
from .speaker import Speaker
from .wording import Wording

COLUMN, WIDTH, OUT, OUT_WIDTH = 20, 380, 470, 440
LINE, PADDING, GAP, ROUND = 20, 12, 34, 18
FONT = 'font-family="system-ui, sans-serif" font-size="15"'


def graph(path: Path, wording: Wording) -> str:
    """Return a drawing that follows the text color, so that dark mode works."""
    drawing = _Drawing(path, wording)
    drawing.start()
    for step in path.steps:
        drawing.step(step)
    drawing.end()
    return drawing.svg()


class _Drawing:
    def __init__(self, path: Path, wording: Wording) -> None:
        self._path = path
        self._wording = wording
        self._speaker = Speaker(path, wording, emergency_number="911")
        self._y = COLUMN
        self._parts: list[str] = []

    def start(self) -> None:
        self._end_box(["Start"])

    def step(self, step: Step) -> None:
        self._arrow_down()
        lines = [self._speaker.say(self._wording.steps[step.id])]
        lines += [
            f"– {question.id}{_condition(question)}" for question in step.questions
        ]
        doors = self._path.doors_by_step[step.id]
        beside = len(doors) * (_height(2) + PADDING) - PADDING
        height = max(_height(len(lines)), beside)
        self._box(COLUMN, WIDTH, lines, height=height)
        bottom = self._y + height
        for door in doors:
            self._door(door)
        self._y = bottom

    def end(self) -> None:
        self._arrow_down()
        self._end_box(["Result", "Consult a specialist"])

    def svg(self) -> str:
        width, height = OUT + OUT_WIDTH + COLUMN, self._y + COLUMN
        steps, doors = len(self._path.steps), len(self._path.doors)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
                f' role="img" aria-labelledby="flow-title flow-desc" {FONT}'
                ' fill="none" stroke="currentColor" stroke-width="1.5">',
                '<title id="flow-title">The flow of the pain path</title>',
                f'<desc id="flow-desc">{steps} screens from top to bottom, ending at'
                f" “consult a specialist”. {doors} ways out on the right lead there"
                " early and list no procedure.</desc>",
                '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4"'
                ' markerWidth="8" markerHeight="8" orient="auto">'
                '<path d="M0 0 8 4 0 8z" fill="currentColor" stroke="none"/>'
                "</marker></defs>",
                *self._parts,
                "</svg>",
                "",
            ]
        )

    def _end_box(self, lines: list[str]) -> None:
        height = _height(len(lines))
        self._box(COLUMN, WIDTH, lines, height=height, radius=ROUND)
        self._y += height

    def _door(self, door: Door) -> None:
        title = self._speaker.say(self._wording.doors[door.id].title)
        consult = self._wording.specialists[door.specialist].title
        lines = [title, f"→ {self._speaker.say(consult)}"]
        height = _height(len(lines))
        self._box(OUT, OUT_WIDTH, lines, height=height, radius=ROUND)
        self._arrow(COLUMN + WIDTH, self._y + height / 2, OUT, self._y + height / 2)
        self._y += height + PADDING

    def _box(
        self, x: int, width: int, lines: list[str], *, height: int, radius: int = 3
    ) -> None:
        self._parts.append(
            f'<rect x="{x}" y="{self._y:g}" width="{width}" height="{height}"'
            f' rx="{radius}"/>'
        )
        for number, line in enumerate(lines):
            weight = ' font-weight="600"' if number == 0 else ""
            baseline = self._y + PADDING + LINE * number + 15
            self._parts.append(
                f'<text x="{x + PADDING}" y="{baseline:g}" fill="currentColor"'
                f' stroke="none"{weight}>{escape(line)}</text>'
            )

    def _arrow_down(self) -> None:
        middle = COLUMN + WIDTH / 2
        self._arrow(middle, self._y, middle, self._y + GAP)
        self._y += GAP

    def _arrow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._parts.append(
            f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" marker-end="url(#head)"/>'
        )


def _height(lines: int) -> int:
    return LINE * lines + 2 * PADDING


def _condition(question: Question) -> str:
    if question.asked_when:
        return f" (after {question.asked_when[0].question})"
    return " (may stay blank)" if question.optional else ""
