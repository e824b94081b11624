"""Build frozen dataclasses from YAML; the dataclass is the schema.

Unknown, missing and wrongly typed values are all noted as faults in one run.
A field named `line` is filled with the line of the file.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from portal.pages.faults import Fault, shown
from portal.pages.strict_yaml import Node, read_yaml

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file we are, to name it in a fault."""

    file: str
    faults: list[Fault]
    field: str = ""

    def at(self, name: str) -> Place:
        return Place(
            self.file, self.faults, f"{self.field}.{name}" if self.field else name
        )

    def fault(self, line: int, found: str, allowed: str) -> None:
        self.faults.append(
            Fault(
                file=self.file,
                line=line,
                field=self.field or "file",
                found=found,
                allowed=allowed,
            )
        )


def read_record(cls: type[T], text: str, place: Place) -> T | None:
    """Return the one record in `text`, with stand-ins for what is faulty.

    None means that there is no record at all; the faults then say why.
    """
    node = read_yaml(text, file=place.file, faults=place.faults)
    if node is None or not isinstance(node.value, dict):
        if node is not None or not place.faults:
            place.fault(1, "no mapping", "a mapping")
        return None
    record: T = build(cls, node, place)
    return record


def build(kind: Any, node: Node, place: Place) -> Any:
    """Return the value of this type; a stand-in after a fault."""
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, types.UnionType):  # `X | None`: the key may be left out
        return build(inner[0], node, place)
    if origin in (tuple, frozenset):
        return origin(_items(inner[0], node, place))
    if origin is Mapping:
        return _mapping(inner[1], node, place)
    if issubclass(kind, StrEnum):
        return _member(kind, node, place)
    if kind in (str, int, bool):
        return _scalar(kind, node, place)
    if isinstance(node.value, str) and hasattr(kind, "from_text"):
        return kind.from_text(node.value, node.line)
    return _record(kind, node, place)


_NAMES = {str: "text", int: "a whole number", bool: "true or false"}


def _scalar(kind: type, node: Node, place: Place) -> Any:
    if type(node.value) is not kind or not str(node.value).strip():
        place.fault(node.line, shown(node.plain()), _NAMES[kind])
        return kind()
    return node.value


def _member(kind: type[StrEnum], node: Node, place: Place) -> Any:
    allowed = [str(member) for member in kind]
    if not isinstance(node.value, str) or node.value not in allowed:
        place.fault(node.line, shown(node.plain()), ", ".join(allowed))
        return next(iter(kind))
    return kind(node.value)


def _items(kind: Any, node: Node, place: Place) -> list[Any]:
    if not isinstance(node.value, list):
        place.fault(node.line, shown(node.plain()), "a list")
        return []
    items, texts = [], set()
    for item in node.value:
        built = build(kind, item, place)
        if isinstance(built, str):
            if built in texts:
                place.fault(item.line, f"{shown(built)} twice", "each once")
            texts.add(built)
        items.append(built)
    return items


def _mapping(kind: Any, node: Node, place: Place) -> dict[str, Any]:
    if not isinstance(node.value, dict):
        place.fault(node.line, shown(node.plain()), "a mapping")
        return {}
    return {key: build(kind, value, place.at(key)) for key, value in node.value.items()}


def _record(cls: Any, node: Node, place: Place) -> Any:
    given = node.value
    known = {f.name: f for f in fields(cls) if f.init and f.name != "line"}
    hints = _hints(cls)
    if not isinstance(given, dict):
        place.fault(node.line, shown(node.plain()), f"the keys {', '.join(known)}")
        place, given = Place("", []), {}  # one fault is enough
    for name in sorted(given.keys() - known.keys()):
        allowed = ", ".join(known)
        place.fault(given[name].line, f"the unknown key {name!r}", allowed)
    values = {}
    for name, declared in known.items():
        here = _named(place, given).at(name)
        if name in given:
            values[name] = build(hints[name], given[name], here)
        elif _required(declared):
            here.fault(node.line, "nothing", "a value: the key is required")
            values[name] = build(hints[name], _BLANK, Place("", []))
    if "line" in hints:
        values["line"] = node.line
    return cls(**values)


@cache  # it evaluates the text of every annotation
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


_BLANK = Node(None, 1)


def _required(declared: Field[Any]) -> bool:
    return declared.default is MISSING and declared.default_factory is MISSING


def _named(place: Place, given: dict[str, Node]) -> Place:
    """Name a list's item by its id, so that a fault says which one."""
    name = given["id"].value if "id" in given else None
    return place.at(name) if isinstance(name, str) else place
