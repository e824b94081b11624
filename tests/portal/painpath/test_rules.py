"""Each shipped rule, tried choice by choice against what `stated` says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.painpath.engine import outcome
from portal.painpath.questionnaire import EXCLUSIVE, Kind
from tests.portal.painpath.paths import answers
from tests.portal.painpath.stated import (
    ANYBODY,
    EVERY_RULE,
    EVERYTHING_SPOILS,
    RULES,
)


def needs_of(rule):
    return {**EVERY_RULE, **RULES[rule].needs}


def patient_of(rule):
    """Return answers with the first choice of every group."""
    firsts = {
        question: [group.split()[0] for group in groups]
        for question, groups in needs_of(rule).items()
    }
    return answers(**{**ANYBODY, **firsts, **RULES[rule].patient})


def lists(path, rule, given):
    alone = path.rules_by_procedure[rule.offers]
    assert rule in alone
    only = replace(path, rules=(rule,), procedures=(rule.offers,))
    return bool(outcome(only, given).listed)


def rule_named(path, name):
    return next(rule for rule in path.rules if rule.id == name)


def test_every_rule_is_stated(path):
    assert list(RULES) == [rule.id for rule in path.rules]


@pytest.mark.parametrize("name", RULES)
def test_rule_lists_its_patient(path, name):
    assert lists(path, rule_named(path, name), patient_of(name))


@pytest.mark.parametrize("name", RULES)
def test_rule_needs_one_of_each_group_and_takes_nothing_else(path, name):
    rule, patient = rule_named(path, name), patient_of(name)
    both = {"pain_area": patient["pain_area"] | {"low_back", "leg"}}
    for question, groups in needs_of(name).items():
        base = {**patient, **both} if question == "worst_pain" else patient
        for group in groups:
            rest = {other.split()[0] for other in groups if other != group}
            for choice in path.questions[question].allowed:
                together = {choice} if choice in EXCLUSIVE else {choice, *rest}
                given = {**base, question: frozenset(together)}
                expected = choice in group.split()
                assert lists(path, rule, given) is expected, (question, choice)


@pytest.mark.parametrize("name", RULES)
def test_rule_is_spoiled_by_what_is_stated_and_by_nothing_else(path, name):
    rule, patient = rule_named(path, name), patient_of(name)
    stated = RULES[name].spoiled_by
    for question in (
        "pain_area",
        "pain_feel",
        "pain_pattern",
        "known_causes",
        "health",
    ):
        spoilers = EVERYTHING_SPOILS.get(question, "") + " " + stated.get(question, "")
        if question == "pain_pattern" and "trigger" in name:
            continue  # it needs none
        for choice in path.questions[question].choices:
            if choice in EXCLUSIVE or path.questions[question].kind is not Kind.MANY:
                continue
            added = (patient[question] - EXCLUSIVE) | {choice}
            given = {**patient, question: frozenset(added)}
            expected = choice not in spoilers.split()
            assert lists(path, rule, given) is expected, (question, choice)


@pytest.mark.parametrize("name", ["facet-leaning-back", "facet-arthritis"])
@pytest.mark.parametrize(
    ("result", "expected"),
    [("under_half", False), ("not_sure", False), ("half_to_80", True)],
)
def test_a_test_block_that_did_little_speaks_against_the_facet_joints(
    path, name, result, expected
):
    patient = patient_of(name)
    blocked = {
        **patient,
        "care_tried": patient["care_tried"] | {"test_block"},
        "test_block_result": frozenset({result}),
    }
    assert lists(path, rule_named(path, name), blocked) is expected


ONE_PLACE = ("facet", "si-", "rfa", "block-occipital", "block-migraine", "joint")


@pytest.mark.parametrize("name", [n for n in RULES if n.startswith(ONE_PLACE)])
def test_rule_for_one_place_is_spoiled_by_widespread_pain_with_a_pattern(path, name):
    patient = patient_of(name)
    given = {
        **patient,
        "pain_area": patient["pain_area"] | {"widespread"},
        "pain_pattern": patient["pain_pattern"] - EXCLUSIVE or {"leaning_back_worse"},
    }
    assert not lists(path, rule_named(path, name), given)
