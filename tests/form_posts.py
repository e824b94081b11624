"""What a browser sends for a record's form."""

from __future__ import annotations

from portal.pages.fields import (
    ObjectListField,
    ReferenceListField,
    TextListField,
)
from portal.pages.records import record_fields, record_models
from portal.pages.revisions import Revision
from tests import factories

LISTS = (ObjectListField, ReferenceListField, TextListField)


def form_post(kind: str, head: Revision | None = None, **changes: object) -> dict:
    """Return a valid record's form, filled in, with these changes to the record."""
    record = factories.record(kind, **changes)
    data: dict[str, object] = {}
    for field in record_fields(record_models()[kind]):
        if isinstance(field, LISTS):
            data |= list_post(field.name, record.get(field.name, []))
        else:
            data[field.name] = record.get(field.name, "")
    return data | {"change_note": "Mended", "based_on": head.pk if head else ""}


def list_post(name: str, items: list) -> dict[str, object]:
    """Return one list as its inputs send it: an empty value, then the items."""
    if not any(isinstance(item, dict) for item in items):
        return {name: ["", *items]}
    parts = {
        f"{name}-{key}-{part}": value
        for key, item in enumerate(items)
        for part, value in item.items()
    }
    return {name: ["", *map(str, range(len(items)))]} | parts
