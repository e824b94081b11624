"""Replace what a record calls another record by, when that one has a new name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .markdown import move_page_links
from .schema import Field, FieldType, RecordData, Schema, split_reference

Moved = Mapping[tuple[str, str], str]
"""The new slug of each kind and slug that has one."""


def replace_reference(
    schema: Schema, record: RecordData, kind: str, old: str, new: str
) -> RecordData:
    """Return the record with every reference to `old` naming `new` instead."""
    return replace_references(schema, record, {(kind, old): new})


def replace_references(schema: Schema, record: RecordData, moved: Moved) -> RecordData:
    """Return the record with every reference in `moved` at its new name.

    Fields that the schema does not know, and values that are not what it asks for,
    stay as they are: a version of an older release may hold both.
    """
    if not moved:
        return record
    fields = {field.name: field for field in schema.fields}
    return {
        name: replace_in_field(fields[name], value, moved) if name in fields else value
        for name, value in record.items()
    }


def replace_in_field(field: Field, value: Any, moved: Moved) -> Any:
    """Return one field's value with its references at their new names."""
    match field.type, value:
        case FieldType.MARKDOWN, str():
            return move_page_links(value, moved)
        case FieldType.REFERENCE, str():
            return _moved(field, value, moved)
        case FieldType.REFERENCES, list():
            return _without_doubles(
                value,
                [
                    _moved(field, item, moved) if isinstance(item, str) else item
                    for item in value
                ],
            )
        case FieldType.OBJECTS, list():
            return _without_doubles(
                value,
                [
                    _in_parts(field, item, moved) if isinstance(item, dict) else item
                    for item in value
                ],
            )
        case _:
            return value


def _moved(field: Field, value: str, moved: Moved) -> str:
    found = split_reference(field.name, field, value)
    slug = moved.get((found.kind, found.slug))
    if slug is None:
        return value
    return slug if field.refers_to else f"{found.kind}:{slug}"


def _in_parts(field: Field, item: dict[str, Any], moved: Moved) -> dict[str, Any]:
    parts = {part.name: part for part in field.items}
    return {
        name: replace_in_field(parts[name], value, moved) if name in parts else value
        for name, value in item.items()
    }


def _without_doubles(before: list[Any], after: list[Any]) -> list[Any]:
    """Leave out an item that only its new name made the same as another."""
    kept: list[Any] = []
    for old, new in zip(before, after, strict=True):
        if old == new or new not in [*kept, *before]:
            kept.append(new)
    return kept
