"""Turn what YAML found into a record's values, and say what does not fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .faults import Fault, shown
from .schema import Field, FieldType, RecordData
from .strict_yaml import Node


@dataclass(slots=True)
class Parsed:
    """A record read from a file, and the line of each field and list item.

    `lines` has `title`, `synonyms.2` for the second item of a list, and an empty name
    for the whole record.
    """

    file: str
    record: RecordData = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)  # fields already spoken of

    def line(self, name: str, item: int | None = None) -> int:
        """Return the line of a field, or of one of its items, counted from 1."""
        whole = self.lines.get(name, self.lines.get("", 1))
        return whole if item is None else self.lines.get(f"{name}.{item}", whole)

    def fault(self, name: str, found: str, allowed: str, *, line: int) -> Fault:
        return Fault(
            file=self.file, line=line, field=name, found=found, allowed=allowed
        )


def read_fields(
    parsed: Parsed, node: Node, fields: tuple[Field, ...], faults: list[Fault]
) -> None:
    """Fill `parsed` from a YAML mapping whose keys are `fields`."""
    if not isinstance(node.value, dict):
        parsed.noted.update(field.title for field in fields)
        faults.append(
            parsed.fault(
                "YAML", shown(node.plain()), "key: value lines", line=node.line
            )
        )
        return
    known = {field.name: field for field in fields}
    for name, value in node.value.items():
        if name not in known:
            allowed = ", ".join(known)
            faults.append(
                parsed.fault(name, "an unknown key", allowed, line=value.line)
            )
            continue
        reading = _Reading(parsed, faults, name)
        converted = reading.value(known[name], value)
        parsed.lines[name] = value.line
        if converted is not None:
            parsed.record[name] = converted


@dataclass(slots=True)
class _Reading:
    """Reads the values of one field and notes what is wrong with them."""

    parsed: Parsed
    faults: list[Fault]
    name: str

    def value(self, field: Field, node: Node) -> Any:
        match field.type:
            case FieldType.TEXTS | FieldType.REFERENCES:
                return self._items(node, self._text)
            case FieldType.OBJECTS:
                return self._items(node, lambda item: self._object(field.items, item))
            case _:
                return self._single(field, node)

    def _single(self, field: Field, node: Node) -> Any:
        match field.type:
            case FieldType.NUMBER:
                if isinstance(node.value, int) and not isinstance(node.value, bool):
                    return node.value
                self._refuse(node, "a whole number")
                return None
            case FieldType.DATE:
                if isinstance(node.value, dt.date):
                    return node.value.isoformat()
                self._refuse(node, "a date such as 2026-03-31")
                return None
            case _:
                return self._text(node)

    def _text(self, node: Node) -> str | None:
        if isinstance(node.value, str) and node.value.strip():
            return node.value
        self._refuse(node, "text, in quotes where YAML reads something else")
        return None

    def _items(self, node: Node, read: Callable[[Node], Any]) -> list[Any] | None:
        if not isinstance(node.value, list) or not node.value:
            self._refuse(node, "a list, one item a line after -")
            return None
        found = []
        for item in node.value:
            if (value := read(item)) is not None:
                found.append(value)
                self.parsed.lines[f"{self.name}.{len(found)}"] = item.line
        return found

    def _object(self, fields: tuple[Field, ...], node: Node) -> RecordData | None:
        if not isinstance(node.value, dict):
            self._refuse(node, "key: value lines")
            return None
        known = {field.name: field for field in fields}
        found = {}
        for name, value in node.value.items():
            if name not in known:
                self._note(name, value, "an unknown key", ", ".join(known))
            elif (converted := self._single(known[name], value)) is not None:
                found[name] = converted
        for part in fields:
            if part.required and part.name not in node.value:
                self._note(part.name, node, "nothing", str(part.type))
        return {name: found[name] for name in known if name in found}

    def _refuse(self, node: Node, allowed: str) -> None:
        self.parsed.noted.add(self.name)
        if not node.refused:
            self.faults.append(
                self.parsed.fault(self.name, _described(node), allowed, line=node.line)
            )

    def _note(self, part: str, node: Node, found: str, allowed: str) -> None:
        self.parsed.noted.add(self.name)
        name = f"{self.name}.{part}"
        self.faults.append(self.parsed.fault(name, found, allowed, line=node.line))


def _described(node: Node) -> str:
    match node.value:
        case bool():
            return f"{str(node.value).lower()} (a bare yes, no, true or false)"
        case None | "" | []:
            return "nothing"
        case list():
            return "a list"
        case dict():
            return "key: value lines"
        case dt.date():
            return f"the date {node.value}"
        case int() | float():
            return f"the number {node.value}"
        case _:
            return shown(node.value)
