from __future__ import annotations

import pytest

from portal.pages.finding.emergency import SIGNS, signs_in
from portal.pages.finding.words import words_of
from portal.painpath.shipped import read_path
from tests.conftest import SHIPPED


def ids(query):
    return [sign.id for sign in signs_in(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("can't pee", "bladder_bowel"),
        ("CAN’T PEE since yesterday", "bladder_bowel"),
        ("i can not pee", "bladder_bowel"),
        ("i cannot pee", "bladder_bowel"),
        ("back pain and incontinence", "bladder_bowel"),
        ("lost control of my bowels", "bladder_bowel"),
        ("can't control my bladder", "bladder_bowel"),
        ("no controlo mi vejiga", "bladder_bowel"),
        ("want to die", "self_harm"),
        ("I don't want to live like this", "self_harm"),
        ("numb between my legs", "saddle_numbness"),
        ("numbness around my genitals", "saddle_numbness"),
        ("weakness in both legs", "both_legs"),
        ("can't move my legs", "fast_weakness"),
        ("can not walk", "fast_weakness"),
        ("pain in chest", "chest_pain"),
        ("chest pains", "chest_pain"),
        ("tightness in my chest", "chest_pain"),
        ("worst headache of my life", "worst_headache"),
        ("my foot turned blue", "cold_limb"),
        ("headache after epidural", "after_injection"),
        ("she won't wake up", "overdose"),
    ],
)
def test_signs_in_knows_how_people_type(query, expected):
    assert expected in ids(query)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "sciatica",
        "back pain",
        "how long does an epidural last",
        "die cast",
        "can't sleep for weeks",
        "can it be cured",
    ],
)
def test_signs_in_leaves_other_searches_alone(query):
    assert ids(query) == []


def test_signs_of_self_harm_come_first():
    assert ids("chest pain and i want to die")[0] == "self_harm"


def test_every_phrase_leads_to_its_sign():
    for sign in SIGNS:
        assert sign.phrases
        for phrase in sign.phrases:
            assert words_of(phrase)
            assert sign.id in ids(phrase), phrase


def test_every_emergency_sign_of_the_path_is_known_to_search():
    asked = next(
        question
        for step in read_path(SHIPPED).steps
        for question in step.questions
        if question.id == "emergency_signs"
    )
    choices = set(asked.choices) - {"none"}
    assert choices <= {sign.id for sign in SIGNS}
