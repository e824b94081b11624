"""A file of the path as paragraphs in plain words, to show what a version changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from portal.pages.faults import ContentError

from .cases import parse_cases
from .live import current_path
from .previews import case_parts, rule_sections
from .stored import CASES, RULES
from .table import Line, in_words
from .texts import CASES_FILE


def plain_text(kind: str, text: str) -> str:
    """Return the text in words, a paragraph for each thing that can change.

    What cannot be read is returned as it stands.
    """
    if kind == RULES:
        paragraphs = _rules(text)
    elif kind == CASES:
        paragraphs = _cases(text)
    else:
        paragraphs = _wording(text)
    try:
        return "\n\n".join(paragraphs)
    except (ContentError, yaml.YAMLError):
        return text


def _rules(text: str) -> Iterator[str]:
    for section in rule_sections(text):
        for row in section.rows:
            named = [line.name for line in row[0] if line.name]
            about = ", ".join([section.title, *named])
            for head, cell in zip(section.head, row, strict=True):
                yield from (f"{about}, {head}: {_line(line)}" for line in cell)


def _line(line: Line) -> str:
    about = line.about and f"{line.about}:"
    return " ".join(part for part in (about, line.name, line.text) if part)


def _cases(text: str) -> Iterator[str]:
    path = current_path()
    for case in parse_cases(text, path, file=CASES_FILE):
        parts = [f"{about}: {value}" for about, value in case_parts(case, path)]
        yield "\n".join([case.name, *parts])


def _wording(text: str) -> Iterator[str]:
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    yield from _leaves(data, ())


def _leaves(value: Any, place: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*place, in_words(str(key))))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, (*place, str(number)))
    else:
        yield f"{' › '.join(place)}\n{value}"
