"""Bring together what two people made of one version, field by field; nothing is lost.

Texts are merged by sentences. Merged by words, “2 of 100” that one changed to
“3 of 100” and the other to “2 of 200” would become a figure that nobody wrote.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import partial
from typing import Any, Final

from merge3 import Merge3

from portal.pages.schema import Field, FieldType, RecordData, Schema

OPEN, OR, CLOSE = "⟦", "‖", "⟧"
"""Around two wordings of one place in a text, theirs first: an editor keeps one."""

_MARKS: Final = re.compile(f"[{OPEN}{OR}{CLOSE}]")
_BETWEEN: Final = re.compile(r"(\s*\n\s*|(?<=[.!?:;])[ \t]+)")
_LISTS: Final = frozenset({FieldType.TEXTS, FieldType.REFERENCES, FieldType.OBJECTS})


class Choice(StrEnum):
    """Whose value a field gets."""

    THEIRS = "theirs"
    MINE = "mine"
    MERGED = "merged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A field that two versions hold differently, and what could become of it."""

    field: Field
    base: Any
    theirs: Any
    mine: Any
    merged: Any  # what both make together; None where there is no such thing
    clash: bool  # both changed the same place: a person must choose

    @property
    def choice(self) -> Choice | None:
        """Return what is right where only one answer keeps the work of both."""
        if self.clash:
            return None
        if self.merged == self.theirs:
            return Choice.THEIRS
        return Choice.MINE if self.merged == self.mine else Choice.MERGED

    @property
    def offers_merged(self) -> bool:
        """Tell whether there is a third value besides theirs and mine."""
        return self.merged not in (None, self.theirs, self.mine)

    @property
    def is_text(self) -> bool:
        return is_text(self.field)

    @property
    def fingerprint(self) -> str:
        """Tell these two values from others that the field may come to have."""
        both = json.dumps([self.theirs, self.mine], sort_keys=True)
        return hashlib.sha256(both.encode()).hexdigest()[:16]


def propose(
    schema: Schema,
    *,
    base: RecordData,
    theirs: RecordData,
    mine: RecordData,
    also: Collection[str] = (),
) -> list[Proposal]:
    """Return a proposal for each field in which `mine` differs from `theirs`.

    The fields named in `also` get one even where both say the same.
    """
    return [
        _proposal(
            field, base.get(field.name), theirs.get(field.name), mine.get(field.name)
        )
        for field in schema.fields
        if theirs.get(field.name) != mine.get(field.name) or field.name in also
    ]


def is_text(field: Field) -> bool:
    """Tell whether a field holds words that one may write anew."""
    return field.type in (FieldType.MARKDOWN, FieldType.RAW) or (
        field.type is FieldType.TEXT and not field.choices
    )


def has_marks(text: str) -> bool:
    """Tell whether two wordings still stand beside each other in a text."""
    return _MARKS.search(text) is not None


def _proposal(field: Field, base: Any, theirs: Any, mine: Any) -> Proposal:
    merged, clash = None, True
    if mine == base:
        merged, clash = theirs, False
    elif theirs == base:
        merged, clash = mine, False
    elif is_text(field):
        merged, clash = merge_texts(base or "", theirs or "", mine or "")
    elif field.type in _LISTS:
        merged, clash = merge_lists(base or [], theirs or [], mine or [])
    return Proposal(
        field=field, base=base, theirs=theirs, mine=mine, merged=merged, clash=clash
    )


def merge_texts(base: str, theirs: str, mine: str) -> tuple[str, bool]:
    """Merge by sentences; where both changed one, keep both between marks."""
    parts, clash = [], False
    for region in _regions(_pieces(base), _pieces(theirs), _pieces(mine)):
        if region[0] == "conflict":
            clash = True
            words = ["".join(side) for side in region[2:]]
            parts.append(f"{OPEN}{words[0]}{OR}{words[1]}{CLOSE}")
        else:
            parts.extend(region[1])
    return "".join(parts), clash


def merge_lists(
    base: list[Any], theirs: list[Any], mine: list[Any]
) -> tuple[list[Any], bool]:
    """Merge item by item. Two additions stand side by side, theirs first.

    Where both changed an item, both are kept for now and it is a clash.
    """
    kept: list[str] = []
    clash = False
    for region in _regions(_items(base), _items(theirs), _items(mine)):
        if region[0] == "conflict":
            clash = clash or bool(region[1])
            kept += [*region[2], *region[3]]
        else:
            kept += region[1]
    return [json.loads(item) for item in dict.fromkeys(kept)], clash


def _regions(
    base: list[str], theirs: list[str], mine: list[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield what each stretch became: ("a", items) or ("conflict", base, a, b)."""
    # Without it, whatever is frequent in a long text is left out of the comparison.
    exact: Any = partial(SequenceMatcher, autojunk=False)
    yield from Merge3(base, theirs, mine, sequence_matcher=exact).merge_groups()


def _pieces(text: str) -> list[str]:
    """Split a text into sentences, lines and what stands between them."""
    return [piece for piece in _BETWEEN.split(text) if piece]


def _items(values: list[Any]) -> list[str]:
    return [json.dumps(v, sort_keys=True, ensure_ascii=False) for v in values]
