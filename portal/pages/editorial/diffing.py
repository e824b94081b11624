"""What two versions of a record say differently, word by word. Knows no Django.

A field is a row of items: the paragraphs of a text, the entries of a list. An item
has parts: one, or those of an object. A part is a row of words that stayed, went or
came. Put together again, what did not come is the older version, and what did not go
the newer one; only blank lines between paragraphs are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.pages.schema import Field, FieldType, RecordData, Schema

from .aligning import MOST_WORDS, pairs, steps, words


class Change(StrEnum):
    """What became of something."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"  # of an item: some of its words


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, came or went together."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """The words of an item, or of one field of an object."""

    label: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_same(self) -> bool:
        return all(run.change is Change.SAME for run in self.runs)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of a text, or an entry of a list."""

    change: Change
    parts: tuple[Part, ...]
    moved: bool = False  # the same words stand elsewhere in the other version


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """A field that is not alike in both versions."""

    field: Field
    items: tuple[Item, ...]

    @property
    def label(self) -> str:
        name = self.field.heading or self.field.label or self.field.name
        return name[:1].upper() + name[1:]


_LISTS = frozenset({FieldType.TEXTS, FieldType.REFERENCES, FieldType.OBJECTS})
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")

Say = Callable[[Field, Any], str]
"""How a value is put in words: a day, a choice, the page that a link leads to."""


def plainly(field: Field, value: Any) -> str:
    """Put a value in words as it is kept."""
    return str(value)


def diff(
    schema: Schema, before: RecordData, after: RecordData, say: Say = plainly
) -> tuple[FieldDiff, ...]:
    """Return the fields that differ, in the order of the page."""
    return tuple(
        FieldDiff(field, tuple(_items(field, old, new, say)))
        for field in schema.fields
        if (old := before.get(field.name)) != (new := after.get(field.name))
    )


def _items(field: Field, old: Any, new: Any, say: Say) -> Iterator[Item]:
    if field.type is FieldType.OBJECTS:
        return _aligned(old or [], new or [], _Objects(field, say))
    if field.type in _LISTS:
        return _aligned(old or [], new or [], _Texts(field, say))
    if field.type in (FieldType.MARKDOWN, FieldType.RAW):
        return _aligned(paragraphs(old), paragraphs(new), _Texts(field, plainly))
    one, other = ([] if value is None else [value] for value in (old, new))
    return _aligned(one, other, _Texts(field, say))


def paragraphs(text: str | None) -> list[str]:
    """Split a text at its blank lines."""
    parts = _BETWEEN_PARAGRAPHS.split((text or "").strip("\n"))
    return [part for part in parts if part.strip()]


class _Texts:
    """How entries that are single values become items."""

    def __init__(self, field: Field, say: Say) -> None:
        self._field = field
        self._say = say

    def key(self, value: Any) -> str:
        return self._say(self._field, value)

    def whole(self, value: Any, change: Change) -> tuple[Part, ...]:
        return (Part("", (Run(change, self.key(value)),)),)

    def changed(self, old: Any, new: Any) -> tuple[Part, ...]:
        return (Part("", tuple(runs(self.key(old), self.key(new)))),)


class _Objects:
    """How objects become items, each with its parts."""

    def __init__(self, field: Field, say: Say) -> None:
        self.fields = field.items
        self._say = say

    def key(self, value: dict[str, Any]) -> str:
        return "\x1f".join(self._text(part, value) for part in self.fields)

    def whole(self, value: dict[str, Any], change: Change) -> tuple[Part, ...]:
        return tuple(
            Part(part.label or part.name, (Run(change, self._text(part, value)),))
            for part in self.fields
            if part.name in value
        )

    def changed(self, old: dict[str, Any], new: dict[str, Any]) -> tuple[Part, ...]:
        return tuple(
            Part(
                part.label or part.name,
                tuple(runs(self._text(part, old), self._text(part, new))),
            )
            for part in self.fields
            if part.name in old or part.name in new
        )

    def _text(self, part: Field, value: dict[str, Any]) -> str:
        return self._say(part, value[part.name]) if part.name in value else ""


def _aligned(
    before: Sequence[Any], after: Sequence[Any], entry: _Texts | _Objects
) -> Iterator[Item]:
    """Yield an item for each entry of either side, in an order that both can follow."""
    old, new = [entry.key(value) for value in before], [entry.key(v) for v in after]
    was, is_ = set(old), set(new)
    for tag, i1, i2, j1, j2 in steps(old, new):
        if tag == "equal":
            for value in before[i1:i2]:
                yield Item(Change.SAME, entry.whole(value, Change.SAME))
            continue
        for i, j in pairs(old[i1:i2], new[j1:j2]):
            if i is None and j is not None:
                parts = entry.whole(after[j1 + j], Change.ADDED)
                yield Item(Change.ADDED, parts, moved=new[j1 + j] in was)
            elif j is None and i is not None:
                parts = entry.whole(before[i1 + i], Change.REMOVED)
                yield Item(Change.REMOVED, parts, moved=old[i1 + i] in is_)
            elif i is not None and j is not None:
                parts = entry.changed(before[i1 + i], after[j1 + j])
                yield Item(Change.CHANGED, parts)


def runs(before: str, after: str) -> Iterator[Run]:
    """Yield the words of two texts as they stayed, went and came."""
    old, new = words(before), words(after)
    gone = come = ""
    found = [
        (tag == "equal", "".join(old[i1:i2]), "".join(new[j1:j2]))
        for tag, i1, i2, j1, j2 in steps(old, new, MOST_WORDS)
    ]
    for number, (equal, removed, added) in enumerate(found):
        between = 0 < number < len(found) - 1
        if equal and not (between and len(removed.strip()) <= 2):
            yield from _both(gone, come)
            yield Run(Change.SAME, removed)
            gone = come = ""
        else:  # a mark or a small word between two changes only makes them hard to read
            gone, come = gone + removed, come + added
    yield from _both(gone, come)


def _both(gone: str, come: str) -> Iterator[Run]:
    if gone:
        yield Run(Change.REMOVED, gone)
    if come:
        yield Run(Change.ADDED, come)
