"""What the path says, text by text, in groups that a person edits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

import yaml

from portal.painpath.questionnaire import Kind, Path, Question
from portal.painpath.read_wording import expected_ids, wanted_choices

from .yaml_text import Key, append, drop, put

Data = Mapping[str, Any]
LISTS: Final = ("bring", "cannot_tell")
_LEAD: Final = ("title", "text", "how_soon")
_PROCEDURE: Final = ("name", "aimed_at", "evidence", "experts", "still_needed")
_RESULT: Final = (
    *("safety", "listed", "not_yet", "not_listed", "nothing_listed"),
    *("unsure", "unanswered", "either"),
)


class Voices(NamedTuple):
    """A text for oneself and for someone else; both alike, where it is one text."""

    me: str
    someone_else: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A place for one text; `needed` is false where nothing asks for it any more."""

    keys: tuple[str, ...]
    needed: bool = True

    @property
    def id(self) -> str:
        return ".".join(self.keys)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Texts that belong to one thing: a question, a choice, a sign."""

    kind: str
    id: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Texts that are edited on one page."""

    kind: str
    id: str
    parts: tuple[Part, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(spot for part in self.parts for spot in part.spots)


def read(text: str) -> Data | None:
    """Return the file as plain data; None where it is no mapping."""
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    return data if isinstance(data, dict) else None


def groups(path: Path, data: Data) -> list[Group]:
    """Return every text that the path asks for or that the file holds."""
    made = [_screen(path, data, step.id, step.questions) for step in path.steps]
    ids = expected_ids(path)

    def named(name: str, fields: Sequence[str], kind: str = "") -> tuple[Part, ...]:
        return tuple(
            Part(
                kind=kind or name,
                id=id_,
                spots=_fields((name, id_), fields, needed=id_ in ids[name]),
            )
            for id_ in _all(ids[name], data.get(name))
        )

    made.append(_group("cards", named("cards", ("heading", "text"))))
    made.append(_group("doors", named("doors", _LEAD) + named("holds", ("",))))
    made.append(_group("result", _fixed("result", _RESULT)))
    made.append(_group("needs", named("needs", ("",))))
    made += [
        Group(kind="procedure", id=f"procedure-{part.id}", parts=(part,))
        for part in named("procedures", _PROCEDURE)
    ]
    made.append(_group("specialists", named("specialists", _LEAD)))
    made.append(_group("tell", named("tell", ("",))))
    made.append(_group("ask", named("ask", ("",))))
    made += [_group(name, ()) for name in LISTS]
    errors = ("not_together", "too_many", "unknown")
    made.append(_group("errors", _fixed("errors", errors)))
    words = data.get("words")
    names = list(words) if isinstance(words, dict) else []
    made.append(_group("words", _fixed("words", names)))
    return made


def voices(data: Data, keys: Sequence[Key]) -> Voices:
    """Return what stands at these keys; empty where there is no text."""
    found: Any = data
    for key in keys:
        if isinstance(found, dict):
            found = found.get(key)
        elif isinstance(found, list) and isinstance(key, int) and key < len(found):
            found = found[key]
        else:
            return Voices("", "")
    if isinstance(found, dict):
        return Voices(str(found.get("me", "")), str(found.get("someone_else", "")))
    return Voices(found, found) if isinstance(found, str) else Voices("", "")


def change(text: str, keys: Sequence[Key], new: Voices) -> str:
    """Return the file with this text; an empty one is taken out."""
    old = voices(cast(Data, read(text)), keys)
    if new == old:
        return text
    if not new.me:
        return drop(text, keys)
    if new.me == new.someone_else:
        return put(text, keys, new.me)
    if old.me != old.someone_else:
        for name, value in new._asdict().items():
            if value != getattr(old, name):
                text = put(text, [*keys, name], value)
        return text
    return put(text, keys, new._asdict())


def change_list(text: str, name: str, new: Sequence[Voices]) -> str:
    """Return the file with these texts in a list; empty ones are taken out."""
    length = list_length(cast(Data, read(text)), name)
    for voice in new[length:]:
        if voice.me:
            same = voice.me == voice.someone_else
            text = append(text, [name], voice.me if same else voice._asdict())
    for number in range(min(length, len(new)) - 1, -1, -1):
        text = change(text, [name, number], new[number])
    return text


def list_length(data: Data, name: str) -> int:
    found = data.get(name)
    return len(found) if isinstance(found, list) else 0


def _screen(path: Path, data: Data, step: str, questions: Sequence[Question]) -> Group:
    parts = [Part(kind="screen", id=step, spots=(Spot(keys=("steps", step)),))]
    wanted = wanted_choices(path)
    for question in questions:
        place = ("questions", question.id)
        fields: list[tuple[str, ...]] = [("legend",), ("hint",), ("why",), ("error",)]
        if question.kind is Kind.SCALE:
            fields += [("scale", name) for name in ("low", "high", "said")]
        spots = tuple(Spot(keys=(*place, *field)) for field in fields)
        parts.append(Part(kind="question", id=question.id, spots=spots))
        for choice in question.choices:
            at = (*place, "choices", choice)
            short = Spot(
                keys=(*at, "short"), needed=choice in wanted.get(question.id, ())
            )
            has_short = short.needed or voices(data, short.keys).me
            spots = _fields(at, ("label", "said")) + ((short,) if has_short else ())
            parts.append(Part(kind="choice", id=choice, spots=spots))
    return Group(kind="screen", id=f"screen-{step}", parts=tuple(parts))


def _group(kind: str, parts: tuple[Part, ...]) -> Group:
    return Group(kind=kind, id=kind.replace("_", "-"), parts=parts)


def _fixed(name: str, ids: Sequence[str]) -> tuple[Part, ...]:
    return tuple(
        Part(kind=name, id=id_, spots=(Spot(keys=(name, id_)),)) for id_ in ids
    )


def _fields(
    place: tuple[str, ...], fields: Sequence[str], *, needed: bool = True
) -> tuple[Spot, ...]:
    return tuple(
        Spot(keys=(*place, field) if field else place, needed=needed)
        for field in fields
    )


def _all(expected: Sequence[str], there: object) -> Iterator[str]:
    """Yield what the path asks for, then what the file holds besides."""
    yield from expected
    if isinstance(there, dict):
        yield from (str(name) for name in there if name not in expected)
