"""The space of answers, cut down to what can make a difference.

Two answers to a question that meet the same criteria lead to the same outcome, so
one of each kind (a "letter") stands for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from .questionnaire import EXCLUSIVE, NONE, NOT_SURE, Answers, Criterion, Kind, Path
from .questionnaire import Question as Q

UNANSWERED: frozenset[str] = frozenset()


def letters(
    question: Q, criteria: Iterable[Criterion], example: frozenset[str] = UNANSWERED
) -> tuple[frozenset[str], ...]:
    """Return one answer for each way of meeting these criteria, unanswered among them.

    The example, where there is one, stands for its own kind.
    """
    tests = [c.choices for c in criteria if c.question == question.id]

    def kind_of(answer: frozenset[str]) -> tuple[bool, ...]:
        return (NOT_SURE in answer, *(not answer.isdisjoint(t) for t in tests))

    answers = (frozenset({choice}) for choice in question.allowed)
    found = {kind_of(example): example} if example else {}
    for answer in answers:
        found.setdefault(kind_of(answer), answer)
    if question.kind is Kind.MANY:
        free = [answer for answer in found.values() if not answer & EXCLUSIVE]
        for size in range(2, len(free) + 1):
            for several in combinations(free, size):
                together = frozenset().union(*several)
                found.setdefault(kind_of(together), together)
    return (UNANSWERED, *found.values())


def every_answer(space: Mapping[str, Iterable[frozenset[str]]]) -> Iterator[Answers]:
    """Yield each combination of letters, leaving the unanswered out."""
    for combination in product(*space.values()):
        pairs = zip(space, combination, strict=True)
        yield {question: answer for question, answer in pairs if answer}


def subsets(choices: Iterable[str]) -> Iterator[frozenset[str]]:
    """Yield every non-empty set of these choices, smaller ones first."""
    pool = list(choices)
    for size in range(1, len(pool) + 1):
        yield from map(frozenset, combinations(pool, size))


def stoppers(path: Path) -> tuple[Criterion, ...]:
    """Return the tests that alone keep everything from being listed."""
    return tuple(way.when[0] for way in path.ways_out if len(way.when) == 1)


def witness(
    path: Path, wanted: Iterable[Criterion], avoided: Iterable[Criterion] = ()
) -> Answers | None:
    """Return complete answers that meet all of `wanted` and none of `avoided`.

    Each criterion looks at one question, so each question can be answered alone,
    together with what it takes for it to be asked at all.
    """
    tests: dict[str, list[Criterion]] = defaultdict(list)
    todo = [c for c in wanted if c.question in path.questions]
    while todo:
        criterion = todo.pop()
        if criterion not in tests[criterion.question]:
            tests[criterion.question].append(criterion)
            todo += path.questions[criterion.question].asked_when
    spoilt: dict[str, set[str]] = defaultdict(set)
    for criterion in avoided:
        spoilt[criterion.question] |= criterion.choices
    answers = {
        name: _answer(question, tests[name], spoilt[name])
        for name, question in path.questions.items()
    }
    possible = {name: answer for name, answer in answers.items() if answer}
    return possible if len(possible) == len(answers) else None


def _answer(q: Q, tests: Iterable[Criterion], spoilt: set[str]) -> frozenset[str]:
    """Return an answer with one fitting choice for each test, or nothing."""
    left = [[c for c in q.allowed if c in test.choices - spoilt] for test in tests]
    if q.kind is Kind.MANY and left:
        free = [[c for c in choices if c not in EXCLUSIVE] for choices in left]
        if all(free):
            return frozenset(choices[0] for choices in free)
    calm = [c for c in q.allowed if c not in spoilt and c != NOT_SURE] or [*q.allowed]
    common = [c for c in calm if all(c in choices for choices in left)]
    if not left and NONE in common:
        return frozenset({NONE})
    return frozenset(common[:1])
