from __future__ import annotations

import pytest

from portal.painpath.questionnaire import Criterion
from portal.painpath.spaces import every_answer, letters, stoppers, subsets, witness
from tests.portal.painpath.paths import answers


def choose(question, *choices):
    return Criterion(question=question, any_of=frozenset(choices))


def test_letters_has_one_answer_for_each_way_of_meeting_the_criteria(small):
    site = small.questions["site"]
    found = letters(site, [choose("site", "knee"), choose("side", "left")])
    assert set(map(frozenset, found)) == {
        frozenset(),
        frozenset({"knee"}),
        frozenset({"hip"}),
        frozenset({"not_sure"}),
    }


def test_letters_combines_choices_of_one_question(small):
    site = small.questions["site"]
    found = letters(site, [choose("site", "knee"), choose("site", "all_over")])
    assert frozenset({"knee", "all_over"}) in found


def test_letters_lets_the_example_stand_for_its_kind(small):
    site = small.questions["site"]
    example = frozenset({"all_over"})
    found = letters(site, [choose("site", "knee")], example)
    assert example in found
    assert frozenset({"hip"}) not in found


def test_every_answer_leaves_the_unanswered_out():
    one = frozenset({"x"})
    assert list(every_answer({"a": [frozenset(), one], "b": [one]})) == [
        {"b": one},
        {"a": one, "b": one},
    ]


def test_subsets_yields_smaller_ones_first():
    assert [sorted(s) for s in subsets("ab")] == [["a"], ["b"], ["a", "b"]]


def test_stoppers_are_the_tests_that_alone_stop_everything(small):
    assert [c.question for c in stoppers(small)] == ["signs", "site", "helped"]


def test_witness_answers_everything_and_avoids_what_it_should(small):
    found = witness(small, [choose("side", "right")], stoppers(small))
    assert found == answers(
        signs="none",
        site="knee",
        side="right",
        score="0",
        helped="little",
        health="none",
        care="none",
        wishes="sleep",
    )


@pytest.mark.parametrize(
    ("wanted", "avoided"),
    [
        pytest.param([choose("site", "knee")], [choose("site", "knee")], id="both"),
        pytest.param(
            [choose("side", "left")], [choose("site", "knee")], id="never asked"
        ),
        pytest.param(
            [choose("helped", "much"), choose("helped", "little")], [], id="one choice"
        ),
        pytest.param(
            [choose("signs", "numb"), choose("signs", "none")], [], id="none and more"
        ),
    ],
)
def test_witness_finds_none_where_there_is_none(small, wanted, avoided):
    assert witness(small, wanted, avoided) is None


def test_witness_leaves_unknown_questions_to_the_other_checks(small):
    assert witness(small, [choose("place", "knee")]) is not None
