"""What each kind of file may hold, in Markdown, for `docs/writing-content.md`."""

from __future__ import annotations

from collections.abc import Iterator

from .records import record_models, schema_of
from .schema import Field, FieldType, Schema

_SHAPES = {
    FieldType.TEXT: "text",
    FieldType.NUMBER: "a whole number",
    FieldType.DATE: "a date such as `2026-03-31`",
    FieldType.TEXTS: "a list of texts",
    FieldType.OBJECTS: "a list of objects",
}


def reference() -> str:
    """Return a table of fields for each kind of record."""
    schemas = [
        schema
        for model in record_models().values()
        if not (schema := schema_of(model)).raw  # a format of its own
    ]
    schemas.sort(key=lambda schema: (not schema.folder, schema.kind))
    return "\n".join(line for schema in schemas for line in _kind(schema))


def _kind(schema: Schema) -> Iterator[str]:
    place = schema.file or f"{schema.folder}/*.md"
    yield f"### `{schema.kind}`: `{'en/' * schema.has_language}{place}`"
    yield ""
    yield "| field | what it holds | for |"
    yield "|---|---|---|"
    for field in schema.front:
        yield _row(f"`{field.name}`", _shape(field), field)
        for part in field.items:
            yield _row(f"`{field.name}.{part.name}`", _shape(part), part)
    for field in schema.sections:
        name = f"`## {field.heading}`" if field.heading else "the text"
        yield _row(name, "Markdown", field)
    yield ""


def _row(name: str, shape: str, field: Field) -> str:
    star = " *" if field.required else ""
    return f"| {name}{star} | {shape} | {field.help_text.replace('|', '/')} |"


def _shape(field: Field) -> str:
    if field.choices:
        listed = ", ".join(f"`{choice}`" for choice in field.choices)
        return f"a list out of {listed}" if field.type is FieldType.TEXTS else listed
    if field.type in (FieldType.REFERENCE, FieldType.REFERENCES):
        target = (
            f"the name of a {field.refers_to}" if field.refers_to else "`kind:name`"
        )
        return f"a list of {target}" if field.type is FieldType.REFERENCES else target
    return _SHAPES[field.type]
