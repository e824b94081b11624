"""A YAML list of long items as blocks of lines, each with the comment above it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

import yaml

from .yaml_text import find, last_line

WIDTH: Final = 88


@dataclass(frozen=True, slots=True)
class Block:
    """One item: blank lines and comments above it, then its own lines."""

    lead: str
    body: str

    @property
    def note(self) -> str:
        """Return the comment above it as plain text; a line between is a paragraph."""
        lines = [line.strip() for line in self.lead.splitlines()]
        return "\n".join(line[1:].strip() for line in lines if line.startswith("#"))

    def with_note(self, note: str, indent: int) -> Block:
        """Return it with another comment above; blank lines before stay."""
        if " ".join(note.split()) == " ".join(self.note.split()):
            return self
        lines = self.lead.splitlines(keepends=True)
        blank = "".join(line for line in lines if not line.strip())
        prefix = " " * indent + "# "
        wrapped = textwrap.wrap(
            " ".join(note.split()), WIDTH - len(prefix), break_long_words=False
        )
        return replace(self, lead=blank + "".join(f"{prefix}{w}\n" for w in wrapped))


@dataclass(frozen=True, slots=True)
class Blocks:
    """A text cut into its list's items; put together again, it is the same text."""

    before: str
    items: tuple[Block, ...]
    after: str

    def __str__(self) -> str:
        middle = "".join(item.lead + item.body for item in self.items)
        return f"{self.before}{middle}{self.after}"

    def replaced(self, number: int, block: Block) -> Blocks:
        items = list(self.items)
        items[number] = block
        return replace(self, items=tuple(items))

    def inserted(self, number: int, body: str) -> Blocks:
        """Return it with a new item at this place, a blank line above it."""
        items = list(self.items)
        items.insert(number, Block("\n", body))
        return replace(self, items=tuple(items))

    def without(self, number: int) -> Blocks:
        items = list(self.items)
        del items[number]
        return replace(self, items=tuple(items))

    def swapped(self, one: int, other: int) -> Blocks:
        """Return it with two items in each other's place, each with its comment."""
        items = list(self.items)
        items[one], items[other] = items[other], items[one]
        first, second = sorted((one, other))
        # The first item of a list need not have a blank line above it; others do.
        before = _blank(self.items[first].lead), _blank(self.items[second].lead)
        for place, blank in zip((first, second), before, strict=True):
            lead = blank + items[place].lead.lstrip("\n")
            items[place] = replace(items[place], lead=lead)
        return replace(self, items=tuple(items))


def cut(text: str, keys: Sequence[str] = ()) -> Blocks:
    """Cut a text at the items of the list at these keys; the items are in block style."""
    lines = text.splitlines(keepends=True)
    node = cast(yaml.SequenceNode, find(text, keys))
    ends = [last_line(text, item) + 1 for item in node.value]
    starts = [item.start_mark.line for item in node.value]
    first = _comment_above(lines, starts[0])
    leads = [first, *ends[:-1]]
    items = tuple(
        Block("".join(lines[lead:start]), "".join(lines[start:end]))
        for lead, start, end in zip(leads, starts, ends, strict=True)
    )
    return Blocks("".join(lines[:first]), items, "".join(lines[ends[-1] :]))


def _comment_above(lines: Sequence[str], start: int) -> int:
    """Return the line where the comment right above a line begins."""
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _blank(lead: str) -> str:
    return lead[: len(lead) - len(lead.lstrip("\n"))]
