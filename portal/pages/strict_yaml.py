"""Read YAML as plain data: no tags, anchors, aliases or repeated keys.

Every value keeps the line it stands on, so that a fault found later can name it.
Parsing is PyYAML's C parser; only the building of values is ours, because the
stock constructors forget lines and let the last of two equal keys win.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import yaml

from .faults import Fault, shown

MAX_DEPTH = 8
LONGEST_NUMBER = 100
"""Characters of a number or date: PyYAML takes minutes over `1:1:1…` of a megabyte."""

_TEXT = yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG

Scalar = str | int | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line it begins on."""

    value: Scalar | list[Node] | dict[str, Node]
    line: int
    refused: bool = False  # a fault says already that this is no value

    def plain(self) -> object:
        """Return the value without its lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def read_yaml(
    text: str, *, file: str, faults: list[Fault], line: int = 1
) -> Node | None:
    """Return the one document in `text`, or None after noting why there is none.

    `line` is the number of the text's first line within its file.
    """
    documents = read_documents(text, file=file, faults=faults, line=line)
    if len(documents) > 1:
        second = Fault(
            file=file,
            line=documents[1].line,
            field="YAML",
            found="a second document",
            allowed="one document",
        )
        faults.append(second)
    return documents[0] if documents else None


def read_documents(
    text: str, *, file: str, faults: list[Fault], line: int = 1
) -> list[Node]:
    """Return every document in `text`; none after a fault that ends the reading."""
    reader = _Reader(text, file=file, faults=faults, line=line)
    try:
        return reader.documents()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "mark", None)
        found = str(getattr(error, "problem", None) or error).replace("\n", " ")
        reader.fault(mark.line if mark else 0, "YAML", found, "well-formed YAML")
    except _TooDeep as error:
        deep = f"more than {MAX_DEPTH} levels"
        reader.fault(error.line, "YAML", deep, "flat records")
    return []


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Reader:
    def __init__(self, text: str, *, file: str, faults: list[Fault], line: int) -> None:
        self._loader = yaml.CSafeLoader(text)
        self._file = file
        self._faults = faults
        self._offset = line

    def fault(self, line: int, field: str, found: str, allowed: str) -> None:
        self._faults.append(
            Fault(
                file=self._file,
                line=line + self._offset,
                field=field,
                found=found,
                allowed=allowed,
            )
        )

    def documents(self) -> list[Node]:
        self._expect(yaml.StreamStartEvent)
        found = []
        while not self._loader.check_event(yaml.StreamEndEvent):
            start = self._expect(yaml.DocumentStartEvent).start_mark.line
            value = self._node("YAML", depth=0).value
            found.append(Node(value, start + self._offset))
            self._expect(yaml.DocumentEndEvent)
        return found

    def _next(self) -> Any:
        return self._loader.get_event()

    def _expect(self, kind: type[yaml.Event]) -> Any:
        event = self._next()
        if not isinstance(event, kind):  # the parser's own grammar says it is
            raise yaml.YAMLError(f"unexpected {type(event).__name__}")
        return event

    def _node(self, field: str, *, depth: int) -> Node:
        event = self._next()
        line = event.start_mark.line
        if depth > MAX_DEPTH:
            raise _TooDeep(line)
        if isinstance(event, yaml.AliasEvent):
            self.fault(line, field, f"an alias (*{event.anchor})", "plain values")
            return Node(None, line + self._offset, refused=True)
        if event.anchor:
            self.fault(line, field, f"an anchor (&{event.anchor})", "plain values")
        if event.tag is not None and event.tag != "!":
            self.fault(line, field, f"a tag ({event.tag})", "plain values")
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(field, depth=depth), line + self._offset)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._sequence(field, depth=depth), line + self._offset)
        return self._scalar(event, field)

    def _mapping(self, field: str, *, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not self._loader.check_event(yaml.MappingEndEvent):
            key = self._node(field, depth=depth + 1)
            name = key.value if isinstance(key.value, str) else shown(key.plain())
            if not isinstance(key.value, str):
                self.fault(
                    key.line - self._offset, field, f"the key {name}", "a text key"
                )
            value = self._node(name, depth=depth + 1)
            if name in found:
                self.fault(
                    key.line - self._offset,
                    name,
                    f"it a second time (first on line {found[name].line})",
                    "each key once",
                )
            else:
                # A block that is a key's value begins on a later line; the
                # editor looks for the key.
                found[name] = Node(value.value, key.line, value.refused)
        self._loader.get_event()
        return found

    def _sequence(self, field: str, *, depth: int) -> list[Node]:
        found = []
        while not self._loader.check_event(yaml.SequenceEndEvent):
            found.append(self._node(field, depth=depth + 1))
        self._loader.get_event()
        return found

    def _scalar(self, event: Any, field: str) -> Node:
        text: str = event.value
        line = event.start_mark.line
        try:
            value = self._value(event) if event.implicit[0] else text
            shown(value)  # a number of thousands of digits cannot be written down
        except (ValueError, yaml.YAMLError):
            allowed = "a value that exists, such as the date 2026-03-31"
            self.fault(line, field, shown(text), allowed)
            return Node(None, line + self._offset, refused=True)
        if isinstance(value, dt.datetime) or not isinstance(value, Scalar):
            value = text
        return Node(value, line + self._offset)

    def _value(self, event: Any) -> object:
        """Return what YAML makes of a plain, unquoted text."""
        if event.value and event.value[0] not in self._loader.yaml_implicit_resolvers:
            return event.value  # most texts: no number, date or such begins so
        tag = self._loader.resolve(  # type: ignore[no-untyped-call]
            yaml.ScalarNode, event.value, event.implicit
        )
        if len(event.value) > LONGEST_NUMBER and tag != _TEXT:
            raise ValueError("too long")
        return self._loader.construct_object(
            yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        )
