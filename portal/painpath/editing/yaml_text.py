"""Change single values in a YAML text; all else stays as it stands, to the letter.

Parsers tell where each value begins and ends, so that a change is made in the text
itself: comments, order, quotes and line breaks of everything else are not touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import yaml

Key = str | int
Value = str | int | Sequence[str] | Mapping[str, Any]
_PLAIN = re.compile(r"[\w](?:[\w .()/’“”-]*[\w.)’”])?")
"""What every reader takes for text between brackets; readers differ about more."""
_Pair = tuple[yaml.Node, yaml.Node]


def put(text: str, keys: Sequence[Key], value: Value) -> str:
    """Return the text with this value at these keys, new or instead of another."""
    node, missing, in_flow = _root(text), list(keys), False
    key = node
    while missing and (found := _child(node, missing[0])):
        in_flow = in_flow or _is_flow(node)
        key, node = found
        del missing[0]
    if missing and isinstance(node, yaml.MappingNode):
        for inner in reversed(missing[1:]):
            value = {str(inner): value}
        return _insert(text, node, str(missing[0]), value)
    for inner in reversed(missing):
        value = {str(inner): value}
    start, end = _begin(text, node), _end(text, node)
    if isinstance(node, yaml.ScalarNode) and isinstance(value, str):
        quoted = node.style == '"'
        new = scalar(value, quoted=quoted) if quoted or not in_flow else flow(value)
        return text[:start] + new + text[end:]
    if key is not node:  # a block begins on the line after its key
        start = _offset(text, key.end_mark)
        return f"{text[:start]}: {flow(value)}{text[end:]}"
    return text[:start] + flow(value) + text[end:]


def drop(text: str, keys: Sequence[Key]) -> str:
    """Return the text without what stands at these keys, and without its key."""
    parent = _root(text)
    for key in keys[:-1]:
        found = _child(parent, key)
        if found is None:
            return text
        parent = found[1]
    pair = _child(parent, keys[-1])
    if pair is None:
        return text
    if _is_flow(parent):
        kept = [p for p in _pairs(parent) if p[1] is not pair[1]]
        start, end = _offset(text, parent.start_mark), _end(text, parent)
        inner = ", ".join(
            text[_offset(text, k.start_mark) : _end(text, v)] for k, v in kept
        )
        brackets = "{}" if isinstance(parent, yaml.MappingNode) else "[]"
        return f"{text[:start]}{brackets[0]}{inner}{brackets[1]}{text[end:]}"
    start = text.rfind("\n", 0, _offset(text, pair[0].start_mark)) + 1
    end = text.find("\n", _end(text, pair[1]))
    return text[:start] + (text[end + 1 :] if end >= 0 else "")


def append(text: str, keys: Sequence[Key], value: Value) -> str:
    """Return the text with one more item at the end of the list at these keys."""
    node = _root(text)
    for key in keys:
        found = _child(node, key)
        if found is None:
            return put(text, keys, [cast(str, value)])
        node = found[1]
    end = _end(text, node)
    if _is_flow(node):
        comma = ", " if node.value else ""
        return f"{text[: end - 1]}{comma}{flow(value)}{text[end - 1 :]}"
    indent, end = " " * node.start_mark.column, _line_end(text, end)
    return f"{text[:end]}\n{indent}- {block(value)}{text[end:]}"


def find(text: str, keys: Sequence[Key]) -> yaml.Node | None:
    """Return what stands at these keys, with its marks."""
    node = _root(text)
    for key in keys:
        found = _child(node, key)
        if found is None:
            return None
        node = found[1]
    return node


def last_line(text: str, node: yaml.Node) -> int:
    """Return the line, from 0, on which a value's own letters end."""
    return text.count("\n", 0, _end(text, node))


def scalar(text: str, *, quoted: bool = False) -> str:
    """Write a text plainly where YAML reads it as the same text, else in quotes."""
    if not quoted and _reads_as(f"{text}\n", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def flow(value: Value) -> str:
    """Write a value on one line, with brackets."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and _reads_as(f"[{value}]", [value])
        return value if plain else scalar(value, quoted=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(flow, value)) + "]"
    return str(value)


def block(value: Value) -> str:
    """Write a value after its key, where the line ends with it."""
    return scalar(value) if isinstance(value, str) else flow(value)


def _reads_as(text: str, value: object) -> bool:
    try:
        return bool(yaml.load(text, Loader=yaml.CSafeLoader) == value)
    except yaml.YAMLError:
        return False


def _insert(text: str, parent: yaml.Node, key: str, value: Value) -> str:
    """Add a key at the end of a mapping."""
    end = _end(text, parent)
    if _is_flow(parent):
        comma = ", " if parent.value else ""
        return f"{text[: end - 1]}{comma}{flow(key)}: {flow(value)}{text[end - 1 :]}"
    indent, end = " " * parent.start_mark.column, _line_end(text, end)
    return f"{text[:end]}\n{indent}{_keyed(key, value, indent)}{text[end:]}"


def _keyed(key: str, value: Value, indent: str) -> str:
    """Write a key with its value; a mapping of mappings takes a line for each key."""
    nested = isinstance(value, Mapping) and (
        len(flow(value)) > 60 or any(isinstance(v, Mapping) for v in value.values())
    )
    if not nested:
        return f"{scalar(key)}: {block(value)}"
    deeper = indent + "  "
    lines = [
        f"\n{deeper}{_keyed(str(name), inner, deeper)}"
        for name, inner in cast(Mapping[str, Any], value).items()
    ]
    return f"{scalar(key)}:{''.join(lines)}"


def _root(text: str) -> yaml.Node:
    return cast(yaml.Node, yaml.compose(text, Loader=yaml.CSafeLoader))


def _pairs(node: yaml.Node) -> list[_Pair]:
    """Return keys with values; an item of a list is its own key."""
    if isinstance(node, yaml.MappingNode):
        return cast(list[_Pair], node.value)
    return [(item, item) for item in node.value]


def _child(node: yaml.Node, key: Key) -> _Pair | None:
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in _pairs(node) if pair[0].value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        return _pairs(node)[key] if key < len(node.value) else None
    return None


def _line_end(text: str, place: int) -> int:
    """Return where the line ends, after a comment on it."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _is_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _offset(text: str, mark: yaml.Mark) -> int:
    """Return where in the text a mark is."""
    start = 0
    for _ in range(mark.line):
        start = text.index("\n", start) + 1
    return start + mark.column


def _begin(text: str, node: yaml.Node) -> int:
    return _offset(text, node.start_mark)


def _end(text: str, node: yaml.Node) -> int:
    """Return where the last of a value's own letters ends; comments are not its own."""
    if isinstance(node, yaml.CollectionNode) and not _is_flow(node):
        return _end(text, _pairs(node)[-1][1])
    start, end = _begin(text, node), _offset(text, node.end_mark)
    return start + len(text[start:end].rstrip())
