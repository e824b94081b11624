"""Put a record's values in the words that staff read: titles, choices and days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import formats

from portal.pages.records import record_models, schema_of
from portal.pages.schema import Field, FieldType, RecordData, references

from .diffing import FieldDiff, Say, diff
from .known_records import known_records


def differences(
    kind: str, before: RecordData, after: RecordData, *, language: str
) -> tuple[FieldDiff, ...]:
    """Return what two records of a kind say differently, in words."""
    model = record_models()[kind]
    old, new = model.readable(before, after)
    if old == new:  # what differs has no words, such as a comment
        old, new = before, after
    return diff(schema_of(model), old, new, say(kind, (old, new), language=language))


def say(kind: str, records: Iterable[RecordData], *, language: str) -> Say:
    """Return what puts values of these records in words."""
    titles = _titles(kind, records, language)

    def in_words(field: Field, value: Any) -> str:
        match field.type:
            case FieldType.DATE:
                return day_in_words(str(value))
            case FieldType.REFERENCE | FieldType.REFERENCES:
                key = f"{field.refers_to}:{value}" if field.refers_to else str(value)
                return f"{titles[key]} ({value})" if key in titles else str(value)
        if field.choices:
            return str(dict(field.words).get(value, value))
        return str(value)

    return in_words


def day_in_words(value: str) -> str:
    """Write an ISO day as staff write it; leave anything else as it is."""
    try:
        return formats.date_format(dt.date.fromisoformat(value))
    except ValueError:
        return value


def _titles(kind: str, records: Iterable[RecordData], language: str) -> dict[str, str]:
    """Return the titles of what the records refer to, by `kind:slug`."""
    schema = schema_of(record_models()[kind])
    slugs: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for link in references(schema, record):
            if link.kind in record_models():
                slugs[link.kind].add(link.slug)
    found = known_records(slugs, language, slugs, deleted=True)
    return {f"{known.kind}:{known.slug}": known.title for known in found}
