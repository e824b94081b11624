"""Change one rule in the text of the rules; every other line stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from portal.painpath.questionnaire import Criterion, Path, Rule

from .blocks import Block, cut
from .yaml_text import Key, flow, put

LISTS: Final = ("fits_when", "ready_when", "unless")
_KEYS: Final = ("rules",)
_INDENT: Final = 2


def note_of(text: str, path: Path, rule: str) -> str:
    """Return the comment above a rule."""
    return cut(text, _KEYS).items[_number(path, rule)].note


def save_rule(text: str, path: Path, rule: Rule, note: str) -> str:
    """Return the text with this rule instead of the one with its id, or new.

    A new one comes after the last rule of its procedure: of rules that fit equally,
    the first in the file decides.
    """
    blocks = cut(text, _KEYS)
    known = {old.id: number for number, old in enumerate(path.rules)}
    if rule.id not in known:
        same = [n for n, old in enumerate(path.rules) if old.offers == rule.offers]
        number = max(same, default=len(path.rules) - 1) + 1
        blocks = blocks.inserted(number, render(rule, path))
    else:
        number = known[rule.id]
        if path.rules[number] != rule:
            text, note = _changed(text, path, rule, number, note)
            blocks = cut(text, _KEYS)
    noted = blocks.items[number].with_note(note, _INDENT)
    return str(blocks.replaced(number, noted))


def _changed(
    text: str, path: Path, rule: Rule, number: int, note: str
) -> tuple[str, str]:
    """Return the text with a rule's changed parts, and the note above it.

    A list that grew or shrank has the whole rule written anew.
    """
    old = path.rules[number]
    place: list[Key] = ["rules", number]
    lists = {name: (getattr(old, name), getattr(rule, name)) for name in LISTS}
    if any(len(before) != len(after) for before, after in lists.values()):
        blocks = cut(text, _KEYS)
        block = blocks.items[number]
        block = Block(block.lead, render(rule, path))
        comments = _inner_comments(blocks.items[number].body)
        return str(blocks.replaced(number, block)), f"{note}\n{comments}"
    for name in ("offers", "specialist", "sources"):
        if getattr(old, name) != getattr(rule, name):
            value = getattr(rule, name)
            text = put(
                text, [*place, name], list(value) if name == "sources" else str(value)
            )
    for name, (before, after) in lists.items():
        for item, (one, other) in enumerate(zip(before, after, strict=True)):
            if one != other:
                text = put(text, [*place, name, item], _criterion(other, path))
    return text, note


def remove_rule(text: str, path: Path, rule: str) -> str:
    """Return the text without a rule and the comment above it."""
    return str(cut(text, _KEYS).without(_number(path, rule)))


def move_rule(text: str, path: Path, rule: str, *, up: bool) -> str:
    """Return the text with a rule before, or after, its neighbour of its procedure."""
    number = _number(path, rule)
    offers = path.rules[number].offers
    same = [n for n, other in enumerate(path.rules) if other.offers == offers]
    place = same.index(number) + (-1 if up else 1)
    if place not in range(len(same)):
        return text
    return str(cut(text, _KEYS).swapped(number, same[place]))


def render(rule: Rule, path: Path) -> str:
    """Write a rule in the layout of the file."""
    lines = [
        f"  - id: {flow(rule.id)}",
        f"    offers: {flow(rule.offers)}",
        f"    specialist: {flow(str(rule.specialist))}",
    ]
    for name in LISTS:
        criteria: Sequence[Criterion] = getattr(rule, name)
        if criteria or name != "unless":
            empty = "" if criteria else " []"
            lines.append(f"    {name}:{empty}")
            lines += [f"      - {flow(_criterion(c, path))}" for c in criteria]
    lines.append(f"    sources: {flow(rule.sources)}")
    return "".join(f"{line}\n" for line in lines)


def _criterion(criterion: Criterion, path: Path) -> dict[str, str | int | list[str]]:
    if criterion.at_least is not None:
        return {"question": criterion.question, "at_least": criterion.at_least}
    order = path.questions[criterion.question].allowed
    choices = [choice for choice in order if choice in criterion.any_of]
    return {"question": criterion.question, "any_of": choices}


def _number(path: Path, rule: str) -> int:
    return [other.id for other in path.rules].index(rule)


def _inner_comments(body: str) -> str:
    """Return the comments within an item: they are kept above it."""
    lines = (line.strip() for line in body.splitlines())
    return "\n".join(line[1:] for line in lines if line.startswith("#"))
