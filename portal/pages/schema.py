"""The shape of a record, as plain data: what a file may hold and in which order.

A schema is stated once, on a model's fields (`records.schema_of`). The reader, the
writer and the link table work from this description and know no Django.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from functools import cached_property
from typing import Any

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Characters that no text may hold: control characters, marks that turn text round."""

RecordData = dict[str, Any]
"""A flat record: field name to JSON value; a field with nothing in it is left out."""


class FieldType(StrEnum):
    """What a field of a record holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TEXTS = "texts"
    REFERENCE = "reference"
    REFERENCES = "references"
    OBJECTS = "objects"
    MARKDOWN = "markdown"
    RAW = "raw"  # a whole file, kept to the letter


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a record, or of an object inside it."""

    name: str
    type: FieldType
    required: bool = False
    choices: tuple[str, ...] = ()
    heading: str = ""  # of a Markdown section; empty when it is the whole body
    refers_to: str = ""  # a kind, or empty where a reference names its kind itself
    items: tuple[Field, ...] = ()
    label: str = ""
    help_text: str = ""
    words: tuple[tuple[str, Any], ...] = dataclass_field(
        default=(), repr=False, compare=False
    )
    """What an editor reads for each choice; no part of the shape."""

    @property
    def title(self) -> str:
        """Return what an editor of the file calls it."""
        return f"## {self.heading}" if self.heading else self.name


@dataclass(frozen=True, kw_only=True)
class Schema:
    """The fields of one kind of record, in the order in which files state them."""

    kind: str
    folder: str  # below a language's folder; empty for records of a single file
    file: str = ""  # the one file that holds every record of this kind
    has_language: bool = True
    fields: tuple[Field, ...]

    @property
    def front(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.type is not FieldType.MARKDOWN)

    @property
    def sections(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.type is FieldType.MARKDOWN)

    @property
    def raw(self) -> Field | None:
        """Return the one field that is the whole file, in kinds that have one."""
        return next((f for f in self.fields if f.type is FieldType.RAW), None)

    @cached_property  # asked once for each file of the kind
    def fingerprint(self) -> str:
        """Tell this shape from another release's."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A link from a field of a record to another record."""

    relation: str  # the field's name
    kind: str
    slug: str


def references(schema: Schema, record: RecordData) -> Iterator[Reference]:
    """Yield every link that the record's fields state (not those in Markdown)."""
    for field in schema.front:
        if field.name in record:
            yield from _field_references(field.name, field, record[field.name])


def _field_references(relation: str, field: Field, value: Any) -> Iterator[Reference]:
    match field.type:
        case FieldType.REFERENCE:
            yield split_reference(relation, field, value)
        case FieldType.REFERENCES:
            yield from (split_reference(relation, field, item) for item in value)
        case FieldType.OBJECTS:
            for item in value:
                for part in field.items:
                    if part.name in item:
                        yield from _field_references(relation, part, item[part.name])


def split_reference(relation: str, field: Field, value: str) -> Reference:
    """Read `slug`, or `kind:slug` where the field leaves the kind open."""
    if field.refers_to:
        return Reference(relation, field.refers_to, value)
    kind, _, slug = value.partition(":")
    return Reference(relation, kind, slug)


UNREAD = frozenset({"synonyms", "reviewed_by"})
"""Fields that are no prose of the page's own: words people type, a person's name."""


def texts(
    schema: Schema, record: RecordData
) -> Iterator[tuple[Field, int | None, str, str]]:
    """Yield every text that patients read: field, number in a list, part, text.

    Values that are of the wrong type are passed over: others tell of them.
    """
    for field in schema.fields:
        if field.name in UNREAD or field.choices:
            continue
        value = record.get(field.name)
        if field.type in (FieldType.TEXT, FieldType.MARKDOWN):
            if isinstance(value, str):
                yield field, None, "", value
        elif field.type in (FieldType.TEXTS, FieldType.OBJECTS):
            for number, item in enumerate(value if isinstance(value, list) else (), 1):
                for part, text in _item_texts(field, item):
                    yield field, number, part, text


def _item_texts(field: Field, item: Any) -> Iterator[tuple[str, str]]:
    if isinstance(item, str):
        yield "", item
    elif isinstance(item, dict):
        for part in field.items:
            text = item.get(part.name)
            if (
                part.type is FieldType.TEXT
                and not part.choices
                and isinstance(text, str)
            ):
                yield part.name, text
