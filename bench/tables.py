"""Figures as Markdown tables, as `docs/performance.md` shows them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

QUICK: Final = bool(os.environ.get("QUICK"))
"""Whether it only has to be seen that everything works."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure with what it should be."""

    what: str
    measured: float
    goal: float
    at_most: bool = False
    unit: str = ""

    @property
    def is_met(self) -> bool:
        if self.at_most:
            return self.measured <= self.goal
        return self.measured >= self.goal

    @property
    def row(self) -> tuple[str, str, str, str]:
        sign = "at most" if self.at_most else "at least"
        return (
            self.what,
            f"{figure(self.measured)}{self.unit}",
            f"{sign} {self.goal:g}{self.unit}",
            "yes" if self.is_met else "**no**",
        )


def figure(number: float) -> str:
    """Write a number with as many places as say something."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def show_goals(title: str, goals: Iterable[Goal]) -> None:
    show(title, ("", "measured", "goal", "met"), [goal.row for goal in goals])


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; every column but the first is of figures."""
    print(f"\n### {title}\n")
    print(_line(head))
    print(_line(["---", *["---:"] * (len(head) - 1)]))
    for row in rows:
        print(_line(row), flush=True)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
