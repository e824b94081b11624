"""What a model's field may hold, as plain data: the one place that looks at its class."""

from __future__ import annotations

from typing import Any

from django.db import models

from .fields import (
    MarkdownField,
    ObjectListField,
    RawTextField,
    ReferenceListField,
    TextListField,
)
from .schema import Field, FieldType


def field_schema(field: models.Field, *, also_required: bool = False) -> Field:
    """Return what the field of a record may hold; it may be needed where it may be blank."""

    def described(type_: FieldType, **kwargs: Any) -> Field:
        return Field(
            name=field.name,
            type=type_,
            required=not field.blank or also_required,
            label=str(field.verbose_name),
            help_text=str(field.help_text),
            **kwargs,
        )

    match field:
        case MarkdownField():
            return described(FieldType.MARKDOWN, heading=field.heading)
        case RawTextField():
            return described(FieldType.RAW)
        case TextListField():
            choices = tuple(field.of.values) if field.of else ()
            words = tuple(field.of.choices) if field.of else ()
            return described(FieldType.TEXTS, choices=choices, words=words)
        case ReferenceListField():
            return described(FieldType.REFERENCES, refers_to=field.to)
        case ObjectListField():
            return described(FieldType.OBJECTS, items=field.items)
        case models.DateField():
            return described(FieldType.DATE)
        case models.IntegerField():
            return described(FieldType.NUMBER)
        case _:
            choices = tuple(str(value) for value, _ in field.flatchoices)
            words = tuple(field.flatchoices)
            return described(FieldType.TEXT, choices=choices, words=words)
