from __future__ import annotations

import pytest

from portal.painpath.cases import differences, parse_cases
from tests.portal.painpath.paths import answers, messages

TWO = """\
- name: Knee
  answers: {signs: none, site: knee, side: left, score: 7, helped: little, health: none, care: exercise}
  expect: {listed: [knee-injection], rules: [knee], specialist: pain_specialist}
- name: Knee, mild
  like: Knee
  without: [side]
  answers: {score: 4}
  expect: {listed: [], not_yet: [knee-injection], missing: [score]}
"""


def read(text, path):
    return parse_cases(text, path, file="cases.yaml")


def test_parse_cases_takes_the_answers_of_an_earlier_case(small):
    knee, mild = read(TWO, small)
    assert knee.answers["score"] == {"7"}
    assert mild.answers == {
        name: value
        for name, value in {**knee.answers, **answers(score="4")}.items()
        if name != "side"
    }


def test_differences_are_none_when_clinicians_and_path_agree(small):
    assert [differences(small, case) for case in read(TWO, small)] == [(), ()]


def test_differences_say_what_was_expected_and_what_was_found(small):
    text = TWO.replace("listed: []", "listed: [knee-injection]")
    mild = read(text, small)[1]
    assert [str(difference) for difference in differences(small, mild)] == [
        "Knee, mild: listed: expected ('knee-injection',), found ()"
    ]


def test_differences_compare_everything_that_can_be_expected(small):
    case = read(
        """\
- name: All
  answers: {signs: numb}
  expect:
    urgency: routine
    specialist: neurology
    triggers: []
    listed: [a]
    not_yet: [b]
    rules: [c]
    missing: [d]
    tell_specialist: [e]
    care_not_tried: [f]
""",
        small,
    )[0]
    assert [difference.about for difference in differences(small, case)] == [
        "urgency",
        "specialist",
        "triggers",
        "listed",
        "not_yet",
        "rules",
        "missing",
        "tell_specialist",
        "care_not_tried",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "1: file: found nothing, allowed a list of cases", id="empty"),
        pytest.param(
            "a: 1\n", "1: file: found {'a': 1}, allowed a list of cases", id="no list"
        ),
        pytest.param(
            "- {name: A, answers: {site: elbow}, expect: {}}\n",
            "1: A.site: found 'elbow', allowed knee, hip, all_over, not_sure",
            id="impossible answer",
        ),
        pytest.param(
            "- {name: A, answers: [knee], expect: {}}\n",
            "1: A.answers: found ['knee'], allowed answers by question",
            id="answers are a list",
        ),
        pytest.param(
            "- {name: A, like: B, expect: {}}\n",
            "1: A.like: found 'B', allowed an earlier case",
            id="like no earlier case",
        ),
        pytest.param(
            "- {name: A, expect: {}}\n- {name: A, expect: {}}\n",
            "2: A: found the name twice, allowed each name once",
            id="name twice",
        ),
        pytest.param(
            "- {name: A, expect: {urgency: soon}}\n",
            "1: cases.expect.urgency: found 'soon', allowed emergency, same_day, "
            "routine",
            id="unknown urgency",
        ),
        pytest.param(
            "- knee\n",
            "1: cases.name: found nothing, allowed a value: the key is required",
            id="no mapping",
        ),
    ],
)
def test_parse_cases_refuses(small, text, message):
    assert f"cases.yaml:{message}" in messages(read, text, small)


def test_parse_cases_leaves_it_at_the_fault_of_broken_yaml(small):
    assert len(messages(read, "- [", small)) == 1
