from __future__ import annotations

import pytest

from portal.painpath.answers import Mistake, plain, read_answer, read_answers
from tests.portal.painpath.paths import answers


@pytest.mark.parametrize(
    ("question", "value", "chosen"),
    [
        pytest.param("side", "left", {"left"}, id="one"),
        pytest.param("side", ["left"], {"left"}, id="one in a list"),
        pytest.param("site", ["hip", "knee"], {"hip", "knee"}, id="many"),
        pytest.param("site", "hip", {"hip"}, id="many without a list"),
        pytest.param("site", {"hip"}, {"hip"}, id="a set"),
        pytest.param("signs", ["none"], {"none"}, id="none alone"),
        pytest.param("score", 0, {"0"}, id="number"),
        pytest.param("score", "10", {"10"}, id="number from a form"),
        pytest.param("wishes", [], set(), id="optional"),
    ],
)
def test_read_answer_takes(small, question, value, chosen):
    assert read_answer(small.questions[question], value) == chosen


@pytest.mark.parametrize(
    ("question", "value", "kind", "message"),
    [
        pytest.param(
            "site",
            ["elbow"],
            Mistake.UNKNOWN_CHOICE,
            "site: found 'elbow', allowed knee, hip, all_over, not_sure",
            id="unknown choice",
        ),
        pytest.param(
            "score",
            11,
            Mistake.UNKNOWN_CHOICE,
            "score: found 11, allowed 0 to 10",
            id="too high",
        ),
        pytest.param(
            "score",
            True,
            Mistake.UNKNOWN_CHOICE,
            "score: found True, allowed 0 to 10",
            id="bare yes",
        ),
        pytest.param(
            "score",
            5.0,
            Mistake.UNKNOWN_CHOICE,
            "score: found 5.0, allowed 0 to 10",
            id="not whole",
        ),
        pytest.param(
            "side",
            None,
            Mistake.UNKNOWN_CHOICE,
            "side: found None, allowed left, right",
            id="nothing given",
        ),
        pytest.param(
            "side",
            [["left"]],
            Mistake.UNKNOWN_CHOICE,
            "side: found ['left'], allowed left, right",
            id="nested",
        ),
        pytest.param(
            "side",
            [],
            Mistake.NOTHING,
            "side: found no answer, allowed at least one choice",
            id="empty",
        ),
        pytest.param(
            "side",
            ["left", "right"],
            Mistake.MORE_THAN_ONE,
            "side: found left, right, allowed one choice",
            id="two of one",
        ),
        pytest.param(
            "score",
            ["1", "2"],
            Mistake.MORE_THAN_ONE,
            "score: found 1, 2, allowed one choice",
            id="two numbers",
        ),
        pytest.param(
            "signs",
            ["numb", "none"],
            Mistake.NOT_TOGETHER,
            "signs: found none, numb, allowed none only alone",
            id="none with another",
        ),
        pytest.param(
            "site",
            ["knee", "not_sure"],
            Mistake.NOT_TOGETHER,
            "site: found knee, not_sure, allowed not_sure only alone",
            id="not_sure with another",
        ),
        pytest.param(
            "wishes",
            ["sleep", "work"],
            Mistake.TOO_MANY,
            "wishes: found sleep, work, allowed at most 1",
            id="too many",
        ),
    ],
)
def test_read_answer_refuses(small, question, value, kind, message):
    problem = read_answer(small.questions[question], value)
    assert (problem.kind, str(problem)) == (kind, message)


def test_read_answers_keeps_what_is_possible_and_reports_the_rest(small):
    reading = read_answers(
        small,
        {"site": ["hip"], "side": "left", "score": 12, "mood": "good", "wishes": []},
    )
    assert reading.answers == answers(site="hip", side="left")
    assert [str(problem) for problem in reading.problems] == [
        "score: found 12, allowed 0 to 10",
        "mood: found an unknown question, allowed signs, site, side, score, helped, "
        "health, care, wishes",
    ]


def test_plain_gives_back_what_was_read(small):
    given = {"signs": ["none"], "site": ["knee", "hip"], "side": "left", "score": 7}
    read = read_answers(small, dict(reversed(given.items()))).answers
    assert plain(small, read) == given
    assert list(plain(small, read)) == list(given)
