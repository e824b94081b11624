"""What a record may not say: the lint's findings as faults of its fields."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .lint import Finding, record_findings
from .record_rows import to_record
from .records import Record, schema_of
from .schema import FieldType


def wording_faults(row: Record) -> Iterator[tuple[str, ValidationError]]:
    """Yield each claim that must be worded otherwise, with its field."""
    schema = schema_of(type(row))
    types = {field.name: field.type for field in schema.fields}
    for name, number, finding in record_findings(schema, to_record(row), row.language):
        yield name, _error(types[name], number, finding)


def _error(type_: FieldType, number: int | None, finding: Finding) -> ValidationError:
    """Say where: the item of a list, the line of a section."""
    params = {"found": finding.found, "allowed": finding.allowed}
    if number is not None:
        text = _("Item %(number)s: found %(found)s, allowed %(allowed)s")
        return ValidationError(text, params=params | {"number": number})
    if type_ is FieldType.MARKDOWN:
        text = _("Line %(line)s: found %(found)s, allowed %(allowed)s")
        return ValidationError(text, params=params | {"line": finding.line})
    return ValidationError(_("Found %(found)s, allowed %(allowed)s"), params=params)
