from __future__ import annotations

import pytest
from django.http import QueryDict

from portal.painpath.answers import Mistake, Problem, read_answers
from portal.painpath.forms import ScreenForm, error_text
from portal.painpath.replay import replay
from portal.painpath.speaker import Speaker
from tests.portal.painpath.walking import SCIATICA


@pytest.fixture
def speaker(path, wording):
    return Speaker(path=path, wording=wording, emergency_number="911")


@pytest.fixture
def fill(path, speaker):
    """Fill in one screen on top of earlier answers; no `sent` is the empty form."""

    def make(step, sent=None, **before):
        answers = read_answers(path, before).answers
        screen = replay(path, answers).screen(step)
        data = None if sent is None else QueryDict(sent)
        return ScreenForm(speaker, screen, answers, data)

    return make


def given(form, name):
    return sorted(form.answers[name])


def test_form_shows_what_was_answered_before(fill):
    form = fill("where", **SCIATICA)
    assert form["pain_area"].initial == ["leg", "low_back"]
    assert form["worst_pain"].initial == "arm_or_leg"
    assert fill("about")["age_group"].initial is None


def test_form_asks_only_what_applies(fill):
    assert list(fill("where").fields) == ["pain_area"]
    assert list(fill("where", pain_area=["neck", "leg"]).fields) == [
        "pain_area",
        "worst_pain",
    ]


def test_form_keeps_answers_of_other_screens(fill, path):
    form = fill("feel", "pain_feel=burning", **SCIATICA)
    assert form.is_valid()
    wanted = read_answers(path, SCIATICA | {"pain_feel": ["burning"]}).answers
    assert form.answers == wanted


@pytest.mark.parametrize(
    ("step", "sent", "name", "chosen"),
    [
        ("about", "age_group=50_to_64", "age_group", ["50_to_64"]),
        (
            "feel",
            "pain_feel=burning&pain_feel=sharp",
            "pain_feel",
            ["burning", "sharp"],
        ),
        ("feel", "pain_feel=burning&pain_feel=burning", "pain_feel", ["burning"]),
        ("impact", "severity=0&interference=10", "severity", ["0"]),
        ("matters", "", "matters_most", []),
        (
            "matters",
            "matters_most=sleep&matters_most=work&matters_most=move",
            "matters_most",
            ["move", "sleep", "work"],
        ),
    ],
)
def test_form_takes(fill, step, sent, name, chosen):
    form = fill(step, sent)
    assert form.is_valid()
    assert given(form, name) == chosen


@pytest.mark.parametrize(
    ("step", "sent", "name", "said"),
    [
        ("about", "", "age_group", "Choose an age group"),
        ("about", "age_group=", "age_group", "Choose an age group"),
        ("feel", "", "pain_feel", "Choose at least one word"),
        ("impact", "interference=3", "severity", "from 0 to 10"),
        ("about", "age_group=7_to_9", "age_group", "Choose from the answers shown"),
        ("about", "age_group=18_to_49+", "age_group", "Choose from the answers shown"),
        ("feel", "pain_feel=", "pain_feel", "Choose from the answers shown"),
        ("feel", "pain_feel=sharp&pain_feel=%00", "pain_feel", "the answers shown"),
        ("impact", "severity=11&interference=3", "severity", "the answers shown"),
        ("impact", "severity=-1&interference=3", "severity", "the answers shown"),
        ("impact", "severity=03&interference=3", "severity", "the answers shown"),
        ("impact", "severity=٣&interference=3", "severity", "the answers shown"),
        (
            "emergency",
            "emergency_signs=none&emergency_signs=cold_limb",
            "emergency_signs",
            "“None of these” cannot go with other answers",
        ),
        (
            "pattern",
            "pain_pattern=not_sure&pain_pattern=morning_stiffness",
            "pain_pattern",
            "“I’m not sure” cannot go with other answers",
        ),
        (
            "health",
            "health=not_sure&health=none",
            "health",
            "“None of these” cannot go with other answers",
        ),
        (
            "matters",
            "matters_most=sleep&matters_most=work&matters_most=move"
            "&matters_most=understand",
            "matters_most",
            "Choose up to 3",
        ),
    ],
)
def test_form_refuses(fill, step, sent, name, said):
    form = fill(step, sent, **SCIATICA)
    assert not form.is_valid()
    assert list(form.errors) == [name]
    assert said in form.errors[name][0]


def test_form_keeps_the_earlier_answer_where_the_new_one_is_refused(fill):
    form = fill("impact", "severity=11&interference=3", **SCIATICA)
    assert not form.is_valid()
    assert (given(form, "severity"), given(form, "interference")) == (["7"], ["3"])


@pytest.mark.parametrize(
    "sent", ["", "care_length=garbage&care_result=worse&test_block_result=garbage"]
)
def test_form_forgives_what_a_new_answer_makes_pointless(fill, sent):
    tried = SCIATICA | {"care_tried": ["test_block"]}
    form = fill("tried", f"care_tried=none&{sent}", **tried)
    assert set(form.fields) == {
        "care_tried",
        "care_length",
        "care_result",
        "test_block_result",
    }
    assert form.is_valid()


def test_form_does_not_forgive_what_is_still_asked(fill):
    tried = SCIATICA | {"care_tried": ["test_block"]}
    form = fill("tried", "care_tried=medicines&care_result=worse", **tried)
    assert not form.is_valid()
    assert list(form.errors) == ["care_length"]


def test_form_names_controls_so_that_errors_can_link_to_them(fill):
    form = fill("impact", "")
    ids = [choice.id_for_label for choice in form["severity"]]
    assert ids[0] == f"{form['severity'].auto_id}_0" == "severity_0"
    assert len(ids) == 11


def test_form_speaks_of_someone_else(path, wording):
    other = Speaker(
        path=path, wording=wording, emergency_number="112", someone_else=True
    )
    screen = replay(path, {}).screen("emergency")
    labels = dict(ScreenForm(other, screen, {}).fields["emergency_signs"].choices)
    assert labels["self_harm"].startswith("Thoughts of ending their life")


def test_error_text_of_a_forged_pair_for_one_answer(path, speaker):
    question = path.questions["age_group"]
    problem = Problem("age_group", Mistake.MORE_THAN_ONE, "a, b", "one choice")
    assert error_text(problem, question, speaker) == "Choose from the answers shown."
