"""Where paths end, as a patient sees it: every door, and for someone else."""

from __future__ import annotations

import pytest

from portal.clinic.models import Clinic
from tests.portal.painpath.walking import (
    SCIATICA,
    STEPS,
    Seen,
    Visitor,
    address,
    carry,
    send,
    walk,
)

pytestmark = pytest.mark.django_db
ROUTINE = "May be worth asking a specialist about"


@pytest.fixture
def visitor():
    return Visitor()


def test_emergency_ends_at_once_and_says_which_answer(visitor, wording):
    answers = SCIATICA | {"emergency_signs": ["bladder_bowel", "cold_limb"]}
    assert walk(visitor, answers) == address("specialist")
    page = Seen(visitor.get(address("specialist")))
    for sign in ("bladder_bowel", "cold_limb"):
        label = wording.questions["emergency_signs"].choices[sign].label.me
        assert label in page.texts
        card = wording.cards[sign].text.me.format(emergency_number="911")
        assert card in page.text
    assert "Get emergency help now" in page.headings["h1"][0]
    assert "Emergency care" in page.texts
    links = [link for _, link in page.links]
    assert "tel:911" in links
    assert address("emergency") + "?return=check" in links
    assert not [link for link in links if link.startswith("/procedures/")]


def test_emergency_corrected_goes_on_where_it_stopped(visitor):
    walk(visitor, SCIATICA | {"emergency_signs": ["cold_limb"]})
    place = address("emergency") + "?return=check"
    assert Seen(visitor.get(place)).ticked == {"emergency_signs": ["cold_limb"]}
    sent = {"emergency_signs": ["none"], "return": "check"}
    response = visitor.post(place, sent)
    assert response.url == address("urgent") + "?return=check"


@pytest.mark.parametrize("place", ["result", "feel", "matters"])
def test_emergency_shows_no_other_page(visitor, place):
    carry(visitor, SCIATICA, emergency_signs=["chest_pain"])
    assert visitor.get(address(place)).url == address("specialist")
    assert send(visitor, "feel", pain_feel=["sharp"]).url == address("specialist")


def test_every_emergency_sign_leads_to_its_card(visitor, path, wording):
    signs = set(path.questions["emergency_signs"].choices) - {"none"}
    for sign in signs:
        carry(visitor, {"for_whom": "me"}, emergency_signs=[sign])
        page = Seen(visitor.get(address("specialist")))
        for text in (wording.cards[sign].heading, wording.cards[sign].text):
            assert text.me.format(emergency_number="911") in page.text, sign


def test_every_urgent_sign_leads_to_care_today(visitor, path, wording):
    signs = set(path.questions["urgent_signs"].choices) - {"none"}
    for sign in signs:
        carry(visitor, SCIATICA, urgent_signs=[sign])
        page = Seen(visitor.get(address("specialist")))
        assert wording.cards[sign].heading.me in page.headings["h1"][0]
        assert "A clinician today" in page.texts
        label = wording.questions["urgent_signs"].choices[sign].label.me
        assert label in page.texts
        assert ROUTINE not in page.texts


def test_self_harm_is_met_with_warmth_and_the_crisis_line(visitor):
    walk(visitor, SCIATICA | {"emergency_signs": ["self_harm"]})
    page = Seen(visitor.get(address("specialist")))
    assert page.headings["h1"] == ["You matter, and help is here now"]
    assert "Thank you for telling us." in page.text
    links = [link for _, link in page.links]
    assert links.index("tel:988") < links.index("tel:911")


def test_self_harm_beside_another_sign_shows_both(visitor):
    carry(visitor, {"for_whom": "me"}, emergency_signs=["chest_pain", "self_harm"])
    page = Seen(visitor.get(address("specialist")))
    assert page.headings["h1"] == ["You matter, and help is here now"]
    assert "Chest pain, trouble breathing or fainting can come" in page.text


