"""How hard a page is to read: a school grade, with names of medicine set aside.

The grade is Flesch and Kincaid's, as `textstat` computes it. `docs/writing-content.md`
says what it leaves out and why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from .schema import FieldType, RecordData, Schema, texts

NAMING_KINDS: Final = frozenset({"condition", "procedure", "conventional-care", "term"})
"""Records whose titles and synonyms are names of diseases, procedures and the like."""

OTHER_NAMES: Final = frozenset(
    [
        "acetaminophen",
        "amitriptyline",
        "anesthetic",
        "anesthesiologist",
        "antidepressant",
        "arthritis",
        "cancer",
        "carbamazepine",
        "corticosteroid",
        "diabetes",
        "duloxetine",
        "gabapentin",
        "hydromorphone",
        "hydrocodone",
        "ibuprofen",
        "infection",
        "lidocaine",
        "morphine",
        "naproxen",
        "neurologist",
        "nortriptyline",
        "osteoporosis",
        "oxycodone",
        "paracetamol",
        "pregabalin",
        "rheumatologist",
        "rheumatoid",
        "sacroiliac",
        "steroid",
        "tapentadol",
        "tramadol",
        "venlafaxine",
    ]
)
"""Names of drugs and diseases that no page or term is about."""

_NOT_READ: Final = frozenset({"funding"})  # one sentence, the same on every page
_CITATION = re.compile(r"\s*\((?:\[[^\]\n]*\]\(source:[^)\n]*\)(?:[,;] )?)+\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_HEADING_OR_RULE = re.compile(r"^ *(?:#+ .*|[|: -]+)$", re.MULTILINE)
_ITEM = re.compile(r"^ *(?:[-*+]|\d+[.)]) +", re.MULTILINE)
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[*_`>]")
_BLOCK = re.compile(r"\n\s*\n|\||\x1e")
_END = re.compile(r"[.!?][\"')\]”]*$")


class NameFinder:
    """Finds names in a text, in a time that hardly grows with how many there are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first_word: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if first := _WORD.search(name):
                self._by_first_word[first.group()].append(name)

    def sub(self, by: str, text: str) -> str:
        """Return the text with every name, and its plural, replaced; longest first."""
        folded = text.casefold()
        words = set(_WORD.findall(folded))
        words |= {word.removesuffix("s") for word in words}
        found = [
            n for w in words for n in self._by_first_word.get(w, ()) if n in folded
        ]
        found.sort(key=lambda name: (-len(name), name))
        either = "|".join(map(re.escape, found))
        return re.sub(rf"\b(?:{either})s?\b", by, text, flags=re.I) if found else text


def names_of(records: Iterable[tuple[str, RecordData]]) -> NameFinder:
    """Return what finds the names that these records (kind, record) stand for."""
    names = {name.casefold() for name in OTHER_NAMES}
    for kind, record in records:
        if kind in NAMING_KINDS:
            own = [record.get("title", ""), *record.get("synonyms", ())]
            names |= {name.casefold() for name in own if name}
    return NameFinder(names)


def sentences(schema: Schema, record: RecordData) -> Iterator[str]:
    """Yield what a reader of the page reads, as prose: an item is a sentence."""
    for field, _, part, text in texts(schema, record):
        if field.name in _NOT_READ or part not in ("", "text"):
            continue
        if field.type is FieldType.MARKDOWN:
            yield from prose(text)
        else:
            yield _ended(text)


def prose(markdown: str) -> Iterator[str]:
    """Yield the blocks of a Markdown text without marks, headings and citations."""
    text = _LINK.sub(r"\1", _CITATION.sub("", markdown))
    text = _ITEM.sub("\x1e", _HEADING_OR_RULE.sub("\n", text))
    for block in _BLOCK.split(_MARKS.sub("", text)):
        if words := " ".join(block.split()):
            yield _ended(words)


def _ended(text: str) -> str:
    return text if _END.search(text) else f"{text.rstrip(':;,')}."


def grade(prose: Collection[str], names: NameFinder) -> float:
    """Return the school grade of a text whose names count as one short word each."""
    import textstat  # with its dictionary of hyphens; what patients ask for needs none

    text = names.sub("it", " ".join(prose))
    return float(textstat.flesch_kincaid_grade(text))


def words(prose: Collection[str]) -> int:
    """Count the words of a text."""
    return sum(len(text.split()) for text in prose)
