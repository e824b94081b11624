"""How good the content is: read from its folder, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from . import quality, readability
from .checks import Neighbours, link_faults, name_faults, record_faults, slug_faults
from .content_files import Address, read_file
from .content_folder import find_content
from .faults import Fault
from .links import links_of
from .page import Page
from .record_values import Parsed
from .records import record_models, schema_of
from .schema import Reference, Schema

MEDIAN_GRADE: Final = 7
HIGHEST_GRADE: Final = 9


@dataclass(kw_only=True, slots=True)
class PageReport:
    """What is to be said about one page."""

    address: Address
    file: str
    grade: float
    words: int
    missing: list[str]
    thin: list[str]
    unverified: list[tuple[str, str]]
    unsourced: list[tuple[int, str]]
    overdue: bool
    orphan: bool

    @property
    def faults(self) -> Iterator[Fault]:
        """Yield what keeps the content from being good enough."""
        if self.grade > HIGHEST_GRADE:
            allowed = f"at most {HIGHEST_GRADE}"
            yield self._fault("reading grade", f"{self.grade:.1f}", allowed)
        if self.orphan:
            found = "a page that no other page links to"
            yield self._fault("links", found, "a link from a related page")

    def _fault(self, name: str, found: str, allowed: str) -> Fault:
        return Fault(file=self.file, field=name, found=found, allowed=allowed)


@dataclass(slots=True)
class ContentReport:
    """What is to be said about all pages."""

    pages: list[PageReport]
    faults: list[Fault] = field(default_factory=list)

    @property
    def median_grade(self) -> float:
        return median(page.grade for page in self.pages) if self.pages else 0.0


def content_report(root: Path, *, today: str) -> ContentReport:
    """Read every file below `root` and look at each page; `today` is an ISO day."""
    schemas = {kind: schema_of(model) for kind, model in record_models().items()}
    records, unread, faults = _read(root)
    faults += _faults(records, schemas, Neighbours(records, unread))
    pages = {
        a: p for a, p in records.items() if issubclass(record_models()[a[0]], Page)
    }
    report = ContentReport(_pages(pages, records, schemas, today), faults)
    for page in report.pages:
        report.faults += page.faults
    if report.median_grade > MEDIAN_GRADE:
        found, allowed = f"{report.median_grade:.1f}", f"at most {MEDIAN_GRADE}"
        report.faults.append(
            Fault(file=str(root), field="median grade", found=found, allowed=allowed)
        )
    return report


def _read(
    root: Path,
) -> tuple[dict[Address, Parsed], set[tuple[str, str]], list[Fault]]:
    """Return the records, the kinds and languages not wholly read, and the faults."""
    content = find_content(root)
    faults, unread = list(content.faults), set(content.unread)
    records: dict[Address, Parsed] = {}
    for file in content.files:
        if found := read_file(file, faults):
            records |= found
        else:
            unread.add((file.schema.kind, file.language))
    return records, unread, faults


def _faults(
    records: Mapping[Address, Parsed],
    schemas: Mapping[str, Schema],
    neighbours: Neighbours,
) -> Iterator[Fault]:
    """Yield what a load would refuse, banned words and broken links included."""
    names: dict[Address, list[str]] = {}
    for address, parsed in records.items():
        schema, record = schemas[address[0]], parsed.record
        for fault in record_faults(address, parsed):
            if fault.field not in parsed.noted:
                yield fault
        yield from link_faults(schema, address[1], parsed, neighbours)
        if any(f.name == "synonyms" for f in schema.fields):
            names[address] = [record.get("title", ""), *record.get("synonyms", ())]
    yield from name_faults(names, records)
    yield from slug_faults(records, records)


def _pages(
    pages: Mapping[Address, Parsed],
    records: Mapping[Address, Parsed],
    schemas: Mapping[str, Schema],
    today: str,
) -> list[PageReport]:
    names = readability.names_of((a[0], p.record) for a, p in records.items())
    checked = {
        slug: parsed.record.get("checked", "no")
        for (kind, _, slug), parsed in records.items()
        if kind == "source"
    }
    links: dict[quality.Page, set[Reference]] = {}
    for (kind, _, slug), parsed in pages.items():
        found = links_of(schemas[kind], parsed.record)
        links[kind, slug] = links.get((kind, slug), set()) | found
    orphans = set(quality.orphans(links))
    return [
        page_report(
            address,
            parsed,
            names=names,
            checked=checked,
            orphan=(address[0], address[2]) in orphans,
            today=today,
        )
        for address, parsed in pages.items()
    ]


def page_report(
    address: Address,
    parsed: Parsed,
    *,
    names: readability.NameFinder,
    checked: Mapping[str, str],
    orphan: bool,
    today: str,
) -> PageReport:
    """Look at one page; `names` are set aside, `checked` says how sources were read."""
    schema, record = schema_of(record_models()[address[0]]), parsed.record
    prose = list(readability.sentences(schema, record))
    return PageReport(
        address=address,
        file=parsed.file,
        grade=readability.grade(prose, names),
        words=readability.words(prose),
        missing=quality.missing_sections(schema, record),
        thin=quality.thin_sections(schema, record),
        unverified=quality.unverified_sources(record, checked),
        unsourced=list(quality.unsourced_figures(schema, parsed)),
        overdue=quality.is_overdue(record, today),
        orphan=orphan,
    )
