"""One record's file: YAML front matter, then Markdown sections; read and written.

Reading what was written gives the same record, and writing what was read gives
the same bytes for a file in the one standard layout.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

from .faults import Fault, shown
from .record_values import Parsed, read_fields
from .schema import Field, FieldType, RecordData, Schema
from .strict_yaml import Node, read_yaml

FENCE: Final = "---"
_HEADING = re.compile(r"^## +(\S.*?)\s*$")


def read_page(text: str, *, file: str, schema: Schema, faults: list[Fault]) -> Parsed:
    """Return the record in a page's file; faults are added to `faults`."""
    parsed = Parsed(file)
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line == FENCE), None)
    if lines[0] != FENCE or end is None:
        parsed.noted.update(field.title for field in schema.fields)
        found = shown(lines[0])
        faults.append(
            parsed.fault("file", found, "fields between two --- lines", line=1)
        )
        return parsed
    before = len(faults)
    front = read_yaml("\n".join(lines[1:end]), file=file, faults=faults, line=2)
    if front is not None:
        read_fields(parsed, front, schema.front, faults)
    elif len(faults) > before:
        parsed.noted.update(field.title for field in schema.front)
    _read_sections(parsed, lines[end + 1 :], end + 2, schema, faults)
    _require(parsed, schema, faults)
    return parsed


def read_collection(
    text: str, *, file: str, schema: Schema, faults: list[Fault]
) -> dict[str, Parsed]:
    """Return the records in a YAML file that holds every record of its kind."""
    node = read_yaml(text, file=file, faults=faults)
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        whole = Parsed(file)
        faults.append(whole.fault("YAML", "no mapping", "name: fields", line=1))
        return {}
    found = {}
    for slug, item in node.value.items():
        parsed = found[slug] = Parsed(file, lines={"": item.line})
        read_fields(parsed, Node(item.value, item.line), schema.front, faults)
        _require(parsed, schema, faults, prefix=f"{slug}.")
    return found


def read_raw(text: str, *, file: str, field: Field, faults: list[Fault]) -> Parsed:
    """Return the record whose one field is the whole file."""
    parsed = Parsed(file, lines={"": 1, field.name: 1})
    if text.strip():
        parsed.record[field.name] = text
    else:
        parsed.noted.add(field.title)
        faults.append(parsed.fault("file", "nothing", "text", line=1))
    return parsed


def _read_sections(
    parsed: Parsed, lines: list[str], first: int, schema: Schema, faults: list[Fault]
) -> None:
    """Cut the text into its sections; a kind with one whole body has no headings."""
    if [section.heading for section in schema.sections] == [""]:
        _keep(parsed, schema.sections[0].name, lines, first)
        return
    known = {section.heading: section for section in schema.sections}
    starts = [
        (number, match.group(1))
        for number, line in enumerate(lines)
        if (match := _HEADING.match(line))
    ]
    if any(line.strip() for line in lines[: starts[0][0] if starts else None]):
        faults.append(
            parsed.fault("text", "text before a ## heading", "sections", line=first)
        )
    ends = [*(number for number, _ in starts), len(lines)][1:]
    for (start, heading), end in zip(starts, ends, strict=True):
        name = known[heading].name if heading in known else heading
        if heading not in known:
            found, allowed = "an unknown section", ", ".join(known)
        elif name in parsed.record:
            found, allowed = "this section a second time", "each section once"
        elif not any(line.strip() for line in lines[start + 1 : end]):
            found, allowed = "an empty section", "text, or no heading"
        else:
            _keep(parsed, name, lines[start + 1 : end], first + start + 1)
            continue
        parsed.noted.add(f"## {heading}")
        faults.append(parsed.fault(f"## {heading}", found, allowed, line=first + start))


def _keep(parsed: Parsed, name: str, lines: list[str], first: int) -> None:
    """Keep a text without the space around it, and the line where it begins."""
    text = "\n".join(lines)
    body = text.strip()
    if body:
        parsed.record[name] = body
        before = text[: len(text) - len(text.lstrip())]
        parsed.lines[name] = first + before.count("\n")


def _require(
    parsed: Parsed, schema: Schema, faults: list[Fault], prefix: str = ""
) -> None:
    missing = [
        field
        for field in schema.fields
        if field.required
        and field.name not in parsed.record
        and field.title not in parsed.noted
    ]
    for field in missing:
        parsed.noted.add(field.title)
        name = f"{prefix}{field.title}"
        allowed = "text" if field.heading else str(field.type)
        faults.append(parsed.fault(name, "nothing", allowed, line=parsed.line("")))


def write_page(schema: Schema, record: RecordData) -> str:
    """Return a page's file in the standard layout."""
    parts = [FENCE, _yaml(_front(schema.front, record)).rstrip("\n"), FENCE]
    for section in schema.sections:
        if section.name in record:
            heading = [f"## {section.heading}", ""] if section.heading else []
            parts += ["", *heading, record[section.name]]
    return "\n".join(parts) + "\n"


def write_collection(schema: Schema, records: Mapping[str, RecordData]) -> str:
    """Return a YAML file of records, by their names."""
    return _yaml(
        {slug: _front(schema.front, records[slug]) for slug in sorted(records)}
    )


def _front(fields: tuple[Field, ...], record: RecordData) -> dict[str, Any]:
    return {
        field.name: _written(field, record[field.name])
        for field in fields
        if field.name in record
    }


def _written(field: Field, value: Any) -> Any:
    if field.type is FieldType.DATE:
        return dt.date.fromisoformat(value)
    if field.type is FieldType.OBJECTS:
        return [_front(field.items, item) for item in value]
    return value


def _yaml(data: Any) -> str:
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=88,
    )


class _Dumper(yaml.CSafeDumper):
    """PyYAML's dumper, which never writes an alias for an object met twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
