"""How much one Markdown text may hold, so that it is rendered in about a second at most.

Python-Markdown's time grows with the square of what stands here, and lists inside lists
take a frame of the stack each: text that nobody means would stop the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_LENGTH: Final = 20_000
"""Characters in one Markdown field; the longest shipped section has under 6,000."""

MAX_BRACKETS: Final = 300
"""Opening ones; Python-Markdown takes minutes over thousands that nothing closes."""

MAX_BLOCK: Final = 5_000
"""Characters with no empty line between them, which are searched again and again; the
longest shipped table has under 3,500."""

MAX_SEARCHED: Final = 400_000
"""Characters of a block times opening brackets in it: from each it looks for an end. That
table has under 160,000."""

MAX_LINES: Final = 200
"""Lines with no empty one between them."""

MAX_DEPTH: Final = 8
"""Lists and quotes inside each other; a thousand would be a RecursionError."""

_TAB: Final = 4
_MARK = re.compile(r">|[*+-]|\d+\.")
_MARKS = re.compile(r"([ \t]*)((?:(?:>|(?:[*+-]|\d+\.)[ \t])[ \t]*)*)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a Markdown text that is not allowed."""

    line: int  # within the text, from 1
    found: str
    allowed: str


def beyond_limits(text: str) -> Refusal | None:
    """Return what there is too much of, if anything: then nothing else is looked at."""
    if len(text) > MAX_LENGTH:
        found = f"{len(text):,} characters"
        return Refusal(1, found, f"at most {MAX_LENGTH:,}")
    if (brackets := text.count("[")) > MAX_BRACKETS:
        return Refusal(1, f"{brackets:,} times [", f"at most {MAX_BRACKETS:,}")
    return next(_too_much(text), None)


def _too_much(text: str) -> Iterator[Refusal]:
    size = lines = brackets = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip(" \t"):
            size = lines = brackets = 0
            continue
        size, lines = size + len(line) + 1, lines + 1
        brackets += line.count("[")
        depth = _depth(line)
        block = f"{size:,} characters without an empty line"
        if size > MAX_BLOCK:
            yield Refusal(number, block, f"at most {MAX_BLOCK:,}")
        if size * brackets > MAX_SEARCHED:
            most = f"at most {MAX_SEARCHED // size:,}"
            yield Refusal(number, f"{brackets:,} times [ in {block}", most)
        if lines > MAX_LINES:
            found = f"{lines:,} lines without an empty one"
            yield Refusal(number, found, f"at most {MAX_LINES:,}")
        if depth > MAX_DEPTH:
            found = f"{depth:,} lists or quotes inside each other"
            yield Refusal(number, found, f"at most {MAX_DEPTH}")


def _depth(line: str) -> int:
    """Return how deep a line stands by its indent or by the marks that it begins with."""
    marks = _MARKS.match(line)
    assert marks is not None  # it may be empty
    spaces, deep = marks.group(1), marks.group(2)
    return max(len(spaces.expandtabs(_TAB)) // _TAB, len(_MARK.findall(deep)))
