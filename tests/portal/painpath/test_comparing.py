from __future__ import annotations

from dataclasses import replace

from portal.painpath.cases import parse_cases
from portal.painpath.comparing import CaseChange, Move, Shift, changed_cases, compare
from portal.painpath.engine import outcome
from portal.painpath.prove_rules import answers_around
from portal.painpath.questionnaire import Criterion, Specialist, Urgency
from tests.portal.painpath.paths import SMALL, replaced, small_path
from tests.portal.painpath.published import SMALL_CASES

KNEE = "knee-injection"


def small(old="", new=""):
    return small_path(replaced(SMALL, old, new) if old else SMALL)


def cases():
    return parse_cases(SMALL_CASES, small(), file="cases.yaml")


def test_changed_cases_of_the_same_path_are_none():
    assert changed_cases(small(), small(), cases()) == []


def test_changed_cases_tell_how():
    found = changed_cases(small(), small("at_least: 5", "at_least: 8"), cases())
    assert found == [
        CaseChange(
            name,
            (Move(KNEE, "listed", "not_yet"),),
            (Shift("specialist", "pain_specialist", "primary_care"),),
        )
        for name in ("A knee that hurts", "A knee without a side")
    ]


def test_changed_cases_of_a_new_urgent_door():
    new = small_path()
    door = replace(
        new.doors[0],
        id="left",
        when=(Criterion(question="side", any_of=frozenset({"left"})),),
    )
    new = replace(new, doors=(new.doors[0], door, *new.doors[1:]))
    found = changed_cases(small(), new, cases())
    assert found[0].moves == (Move(KNEE, "listed", ""),)
    assert found[0].shifts[0] == Shift("urgency", "routine", "emergency")


def test_compare_tries_nothing_where_nothing_decides_otherwise():
    other = replace(small(), questions_to_ask=())
    assert compare(small(), other).tried == 0


def test_compare_counts_each_move_with_an_example():
    old, new = small(), small("at_least: 5", "at_least: 8")
    found = compare(old, new)
    (moved,) = found.moved.values()
    assert moved.move == Move(KNEE, "listed", "not_yet")
    assert 0 < moved.count == found.changed < found.tried
    assert [item.procedure for item in outcome(old, moved.example).listed] == [KNEE]
    assert [item.procedure for item in outcome(new, moved.example).not_yet] == [KNEE]


def test_compare_tries_every_rule_where_a_door_is_another():
    new = small("urgency: routine", "urgency: same_day")
    assert new.doors[1].urgency is Urgency.SAME_DAY
    found = compare(small(), new)
    assert found.tried > 10
    assert Move(KNEE, "not_listed", "") in found.moved


def test_compare_with_a_procedure_that_is_new():
    old = small()
    rule = replace(old.rules[0], id="hip", offers="hip-injection")
    new = replace(old, procedures=(KNEE, "hip-injection"), rules=(*old.rules, rule))
    moves = set(compare(old, new).moved)
    assert {(move.procedure, move.before) for move in moves} == {("hip-injection", "")}
    assert {move.after for move in moves} == {"listed", "not_yet", "not_listed"}


def test_compare_of_the_shipped_path_is_quick_for_one_rule(path):
    rules = [
        replace(rule, specialist=Specialist.NEUROLOGY) if rule.id == "esi-leg" else rule
        for rule in path.rules
    ]
    found = compare(path, replace(path, rules=tuple(rules)))
    assert found.changed == 0
    assert 1000 < found.tried < 10_000


def test_answers_around_a_rule_that_cannot_list_are_none():
    good = small()
    never = Criterion(question="site", any_of=frozenset({"knee"}))
    assert list(answers_around(good, replace(good.rules[0], unless=(never,)))) == []
