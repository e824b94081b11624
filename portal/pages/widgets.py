"""Form fields for a record's lists: rows to add and remove, never JSON."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django_jsonform.forms.fields import JSONFormField

from .fields import ObjectListField, ReferenceListField, TextListField
from .schema import Field, FieldType


class RecordListFormField(JSONFormField):  # type: ignore[misc]
    """A list in a form; rows and parts left empty are dropped.

    What an item may be is the model field's to check, here as in the loader.
    """

    def clean(self, value: Any) -> list[Any]:
        items = self.to_python(value) or []
        if not isinstance(items, list):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        kept = [_without_empty(item) for item in items]
        return [item for item in kept if item not in ("", None, {})]


def _without_empty(item: Any) -> Any:
    if isinstance(item, str):
        return item.strip()
    if isinstance(item, dict):
        parts = {name: _without_empty(part) for name, part in item.items()}
        return {name: part for name, part in parts.items() if part not in ("", None)}
    return item


def list_form_field(field: models.Field) -> RecordListFormField | None:
    """Return the form field for one of a record's lists, None for other fields."""
    match field:
        case TextListField():
            items = _text(tuple(field.of.values) if field.of else ())
        case ReferenceListField():
            items = {"type": "string"}
        case ObjectListField():
            items = {"type": "object", "keys": {f.name: _part(f) for f in field.items}}
        case _:
            return None
    return RecordListFormField(
        schema={"type": "array", "items": items},
        required=False,
        label=field.verbose_name.capitalize(),
        help_text=field.help_text,
    )


def _part(part: Field) -> dict[str, Any]:
    if part.type is FieldType.NUMBER:
        return {"type": "integer", "required": part.required}
    shape = _text(part.choices) | {"required": part.required}
    return shape | ({"widget": "textarea"} if part.name == "text" else {})


def _text(choices: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string"} | ({"choices": list(choices)} if choices else {})
