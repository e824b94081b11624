"""Prove of each rule that it fails closed, for every answer that it can tell apart.

Whether a rule lists is an "and": of its own tests, each of one question, and of no door
and no hold being open. So its space factors into parts, each tried in full while
everything else is as in an example that is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .outcome import Outcome
from .questionnaire import NOT_SURE, Answers, Criterion, Path, Rule
from .replay import replay
from .spaces import every_answer, letters, stoppers, witness
from .tally import Tally

Space = Mapping[str, tuple[frozenset[str], ...]]
Key = tuple[frozenset[str], ...]
RESULTS = ("listed", "not_yet", "not_listed")


def prove_rule(path: Path, rule: Rule, tally: Tally) -> Answers | None:
    """Return an example that lists this rule ahead of all others."""
    example = listing(path, rule)
    if example is None:
        tally.expect(False, f"{rule.id}: no answers list it")
        return None
    seen: dict[str, Answers] = {}
    for space in _parts(path, rule, example):
        _prove_part(path, rule, example, space, seen, tally)
    for result in RESULTS:
        failure = f"{rule.id}: no answers make it the one that is {result}"
        tally.expect(result in seen, failure)
    return seen.get("listed")


def listing(path: Path, rule: Rule) -> Answers | None:
    """Return complete answers that list this rule, where there are any."""
    wanted = (*rule.fits_when, *rule.ready_when)
    return witness(path, wanted, (*rule.unless, *stoppers(path)))


def answers_around(path: Path, rule: Rule) -> Iterator[Answers]:
    """Yield every set of answers that the rule can tell apart, part by part."""
    example = listing(path, rule)
    if example is None:
        return
    for space in _parts(path, rule, example):
        rest = {name: answer for name, answer in example.items() if name not in space}
        for part in every_answer(space):
            yield {**rest, **part}


def _prove_part(
    path: Path,
    rule: Rule,
    example: Answers,
    space: Space,
    seen: dict[str, Answers],
    tally: Tally,
) -> None:
    alone = replace(path, procedures=(rule.offers,), rules=(rule,))
    rest = {name: answer for name, answer in example.items() if name not in space}
    lists: dict[Key, bool] = {}
    for part in every_answer(space):
        answers = {**rest, **part}
        result = _result(tally.judge(alone, answers), rule)
        lists[tuple(part.get(name, frozenset()) for name in space)] = result == "listed"
        if result not in seen and _wins(path, rule, answers, result, tally):
            seen[result] = answers
        if result == "listed":
            still_open = _left_open(path, rule, answers)
            failure = f"{rule.id}: listed with {', '.join(still_open)} unanswered"
            tally.expect(not still_open, failure)
    tally.expect(
        any(lists.values()), f"{rule.id}: never listed over {', '.join(space)}"
    )
    for question in _added_by_not_sure(space, lists):
        tally.expect(False, f"{rule.id}: not_sure about {question} adds it")


def _parts(path: Path, rule: Rule, example: Answers) -> Iterator[Space]:
    """Yield the kind of pain, what comes first, the holds, the doors, each unless."""
    own = (*rule.fits_when, *rule.ready_when, *rule.unless)
    holds = tuple(c for hold in path.holds for c in hold.when)
    # Doors of one test are proved for all rules together, in prove_doors.
    doors = tuple(c for door in path.doors if len(door.when) > 1 for c in door.when)
    unless = ((criterion,) for criterion in rule.unless)
    for part in (rule.fits_when, rule.ready_when, holds, doors, *unless):
        yield _space(path, part, own, example)


def _space(
    path: Path,
    looked_at: tuple[Criterion, ...],
    own: tuple[Criterion, ...],
    example: Answers,
) -> Space:
    """Return the letters of every question looked at, and of what it is asked after."""
    asked_when = [c for t in looked_at for c in path.questions[t.question].asked_when]
    varied = {c.question for c in (*looked_at, *asked_when)}
    every_asked_when = [c for q in path.questions.values() for c in q.asked_when]
    tests = (*looked_at, *own, *every_asked_when)
    return {
        name: letters(path.questions[name], tests, example[name])
        for name in path.questions
        if name in varied
    }


def _result(found: Outcome, rule: Rule) -> str:
    if any(item.rule == rule.id for item in found.listed):
        return "listed"
    if any(item.rule == rule.id for item in found.not_yet):
        return "not_yet"
    return "not_listed"


def _wins(path: Path, rule: Rule, answers: Answers, result: str, tally: Tally) -> bool:
    """Say whether the whole path says the same, so that no other rule hides this one."""
    found = tally.judge(path, answers)
    if result == "not_listed":
        return rule.offers in {item.procedure for item in found.not_listed}
    return _result(found, rule) == result


def _left_open(path: Path, rule: Rule, answers: Answers) -> list[str]:
    """Return what the rule or a hold looks at, was asked and has no answer."""
    held = (c for hold in path.holds for c in hold.when)
    looks_at = (*rule.fits_when, *rule.ready_when, *rule.unless, *held)
    named = {criterion.question for criterion in looks_at}
    return [q for q in replay(path, answers).open_questions if q in named]


def _added_by_not_sure(space: Space, lists: Mapping[Key, bool]) -> Iterator[str]:
    """Yield the questions where "not sure" lists what another answer does not."""
    for key in (key for key, listed in lists.items() if listed):
        for place, (question, answers) in enumerate(space.items()):
            if NOT_SURE in key[place]:
                before, after = key[:place], key[place + 1 :]
                if not all(lists[*before, other, *after] for other in answers if other):
                    yield question
