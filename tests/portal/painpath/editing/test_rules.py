from __future__ import annotations

from dataclasses import replace

import pytest

from portal.painpath.editing.blocks import cut
from portal.painpath.editing.rules import (
    move_rule,
    note_of,
    remove_rule,
    render,
    save_rule,
)
from portal.painpath.previews import read_loosely
from portal.painpath.questionnaire import Criterion, Specialist
from tests.portal.painpath.paths import CONTENT, SMALL, replaced

SHIPPED = (CONTENT / "pain-path" / "path.yaml").read_text()


def read(text):
    path, faults = read_loosely(text)
    assert faults == []
    return path


def test_render_writes_rules_as_they_stand_in_the_file():
    path = read(SHIPPED)
    blocks = cut(SHIPPED, ["rules"])
    same = [
        render(rule, path) == block.body
        for rule, block in zip(path.rules, blocks.items, strict=True)
    ]
    assert same.count(False) <= 1  # one lists its answers in an order of its own


def test_save_rule_unchanged_is_the_same_text():
    path = read(SHIPPED)
    for rule in path.rules:
        note = note_of(SHIPPED, path, rule.id)
        assert save_rule(SHIPPED, path, rule, note) == SHIPPED


def test_save_rule_changes_only_its_own_lines():
    path = read(SHIPPED)
    rule = next(rule for rule in path.rules if rule.id == "scs-crps")
    sooner = replace(rule, specialist=Specialist.NEUROLOGY)
    text = save_rule(SHIPPED, path, sooner, note_of(SHIPPED, path, rule.id))
    before, after = SHIPPED.splitlines(), text.splitlines()
    apart = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert apart == [("    specialist: pain_specialist", "    specialist: neurology")]
    assert {r.id: r for r in read(text).rules}["scs-crps"] == sooner


def test_save_rule_keeps_comments_within_it_in_the_note():
    text = replaced(
        SMALL, "    specialist: pain_s", "    # Why.\n    specialist: pain_s"
    )
    path = read(text)
    rule = replace(path.rules[0], unless=(criterion("site", "hip"),))
    new = save_rule(text, path, rule, "A note.")
    assert note_of(new, read(new), "knee") == "A note. Why."
    assert read(new).rules == (rule,)


def test_save_rule_writes_only_the_tests_that_changed():
    path = read(SHIPPED)
    rule = next(rule for rule in path.rules if rule.id == "scs-crps")
    tests = list(rule.ready_when)
    tests[0] = criterion("duration", "3_to_6_months", "over_6_months")
    new = replace(rule, ready_when=tuple(tests), sources=("nice-ta159",))
    text = save_rule(SHIPPED, path, new, note_of(SHIPPED, path, rule.id))
    before, after = SHIPPED.splitlines(), text.splitlines()
    apart = [b for a, b in zip(before, after, strict=True) if a != b]
    assert apart == [
        "      - {question: duration, any_of: [3_to_6_months, over_6_months]}",
        "    sources: [nice-ta159]",
    ]
    assert {r.id: r for r in read(text).rules}["scs-crps"] == new


def test_save_rule_adds_a_new_one_after_its_procedures_last():
    path = read(SHIPPED)
    rule = replace(path.rules[0], id="esi-new", sources=("nice-ng59",))
    text = save_rule(SHIPPED, path, rule, "New.")
    ids = [rule.id for rule in read(text).rules]
    assert ids[ids.index("esi-new") - 1] == "esi-shingles"
    assert note_of(text, read(text), "esi-new") == "New."
    assert remove_rule(text, read(text), "esi-new") == SHIPPED


def test_save_rule_adds_the_first_of_a_procedure_at_the_end():
    path = read(SMALL)
    rule = replace(path.rules[0], id="hip", offers="hip-injection", fits_when=())
    new = read(save_rule(SMALL, path, rule, ""))
    assert [(rule.id, rule.fits_when) for rule in new.rules][1:] == [("hip", ())]


def test_remove_rule_takes_its_comment_too():
    path = read(SHIPPED)
    text = remove_rule(SHIPPED, path, "esi-shingles")
    assert "exempt from the 4 weeks, and only" not in text
    assert [r.id for r in read(text).rules] == [
        r.id for r in path.rules if r.id != "esi-shingles"
    ]


@pytest.mark.parametrize("up", [True, False])
def test_move_rule_among_those_of_its_procedure(up):
    path = read(SHIPPED)
    rule, neighbour = ("esi-arm", "esi-leg") if up else ("esi-leg", "esi-arm")
    text = move_rule(SHIPPED, path, rule, up=up)
    ids = [rule.id for rule in read(text).rules]
    assert ids[:2] == ["esi-arm", "esi-leg"]
    assert ids[2:] == [rule.id for rule in path.rules][2:]
    assert neighbour in ids
    assert move_rule(text, read(text), "esi-arm", up=True) == text  # it is first
    assert move_rule(text, read(text), "trigger-point", up=False) == text


def criterion(question, *choices):
    return Criterion(question=question, any_of=frozenset(choices))
