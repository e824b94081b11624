from __future__ import annotations

from dataclasses import replace

import pytest

from portal.painpath.cases import Case, Expected, parse_cases
from portal.painpath.editing.blocks import cut
from portal.painpath.editing.cases import (
    add_case,
    built_on,
    remove_case,
    render,
    save_case,
    written,
)
from portal.painpath.questionnaire import Specialist
from tests.portal.painpath.paths import CONTENT, small_path
from tests.portal.painpath.published import SMALL_CASES

SHIPPED = (CONTENT / "pain-path" / "cases.yaml").read_text()
KNEE, LITTLE, SIDELESS = (
    "A knee that hurts",
    "A knee that hurts a little",
    "A knee without a side",
)


def read(text, path=None):
    return parse_cases(text, path or small_path(), file="cases.yaml")


def by_name(text):
    return {case.name: case for case in read(text)}


def lines(text, old=SMALL_CASES):
    before = old.splitlines()
    return [line for line in text.splitlines() if line not in before]


def save(case, **changed):
    cases = read(SMALL_CASES)
    return save_case(
        SMALL_CASES, small_path(), cases, replace(case, **changed), old=case.name
    )


def test_save_case_unchanged_is_the_same_text(path):
    cases = read(SHIPPED, path)
    for case in cases[:40]:
        assert save_case(SHIPPED, path, cases, case, old=case.name) == SHIPPED


def test_written_knows_what_goes_on_from_what():
    assert [case.like for case in written(SMALL_CASES)] == ["", KNEE, KNEE]
    assert built_on(SMALL_CASES, KNEE) == [LITTLE, SIDELESS]
    assert built_on(SMALL_CASES, LITTLE) == []


def test_save_case_changes_only_the_answers_that_differ():
    case = by_name(SMALL_CASES)[LITTLE]
    answers = {**case.answers, "score": frozenset({"2"}), "helped": frozenset({"much"})}
    text = save(case, answers=answers)
    assert lines(text) == ["  answers: {score: 2, helped: much}"]
    assert by_name(text)[LITTLE].answers == answers


def test_save_case_takes_out_what_is_as_in_the_case_it_goes_on_from():
    cases = by_name(SMALL_CASES)
    text = save(cases[LITTLE], answers=cases[KNEE].answers)
    assert "score: 3" not in text
    assert by_name(text)[LITTLE].answers == cases[KNEE].answers
    text = save(cases[SIDELESS], answers=cases[KNEE].answers)
    assert "without:" not in text
    assert by_name(text)[SIDELESS].answers == cases[KNEE].answers


def test_save_case_notes_an_answer_that_is_no_longer_given():
    case = by_name(SMALL_CASES)[LITTLE]
    answers = {q: a for q, a in case.answers.items() if q not in ("helped", "score")}
    text = save(case, answers=answers)
    assert by_name(text)[LITTLE].answers == answers
    case = by_name(SMALL_CASES)[KNEE]
    answers = {q: a for q, a in case.answers.items() if q != "side"}
    assert save(case, answers=answers) == SMALL_CASES.replace("    side: left\n", "")


def test_save_case_changes_what_is_expected():
    case = by_name(SMALL_CASES)[LITTLE]
    expect = Expected(
        specialist=Specialist.PRIMARY_CARE, not_yet=case.expect.not_yet, missing=()
    )
    text = save(case, expect=expect)
    assert by_name(text)[LITTLE].expect == expect
    (line,) = lines(text)
    assert line == (
        "  expect: {not_yet: [knee-injection], specialist: primary_care, missing: []}"
    )


def test_save_case_with_another_name_is_followed_by_those_that_go_on_from_it():
    text = save(by_name(SMALL_CASES)[KNEE], name="Knee: it hurts")
    assert built_on(text, "Knee: it hurts") == [LITTLE, SIDELESS]
    assert list(by_name(text)) == ["Knee: it hurts", LITTLE, SIDELESS]


@pytest.mark.parametrize("like", ["", KNEE])
def test_add_case_at_the_end(like):
    answers = {**by_name(SMALL_CASES)[KNEE].answers, "score": frozenset({"10"})}
    case = Case(name="Strong: a knee", answers=answers, expect=Expected(triggers=()))
    text = add_case(
        SMALL_CASES.rstrip(), small_path(), read(SMALL_CASES), case, like=like
    )
    assert text.startswith(SMALL_CASES)
    assert read(text)[-1] == case
    assert ("like: A knee that hurts\n  answers: {score: 10}" in text[-90:]) is bool(
        like
    )


def test_render_breaks_what_is_long():
    case = by_name(SMALL_CASES)[KNEE]
    text = render(small_path(), case, like="", base={})
    assert "\n  answers:\n    signs: [none]\n" in text
    assert render(small_path(), case, like=KNEE, base=case.answers).count("\n") == 3


def test_remove_case_keeps_the_title_of_its_part():
    cases = read(SMALL_CASES)
    text = remove_case(SMALL_CASES, cases, LITTLE)
    assert "# Not yet.\n\n- name: A knee without a side" in text
    assert [case.name for case in read(text)] == [KNEE, SIDELESS]
    last = remove_case(SMALL_CASES, cases, SIDELESS)
    assert SMALL_CASES.startswith(last)
    assert len(cut(last).items) == 2
