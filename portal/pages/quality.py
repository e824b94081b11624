"""What a page still lacks, as far as one can tell without reading it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from .markdown import page_links
from .record_values import Parsed
from .schema import RecordData, Reference, Schema

THIN: Final = 15
"""Words; a section with fewer hardly says anything."""

_FIGURE = re.compile(
    r"\d\s?%|\b\d+(?: per ?cent| (?:people )?(?:of|in|out of) (?:every )?100\b| points?\b)"
)
_BLOCK = re.compile(r"(?:[^\n]+\n?)+")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_LINK_TARGET = re.compile(r"\]\([^)\n]*\)")

Page = tuple[str, str]
"""Kind and slug: a page, whatever its language."""


def missing_sections(schema: Schema, record: RecordData) -> list[str]:
    """Return the sections that the kind has and this page has not."""
    return [field.title for field in schema.sections if not record.get(field.name)]


def thin_sections(schema: Schema, record: RecordData) -> list[str]:
    """Return the sections with fewer than `THIN` words."""
    return [
        field.title
        for field in schema.sections
        if (text := record.get(field.name))
        and len(_WORD.findall(_LINK_TARGET.sub("]", text))) < THIN
    ]


def unsourced_figures(schema: Schema, parsed: Parsed) -> Iterator[tuple[int, str]]:
    """Yield line and figure of each paragraph that has figures and links no source.

    A list belongs to the paragraph before it, if that ends in a colon. Benefits, harms
    and positions cannot be without a source.
    """
    for field in schema.sections:
        text = parsed.record.get(field.name, "")
        for start, block in _paragraphs(text):
            figure = _FIGURE.search(_LINK_TARGET.sub("]", block))
            if figure and not any(kind == "source" for kind, *_ in page_links(block)):
                line = parsed.line(field.name) + text.count("\n", 0, start)
                yield line, figure.group()


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each paragraph starts, with its list if it announces one."""
    start, kept = 0, ""
    for match in _BLOCK.finditer(text):
        start, kept = (start, kept) if kept else (match.start(), "")
        kept += match.group()
        if not kept.rstrip().endswith(":"):
            yield start, kept
            kept = ""
    if kept:
        yield start, kept


def unverified_sources(
    record: RecordData, checked: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return the page's sources that nobody read, or only in a summary."""
    return [
        (slug, checked[slug])
        for slug in record.get("sources", ())
        if checked.get(slug) in ("secondary", "no")
    ]


def is_overdue(record: RecordData, today: str) -> bool:
    """Tell whether the day of the next review is past; days are ISO texts."""
    due = record.get("next_review_due")
    return due is not None and due < today


def orphans(links: Mapping[Page, Collection[Reference]]) -> list[Page]:
    """Return the pages that no other page links to, out of all pages' links."""
    linked = {
        (link.kind, link.slug)
        for page, found in links.items()
        for link in found
        if (link.kind, link.slug) != page
    }
    return sorted(links.keys() - linked)
