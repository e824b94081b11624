"""Read a language's `pain-path.yaml` and hold it against the path.

Nothing may be missing and nothing left over, down to the words in braces.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass

from portal.pages.faults import ContentError, Fault

from .build import Place, read_record
from .questionnaire import EXCLUSIVE, Kind, Path, Question, Urgency
from .wording import QuestionWording, Text, Wording

EVERYWHERE = frozenset({"emergency_number"})
PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "needs": frozenset({"first", "choices"}),
    "scale.said": frozenset({"number"}),
    "errors.not_together": frozenset({"choice"}),
    "errors.too_many": frozenset({"number"}),
    "result.unsure": frozenset({"said"}),
    "result.unanswered": frozenset({"question"}),
    "result.either": frozenset({"most", "last"}),
}


def parse_wording(text: str, path: Path, *, file: str) -> Wording:
    """Return the wording; raise ContentError with every fault otherwise."""
    faults: list[Fault] = []
    wording = read_record(Wording, text, Place(file, faults))
    if wording:
        lines = {fault.line for fault in faults}
        found: list[Fault] = []
        _check(wording, path, Place(file, found))
        faults += [fault for fault in found if fault.line not in lines]
    if faults or wording is None:
        raise ContentError(faults)
    return wording


def expected_ids(path: Path) -> dict[str, list[str]]:
    """Return what the path needs words for, by part of the wording."""
    signs = {
        choice: None
        for door in path.doors
        if door.urgency is not Urgency.ROUTINE
        for criterion in door.when
        for choice in path.questions[criterion.question].allowed
        if choice in criterion.choices
    }
    health = path.questions[path.tell_specialist].choices
    return {
        "steps": [step.id for step in path.steps],
        "questions": list(path.questions),
        "cards": list(signs),
        "doors": [door.id for door in path.doors],
        "holds": [hold.id for hold in path.holds],
        "needs": list(wanted_choices(path)),
        "procedures": list(path.procedures),
        "specialists": sorted(_specialists(path)),
        "tell": [choice for choice in health if choice not in EXCLUSIVE],
        "ask": [ask.id for ask in path.questions_to_ask],
    }


def _check(wording: Wording, path: Path, place: Place) -> None:
    for name, ids in expected_ids(path).items():
        _same_keys(place.at(name), 1, getattr(wording, name), ids)
    for name, question in path.questions.items():
        if name in wording.questions:
            here = place.at(f"questions.{name}")
            _check_question(
                here, question, wording.questions[name], wanted_choices(path)
            )
    for where, said in texts_of(wording):
        _check_placeholders(place.at(where), said, wording.words)


def _check_question(
    here: Place,
    question: Question,
    wording: QuestionWording,
    wanted: Mapping[str, Collection[str]],
) -> None:
    _same_keys(here.at("choices"), wording.line, wording.choices, question.choices)
    is_scale = question.kind is Kind.SCALE
    if is_scale != (wording.scale is not None):
        found = "nothing" if is_scale else "a scale"
        allowed = "low, high and said" if is_scale else "no scale for choices"
        here.at("scale").fault(wording.line, found, allowed)
    for choice, words in wording.choices.items():
        named = choice in wanted.get(question.id, ())
        if named != (words.short is not None):
            allowed = "a text: `needs` names it" if named else "none: nothing names it"
            found = "nothing" if named else "a text"
            here.at(f"choices.{choice}.short").fault(words.line, found, allowed)


def wanted_choices(path: Path) -> Mapping[str, Collection[str]]:
    """Return the choices that something may still be waiting for, by question."""
    wanted: dict[str, set[str]] = {}
    for rule in path.rules:
        for criterion in rule.ready_when:
            wanted.setdefault(criterion.question, set()).update(criterion.choices)
    return wanted


def _specialists(path: Path) -> set[str]:
    consult = path.consult
    groups = (path.doors, path.rules, consult.first, consult.nothing_listed)
    named = {str(item.specialist) for group in groups for item in group}
    return named | {str(consult.several), str(consult.otherwise)}


def _same_keys(
    here: Place, line: int, given: Mapping[str, object], ids: Collection[str]
) -> None:
    for name in ids:
        if name not in given:
            here.at(name).fault(line, "nothing", "a text: the path has it")
    for name, value in given.items():
        if name not in ids:
            here.at(name).fault(
                getattr(value, "line", line), "a text", f"only {', '.join(ids)}"
            )


def texts_of(value: object, where: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text with the keys that lead to it."""
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_of(inner, f"{where}.{key}".lstrip("."))
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts_of(inner, where)
    elif is_dataclass(value):
        for f in fields(value):
            yield from texts_of(getattr(value, f.name), f"{where}.{f.name}".lstrip("."))


def _check_placeholders(here: Place, text: Text, words: Mapping[str, Text]) -> None:
    own = next(
        (
            names
            for part, names in PLACEHOLDERS.items()
            if here.field == part
            or here.field.startswith(f"{part}.")
            or here.field.endswith(f".{part}")
        ),
        frozenset(),
    )
    allowed = own | EVERYWHERE | words.keys()
    for template in dict.fromkeys((text.me, text.someone_else)):
        try:
            names = {name for _, name, *_ in string.Formatter().parse(template) if name}
        except ValueError:
            here.fault(text.line, "a single brace", "words in braces, such as {you}")
            continue
        for name in sorted(names - allowed):
            here.fault(text.line, f"{{{name}}}", ", ".join(sorted(allowed)))
