"""What a record must keep to among the others: links, names and cited sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.conf import settings
from django.core.exceptions import ValidationError

from .content_files import Address
from .faults import Fault, shown
from .markdown import page_links
from .record_rows import from_record, validate_record
from .record_values import Parsed
from .records import record_models, schema_of
from .schema import Field, FieldType, Schema, references


def record_faults(address: Address, parsed: Parsed) -> list[Fault]:
    """Return what the model refuses in a record, each with its line."""
    kind, language, slug = address
    model = record_models()[kind]
    row = from_record(model, parsed.record, language=language, slug=slug)
    try:
        validate_record(row)
    except ValidationError as error:
        fields = {field.name: field for field in schema_of(model).fields}
        return [
            _as_fault(parsed, slug, fields.get(name), name, problem)
            for name, problems in error.error_dict.items()
            for problem in problems
        ]
    return []


def _as_fault(
    parsed: Parsed,
    slug: str,
    field: Field | None,
    name: str,
    problem: ValidationError,
) -> Fault:
    """Point to the item or the line of the text that the problem is about."""
    params = problem.params or {}
    line = parsed.line(name, params.get("number"))
    if "line" in params:
        line += params["line"] - 1
    value = slug if name == "slug" else parsed.record.get(name)
    choices = ", ".join(field.choices) if field else ""
    return parsed.fault(
        field.title if field else name,
        params.get("found") or ("nothing" if value in (None, "", []) else shown(value)),
        params.get("allowed") or choices or " ".join(problem.messages),
        line=line,
    )


class Neighbours:
    """Every record there will be after the load, by language."""

    def __init__(
        self, addresses: Iterable[Address], unread: Collection[tuple[str, str]] = ()
    ) -> None:
        self._unread = unread
        self._slugs: dict[tuple[str, str], set[str]] = defaultdict(set)
        for kind, language, slug in addresses:
            self._slugs[kind, language].add(slug)

    def has(self, kind: str, language: str, slug: str) -> bool:
        """Tell whether a link finds its record, in this language or the default.

        Where a file could not be read, nobody knows yet what it holds.
        """
        return any(
            slug in self._slugs[kind, possible] or (kind, possible) in self._unread
            for possible in (language, settings.LANGUAGE_CODE, "")
        )


def link_faults(
    schema: Schema, language: str, parsed: Parsed, neighbours: Neighbours
) -> Iterator[Fault]:
    """Yield the links that lead nowhere, and the cited sources that are not listed."""
    for link in references(schema, parsed.record):
        if not neighbours.has(link.kind, language, link.slug):
            line = _line_of(parsed, link.relation, link.slug)
            yield _missing(parsed, link.relation, link.kind, link.slug, line)
    listed = set(parsed.record.get("sources", ()))
    for section in schema.sections:
        first = parsed.line(section.name)
        for kind, slug, line in page_links(parsed.record.get(section.name, "")):
            if not neighbours.has(kind, language, slug):
                yield _missing(parsed, section.title, kind, slug, first + line - 1)
            elif kind == "source" and slug not in listed:
                yield _unlisted(parsed, section.title, slug, first + line - 1)
    for field in schema.front:
        if field.type is FieldType.OBJECTS:
            for number, item in enumerate(parsed.record.get(field.name, ()), 1):
                if "source" in item and item["source"] not in listed:
                    line = parsed.line(field.name, number)
                    yield _unlisted(parsed, field.name, item["source"], line)


def _line_of(parsed: Parsed, name: str, slug: str) -> int:
    """Return the line of the list item that names this slug."""
    for number, item in enumerate(parsed.record.get(name, ()), 1):
        values = item.values() if isinstance(item, dict) else [item]
        if any(value == slug or str(value).endswith(f":{slug}") for value in values):
            return parsed.line(name, number)
    return parsed.line(name)


def _missing(parsed: Parsed, name: str, kind: str, slug: str, line: int) -> Fault:
    allowed = f"the name of a {kind} that exists"
    return parsed.fault(name, f"{kind}:{slug}, which is nowhere", allowed, line=line)


def _unlisted(parsed: Parsed, name: str, slug: str, line: int) -> Fault:
    return parsed.fault(
        name,
        f"the source {slug}",
        "sources that the page lists under sources",
        line=line,
    )


_Name = tuple[str, str, str]
"""A name in lower case, after the kind and language in which it must be the only one."""


def name_faults(
    names: Mapping[Address, Collection[str]], parsed: Mapping[Address, Parsed]
) -> Iterator[Fault]:
    """Yield each title or synonym that two records of a kind and language share.

    `names` has every record's title first, then its synonyms; faults are told of
    the records in `parsed`, those that are being loaded.
    """
    owners: dict[_Name, list[Address]] = defaultdict(list)
    perhaps = _given_again(names)
    for name, address in _owned(names):
        if hash(name) in perhaps:
            owners[name].append(address)
    for (_, _, text), addresses in owners.items():
        for address in addresses if len(addresses) > 1 else []:
            if address in parsed:
                yield _shared(
                    parsed[address], text, [a for a in addresses if a != address]
                )


def _owned(
    names: Mapping[Address, Collection[str]],
) -> Iterator[tuple[_Name, Address]]:
    for address in sorted(names):
        kind, language, _ = address
        for text in {name.casefold() for name in names[address]}:
            yield (kind, language, text), address


def _given_again(names: Mapping[Address, Collection[str]]) -> set[int]:
    """Return the hashes of names that two records share, perhaps of a few others too.

    Names have hardly ever two owners, and a list of owners for each takes much memory.
    """
    seen: set[int] = set()
    again: set[int] = set()
    for name, _ in _owned(names):
        (again if hash(name) in seen else seen).add(hash(name))
    return again


def _shared(parsed: Parsed, name: str, others: list[Address]) -> Fault:
    synonyms = [text.casefold() for text in parsed.record.get("synonyms", ())]
    field = "synonyms" if name in synonyms else "title"
    item = synonyms.index(name) + 1 if name in synonyms else None
    owner = ", ".join(slug for _, _, slug in others)
    return parsed.fault(
        field,
        f"{name!r}, which {owner} has too",
        "a name of this page alone",
        line=parsed.line(field, item),
    )


def slug_faults(
    parsed: Mapping[Address, Parsed], all_: Iterable[Address]
) -> list[Fault]:
    """Return a fault for each slug that two kinds have which may not share one."""
    models = record_models()
    slugs: dict[str, set[str]] = defaultdict(set)
    for kind, _, slug in all_:
        if models[kind].slug_space:
            slugs[kind].add(slug)
    return [
        parsed[kind, language, slug].fault(
            "slug",
            f"{slug!r}, which a {other} has too",
            f"a name that no {other} has",
            line=1,
        )
        for kind, language, slug in parsed
        for other in sorted(slugs.keys() - {kind})
        if models[other].slug_space == models[kind].slug_space and slug in slugs[other]
    ]
