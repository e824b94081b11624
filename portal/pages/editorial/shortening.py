"""Leave out of a difference what a reader need not see again. Knows no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from .diffing import Change, FieldDiff, Item, Part, Run

CONTEXT: Final = 12
"""Unchanged words that are kept beside a change."""
GAP: Final = "…"

_WORD = re.compile(r"\S+\s*")


def shortened(diffs: Iterable[FieldDiff]) -> list[FieldDiff]:
    """Return the differences with “…” for what stayed far from any change."""
    return [replace(diff, items=tuple(_items(diff.items))) for diff in diffs]


def _items(items: Iterable[Item]) -> Iterator[Item]:
    """Let one gap stand for each row of unchanged items; nothing, if all are."""
    items = list(items)
    if all(item.change is Change.SAME for item in items):
        return
    for change, group in groupby(items, key=lambda item: item.change):
        if change is Change.SAME:
            yield Item(Change.SAME, ())
        elif change is Change.CHANGED:
            yield from (
                replace(item, parts=tuple(_parts(item.parts))) for item in group
            )
        else:
            yield from (_moved(item) if item.moved else item for item in group)


def _parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Keep an object's changed parts, and its first to tell which object it is."""
    for number, part in enumerate(parts):
        if not part.is_same:
            yield replace(part, runs=tuple(_runs(part.runs)))
        elif number == 0:
            yield _beginning(part)


def _runs(runs: tuple[Run, ...]) -> Iterator[Run]:
    for number, run in enumerate(runs):
        if run.change is not Change.SAME:
            yield run
            continue
        head = CONTEXT if number > 0 else 0
        tail = CONTEXT if number < len(runs) - 1 else 0
        yield Run(Change.SAME, _within(run.text, head, tail))


def _within(text: str, head: int, tail: int) -> str:
    """Keep so many words at the beginning and the end of a text."""
    lead = text[: len(text) - len(text.lstrip())]
    words = _WORD.findall(text)
    if len(words) <= head + tail + 2:
        return text
    first = lead + "".join(words[:head]) if head else ""
    last = "".join(words[-tail:]) if tail else ""
    return f"{first}{GAP} {last}" if last else first + GAP


def _moved(item: Item) -> Item:
    return replace(item, parts=tuple(_beginning(part) for part in item.parts[:1]))


def _beginning(part: Part) -> Part:
    """Keep a part's first words; all of them have become the same."""
    run = Run(part.runs[0].change, _within(part.text, CONTEXT, 0))
    return replace(part, runs=(run,))
