"""Between a row and the flat data of its record: one pair of functions."""

from __future__ import annotations

import datetime as dt

from django.db import models

from .records import Record, record_fields
from .schema import RecordData


def to_record(row: Record) -> RecordData:
    """Return the row's fields as a flat record of JSON values."""
    record: RecordData = {}
    for field in record_fields(type(row)):
        value = getattr(row, field.attname)
        if isinstance(value, dt.date):
            value = value.isoformat()
        if value not in (None, "", []):
            record[field.name] = value
    return record


def from_record(
    model: type[Record], record: RecordData, *, language: str, slug: str
) -> Record:
    """Return an unsaved row with the record's values, not yet validated."""
    row = model(language=language, slug=slug)
    assign_record(row, record)
    return row


def assign_record(row: Record, record: RecordData) -> None:
    """Set every field of the row to the record's value, or to its empty value."""
    for field in record_fields(type(row)):
        value = record.get(field.name, field.get_default())
        if isinstance(field, models.DateField) and isinstance(value, str):
            value = dt.date.fromisoformat(value)
        setattr(row, field.name, value)


def validate_record(row: Record) -> None:
    """Raise ValidationError for every fault of the row's own fields.

    What concerns other rows (equal slugs, links) is for the caller, who knows
    the whole set.
    """
    row.full_clean(
        exclude={"live", "status"}, validate_unique=False, validate_constraints=False
    )