def test_self_harm_where_the_clinic_has_other_numbers(visitor):
    Clinic.objects.create(pk=1, emergency_number="112", crisis_line="0800 111")
    carry(visitor, {"for_whom": "someone_else"}, emergency_signs=["self_harm"])
    page = Seen(visitor.get(address("specialist")))
    assert page.headings["h1"] == ["They matter, and help is here now"]
    assert {"tel:112", "tel:0800111"} <= {link for _, link in page.links}
    assert "911" not in page.text


@pytest.mark.parametrize(
    ("changed", "door", "whom"),
    [
        ({"age_group": "under_18"}, "under-18", "paediatrics"),
        ({"pain_pattern": ["calf_pain_eases_standing"]}, "circulation", "vascular"),
        ({"pain_pattern": ["morning_stiffness"]}, "inflammatory", "rheumatology"),
        (
            {"pain_pattern": ["none"], "known_causes": ["inflammatory_arthritis"]},
            "inflammatory-arthritis",
            "rheumatology",
        ),
        (
            {"pain_area": ["widespread"], "pain_pattern": ["none"]},
            "widespread-pain",
            "primary_care",
        ),
        (
            {"known_causes": ["fibromyalgia"], "pain_pattern": ["not_sure"]},
            "fibromyalgia",
            "primary_care",
        ),
    ],
)
def test_look_alike_leaves_by_its_own_door(visitor, wording, changed, door, whom):
    assert walk(visitor, SCIATICA | changed) == address("result")
    page = Seen(visitor.get(address("result")))
    assert wording.doors[door].title.me in page.text
    assert wording.doors[door].text.me in page.text
    assert page.under(ROUTINE, "procedures") == []
    specialist = Seen(visitor.get(address("specialist")))
    assert wording.specialists[whom].title.me in specialist.texts


@pytest.mark.parametrize("step", STEPS[1:])
def test_someone_else_is_asked_about_in_every_word(visitor, step):
    carry(visitor, SCIATICA, for_whom="someone_else")
    html = visitor.get(address(step)).content.decode()
    page = Seen(visitor.get(address(step)))
    question = page.text.partition("Why we ask")[0]
    for word in ("you have", "are you", "of your", "apply to you", "most to you"):
        assert word not in question
    assert "{" not in html


def test_someone_else_is_told_about_in_every_word(visitor):
    carry(visitor, SCIATICA, for_whom="someone_else", health=["diabetes"])
    result = Seen(visitor.get(address("result")))
    specialist = Seen(visitor.get(address("specialist")))
    assert result.under(ROUTINE, "procedures") == ["epidural-steroid-injection"]
    assert "It cannot examine them or look at a scan" in result.text
    assert "can examine you" not in specialist.text
    assert "talk through all options with them" in specialist.text


def test_whom_the_answers_are_for_can_change_without_losing_any(visitor):
    carry(visitor, SCIATICA)
    sent = {"for_whom": "someone_else", "return": "check"}
    assert send(visitor, "start", **sent).url == address("check")
    page = Seen(visitor.get(address("check")))
    assert "Someone I am helping" in page.texts
    assert "Do they have any of these now?" in page.texts


def test_not_yet_says_what_would_change_it(visitor):
    carry(visitor, SCIATICA, duration="under_4_weeks")
    page = Seen(visitor.get(address("result")))
    slug = ["epidural-steroid-injection"]
    assert page.under("Not yet, and what would change this", "procedures") == slug
    assert "Pain that has lasted 4 weeks or longer" in page.text
    assert "No procedure is listed for these answers." in page.text


def test_sheet_repeats_the_answers_and_carries_no_identity(visitor):
    carry(visitor, SCIATICA)
    page = Seen(visitor.get(address("specialist")))
    for text in (
        "Epidural steroid injection",
        "Lower back",
        "Herniated or slipped disc",
    ):
        assert text in page.texts
    assert "It has no name on it." in page.text
