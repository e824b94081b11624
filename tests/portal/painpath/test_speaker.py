from __future__ import annotations

import pytest

from portal.painpath.outcome import Finding
from portal.painpath.speaker import Speaker
from tests.portal.painpath.paths import answers, small_wording


@pytest.fixture
def speaker(small):
    return Speaker(small, small_wording(), emergency_number="112")


def test_say_follows_whom_the_answers_are_for(small):
    wording = small_wording()
    text = wording.cannot_tell[0]
    assert Speaker(small, wording, "112").say(text) == "It cannot examine you"
    helper = Speaker(small, wording, "112", someone_else=True)
    assert helper.say(text) == "It cannot examine they"
    assert helper.say(wording.cards["numb"].text) == "Call 112 for them"


def test_label_of_a_number_is_the_number(speaker):
    assert speaker.label("side", "left") == "Left"
    assert speaker.label("score", "7") == "7"


@pytest.mark.parametrize(
    ("finding", "phrases"),
    [
        pytest.param(
            Finding(question="site", answered=("knee", "hip")),
            ("it is the knee", "it is the hip"),
            id="choices",
        ),
        pytest.param(
            Finding(question="score", answered=("7",)), ("you rated it 7",), id="score"
        ),
        pytest.param(
            Finding(question="site", answered=()),
            ("there is no answer to Where?",),
            id="unanswered",
        ),
    ],
)
def test_said_completes_you_said_that(speaker, finding, phrases):
    assert speaker.said(finding) == phrases


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        pytest.param(
            Finding(question="score", answered=("4",), wanted=("5", "6")),
            "5 or more",
            id="first of a scale",
        ),
        pytest.param(
            Finding(question="care", answered=("none",), wanted=("exercise",)),
            "Try exercise",
            id="short name",
        ),
        pytest.param(
            Finding(question="care", answered=(), wanted=("exercise", "none")),
            "Try exercise or Nothing",
            id="several",
        ),
        pytest.param(
            Finding(question="helped", answered=("much",), hold="working"),
            "What you do works",
            id="hold",
        ),
        pytest.param(
            Finding(question="helped", answered=("not_sure",), hold="working"),
            "A clear answer where you said that you were not sure if care helped.",
            id="unsure",
        ),
        pytest.param(
            Finding(question="site", answered=("not_sure",)),
            "A clear answer where you said that you were not sure where.",
            id="door left open",
        ),
        pytest.param(
            Finding(question="site", answered=()),
            "there is no answer to Where?",
            id="unanswered",
        ),
    ],
)
def test_missing_says_what_not_yet_waits_for(speaker, finding, sentence):
    assert speaker.missing(finding) == sentence


def test_questions_to_ask_follow_from_the_answers(speaker):
    assert speaker.questions_to_ask({}) == ("What is it?",)
    assert speaker.questions_to_ask(answers(wishes="sleep")) == (
        "What is it?",
        "Will you sleep?",
    )
