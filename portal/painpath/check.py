"""Check that a path is whole: every name exists, once, and where it may stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from .build import Place
from .questionnaire import (
    EXCLUSIVE,
    NOT_SURE,
    Ask,
    Criterion,
    Door,
    Hold,
    Kind,
    Path,
    Question,
    Rule,
    Step,
    Urgency,
)


def check_path(
    path: Path, place: Place, *, procedures: Container[str], sources: Container[str]
) -> None:
    _check_ids(path, place)
    _check_questions(path, place)
    _check_criteria(path, place)
    _check_rules(path, place, procedures)
    _check_doors(path, place)
    _check_special_questions(path, place)
    for sourced in (path.ways_out, path.rules):
        for item in sourced:
            here = place.at(item.id).at("sources")
            if not item.sources:
                here.fault(item.line, "none", "at least one source")
            for source in item.sources:
                if source not in sources:
                    here.fault(item.line, repr(source), "an id in sources.yaml")


def deciding(path: Path) -> Iterator[tuple[str, Criterion]]:
    """Return every criterion of the outcome, with where it stands."""
    for door in path.doors:
        yield from ((f"{door.id}.when", c) for c in door.when)
    for hold in path.holds:
        yield from ((f"{hold.id}.when", c) for c in hold.when)
    for rule in path.rules:
        yield from ((f"{rule.id}.fits_when", c) for c in rule.fits_when)
        yield from ((f"{rule.id}.ready_when", c) for c in rule.ready_when)
        yield from ((f"{rule.id}.unless", c) for c in rule.unless)
    for referral in (*path.consult.first, *path.consult.nothing_listed):
        yield from (("consult", c) for c in referral.when)


def _check_ids(path: Path, place: Place) -> None:
    Named = Iterable[Step | Question | Door | Hold | Rule | Ask]
    kinds: dict[str, Named] = {
        "steps": path.steps,
        "questions": [q for step in path.steps for q in step.questions],
        "doors": path.doors,
        "holds": path.holds,
        "rules": path.rules,
        "questions_to_ask": path.questions_to_ask,
    }
    for kind, items in kinds.items():
        seen: set[str] = set()
        for item in items:
            if item.id in seen:
                place.at(kind).fault(item.line, f"{item.id!r} twice", "each id once")
            seen.add(item.id)


def _check_questions(path: Path, place: Place) -> None:
    for question in path.questions.values():
        here = place.at(question.id)
        is_scale = question.kind is Kind.SCALE
        if is_scale and question.choices:
            here.at("choices").fault(question.line, "choices", "none for 0 to 10")
        if not is_scale and len(question.choices) < 2:
            here.at("choices").fault(question.line, "fewer than two", "two or more")
        if question.at_most is not None and (
            question.kind is not Kind.MANY or question.at_most < 1
        ):
            here.at("at_most").fault(
                question.line, repr(question.at_most), "1 or more, for kind many"
            )
        for choice in sorted(question.for_summary - set(question.allowed)):
            _unknown(here.at("for_summary"), question.line, choice, question.allowed)


def _check_criteria(path: Path, place: Place) -> None:
    asked, order = path.questions, list(path.questions)
    for where, criterion in (*deciding(path), *_choosing(path)):
        here = place.at(where)
        question = asked.get(criterion.question)
        if question is None:
            _unknown(here, criterion.line, criterion.question, order)
            continue
        _check_choices(here, criterion, question)
    for where, criterion in deciding(path):
        if criterion.question in asked:
            _check_decides(place.at(where), criterion, asked[criterion.question])
    for asker in path.questions.values():
        for criterion in asker.asked_when:
            if criterion.question not in order[: order.index(asker.id)]:
                here = place.at(f"{asker.id}.asked_when")
                found = repr(criterion.question)
                here.fault(criterion.line, found, "a question asked earlier")


def _choosing(path: Path) -> Iterator[tuple[str, Criterion]]:
    """Return every criterion of what is asked, of the person or of the specialist."""
    for question in path.questions.values():
        yield from ((f"{question.id}.asked_when", c) for c in question.asked_when)
    for ask in path.questions_to_ask:
        yield from ((f"{ask.id}.when", c) for c in ask.when)


def _check_decides(here: Place, criterion: Criterion, question: Question) -> None:
    for choice in sorted(criterion.choices & question.undeciding):
        found = f"{choice!r}, which is for the summary"
        here.fault(criterion.line, found, "a choice that may decide")
    if set(question.allowed) <= criterion.choices:
        here.fault(criterion.line, "every choice", "a test that some answers fail")
    decides = here.field.rpartition(".")[2]
    if decides in ("fits_when", "ready_when", "unless") and (
        NOT_SURE in criterion.choices
    ):
        allowed = "sure answers: it never lists, and always keeps out"
        here.fault(criterion.line, repr(NOT_SURE), allowed)


def _check_choices(here: Place, criterion: Criterion, question: Question) -> None:
    for choice in sorted(criterion.any_of - set(question.allowed)):
        _unknown(here, criterion.line, choice, question.allowed)
    if question.kind is Kind.SCALE:
        if criterion.any_of or criterion.at_least not in range(1, 11):
            here.fault(criterion.line, _picture(criterion), "at_least: 1 to 10")
    elif criterion.at_least is not None or not criterion.any_of:
        here.fault(criterion.line, _picture(criterion), "any_of: a list of choices")


def _check_rules(path: Path, place: Place, procedures: Container[str]) -> None:
    for procedure in path.procedures:
        if procedure not in procedures:
            allowed = "the slug of a procedure's page"
            place.at("procedures").fault(1, repr(procedure), allowed)
    offered = Counter(rule.offers for rule in path.rules)
    for procedure in path.procedures:
        if not offered[procedure]:
            place.at("rules").fault(1, f"no rule for {procedure!r}", "at least one")
    for rule in path.rules:
        here = place.at(rule.id)
        if rule.offers not in path.procedures:
            _unknown(here.at("offers"), rule.line, rule.offers, path.procedures)
        for name in ("fits_when", "ready_when"):
            if not getattr(rule, name):
                here.at(name).fault(rule.line, "nothing", "at least one criterion")


def _check_doors(path: Path, place: Place) -> None:
    urgencies = list(Urgency)
    last = 0
    for way_out in path.ways_out:
        if not way_out.when:
            here = place.at(way_out.id).at("when")
            here.fault(way_out.line, "nothing", "at least one criterion")
    for door in path.doors:
        rank = urgencies.index(door.urgency)
        if rank < last:
            here = place.at(door.id).at("urgency")
            here.fault(door.line, "a more urgent door", "the most urgent door first")
        last = max(last, rank)
    for referral in (*path.consult.first, *path.consult.nothing_listed):
        if not referral.when:
            here = place.at("consult")
            here.fault(referral.line, "no criterion", "at least one: see otherwise")


def _check_special_questions(path: Path, place: Place) -> None:
    questions = path.questions
    if path.tell_specialist not in questions:
        here = place.at("tell_specialist")
        _unknown(here, 1, path.tell_specialist, list(questions))
    here, asked = place.at("care"), questions.get(path.care.question)
    if asked is None:
        _unknown(here, path.care.line, path.care.question, list(questions))
        return
    if path.care.pages.keys() != set(path.care.conventional):
        found, wanted = ", ".join(path.care.pages), ", ".join(path.care.conventional)
        here.at("pages").fault(
            path.care.line, found or "none", f"one each for {wanted}"
        )
    for choice in path.care.conventional:
        if choice not in set(asked.choices) - EXCLUSIVE:
            _unknown(here, path.care.line, choice, asked.choices)


def _unknown(here: Place, line: int, name: str, allowed: Sequence[str]) -> None:
    here.fault(line, repr(name), ", ".join(allowed))


def _picture(criterion: Criterion) -> str:
    found = []
    if criterion.any_of:
        found.append(f"any_of: {', '.join(sorted(criterion.any_of))}")
    if criterion.at_least is not None:
        found.append(f"at_least: {criterion.at_least}")
    return " and ".join(found) or "neither any_of nor at_least"
