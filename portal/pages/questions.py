"""A guide's questions and answers, which search engines are told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 3
"""A page with fewer questions is no list of questions and answers."""

_MARKS: Final = ("?", "؟")
_HEADING = re.compile(r"^ {0,3}### +(.+?)[ #]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Markdown under one ### heading; what comes before the first has no title."""

    title: str
    text: str

    @property
    def heading(self) -> str:
        """Return the heading's Markdown."""
        return f"### {self.title}" if self.title else ""

    @property
    def is_question(self) -> bool:
        """Tell whether the heading asks and something answers it."""
        return self.title.endswith(_MARKS) and bool(self.text)


def pieces(text: str) -> Iterator[Piece]:
    """Split Markdown at its ### headings."""
    before, *parts = _HEADING.split(text)
    yield Piece("", before.strip())
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        yield Piece(title.strip(), body.strip())


def asks(text: str) -> bool:
    """Tell whether a text is a list of questions and answers.

    True where at least three ### headings ask and no other kind of ### stands there.
    """
    titled = [piece for piece in pieces(text) if piece.title]
    asking = [piece for piece in titled if piece.is_question]
    return len(asking) >= FEWEST and len(asking) == len(titled)
