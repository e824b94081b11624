"""Change one clinicians' case in the text of the cases; every other stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

import yaml

from portal.painpath.answers import plain
from portal.painpath.cases import Case, Expected
from portal.painpath.questionnaire import Answers, Path

from .blocks import WIDTH, Block, cut
from .yaml_text import Key, drop, flow, put, scalar


@dataclass(frozen=True, slots=True)
class Written:
    """How a case stands in the file: whole, or like an earlier one."""

    name: str
    like: str


def written(text: str) -> list[Written]:
    """Return the cases of a file that can be read, in order."""
    items = cast(list[dict[str, Any]], yaml.load(text, Loader=yaml.CSafeLoader))
    return [Written(item["name"], item.get("like", "")) for item in items]


def built_on(text: str, name: str) -> list[str]:
    """Return the cases that take their answers from this one."""
    return [case.name for case in written(text) if case.like == name]


def add_case(
    text: str, path: Path, cases: Sequence[Case], case: Case, *, like: str = ""
) -> str:
    """Return the text with a new case at its end, perhaps like an earlier one."""
    base = {other.name: other.answers for other in cases}.get(like, {})
    body = render(path, case, like=like, base=base)
    return str(cut(text.rstrip("\n") + "\n").inserted(len(cases), body))


def save_case(
    text: str, path: Path, cases: Sequence[Case], case: Case, *, old: str
) -> str:
    """Return the text with this case where the one named `old` was."""
    number = [other.name for other in cases].index(old)
    before = cases[number]
    like = written(text)[number].like
    base = {other.name: other.answers for other in cases}.get(like, {})
    was = _parts(path, before, base)
    for part, new in _parts(path, case, base).items():
        text = _put_part(text, [number, part], was[part], new)
    if case.name != old:
        text = put(text, [number, "name"], case.name)
        for other, found in enumerate(written(text)):
            if found.like == old:
                text = put(text, [other, "like"], case.name)
    return text


def _parts(path: Path, case: Case, base: Answers) -> dict[str, Mapping[str, Any]]:
    """Return what a case says beyond the one that it is like."""
    own = {q: a for q, a in case.answers.items() if base.get(q) != a}
    without = [q for q in path.questions if q in base and not case.answers.get(q)]
    return {
        "without": {"": without} if without else {},
        "answers": plain(path, own),
        "expect": dict(_expected(case.expect)),
    }


def _put_part(
    text: str, keys: list[Key], was: Mapping[str, Any], new: Mapping[str, Any]
) -> str:
    """Change only what is not as it was."""
    if was and not new:
        return drop(text, keys)
    for name in was.keys() - new.keys():
        text = drop(text, [*keys, name])
    for name, value in new.items():
        if was.get(name) != value:
            text = put(text, [*keys, name] if name else keys, value)
    return text


def remove_case(text: str, cases: Sequence[Case], name: str) -> str:
    """Return the text without a case; the title of its part of the file stays."""
    number = [case.name for case in cases].index(name)
    blocks = cut(text)
    lead, rest = blocks.items[number].lead, blocks.without(number)
    if "#" in lead and number < len(rest.items):
        after = rest.items[number]
        after = Block(lead + after.lead.lstrip("\n"), after.body)
        rest = rest.replaced(number, after)
    return str(rest)


def render(path: Path, case: Case, *, like: str, base: Answers) -> str:
    """Write a case in the layout of the file."""
    parts = _parts(path, case, base)
    lines = [f"- name: {scalar(case.name)}"]
    if like:
        lines.append(f"  like: {scalar(like)}")
    if parts["without"]:
        lines.append(f"  without: {flow(parts['without'][''])}")
    if parts["answers"]:
        lines += _mapping("answers", parts["answers"])
    lines += _mapping("expect", parts["expect"])
    return "".join(f"{line}\n" for line in lines)


def _expected(expect: Expected) -> Iterator[tuple[str, Any]]:
    for field in fields(expect):
        value = getattr(expect, field.name)
        if value is not None:
            yield field.name, str(value) if isinstance(value, str) else list(value)


def _mapping(key: str, value: Mapping[str, Any]) -> Iterator[str]:
    """Write a mapping on its key's line where it is short, else a line for each key."""
    line = f"  {key}: {flow(value)}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"  {key}:"
    for name, inner in value.items():
        yield f"    {flow(name)}: {flow(inner)}"
