from __future__ import annotations

import pytest

from portal.painpath.answers import read_answers
from portal.painpath.engine import outcome
from portal.painpath.report import heard, report
from portal.painpath.speaker import Speaker
from tests.portal.painpath.walking import SCIATICA

FACET = SCIATICA | {
    "pain_area": ["low_back"],
    "duration": "3_to_6_months",
    "pain_pattern": ["leaning_back_worse"],
    "known_causes": ["none"],
    "care_length": "over_3_months",
}


@pytest.fixture
def told(path, wording):
    """The report to these answers."""

    def make(answers=SCIATICA, **changed):
        given = {k: v for k, v in {**answers, **changed}.items() if v is not None}
        speaker = Speaker(
            path=path,
            wording=wording,
            emergency_number="112",
            someone_else=given["for_whom"] == "someone_else",
        )
        return report(speaker, read_answers(path, given).answers)

    return make


def slugs(entries):
    return tuple(entry.slug for entry in entries)


def test_report_lists_what_the_outcome_lists(path, wording, cases):
    speaker = Speaker(path=path, wording=wording, emergency_number="112")
    for case in cases:
        found, said = outcome(path, case.answers), report(speaker, case.answers)
        assert said.outcome == found
        for name in ("listed", "not_yet", "not_listed"):
            wanted = tuple(item.procedure for item in getattr(found, name))
            assert slugs(getattr(said, name)) == wanted, (case.name, name)
        assert said.specialist is wording.specialists[found.specialist]


def test_report_gives_a_reason_for_every_procedure(path, wording, cases):
    speaker = Speaker(path=path, wording=wording, emergency_number="112")
    for case in cases:
        said = report(speaker, case.answers)
        for entry in (*said.listed, *said.not_yet, *said.not_listed):
            assert entry.reasons, (case.name, entry.slug)
            assert all(entry.reasons), (case.name, entry.slug)
            assert len(set(entry.reasons)) == len(entry.reasons), (
                case.name,
                entry.slug,
            )


def test_report_says_why_in_the_persons_own_answers(told):
    (entry,) = told().listed
    assert entry.slug == "epidural-steroid-injection"
    assert entry.reasons[0] == "it spreads down the leg to below the knee"
    assert "the pain has lasted 6 to 12 weeks" in entry.reasons
    assert "exercise or physical therapy was tried" in entry.reasons


def test_report_says_what_the_specialist_must_know(told):
    (entry,) = told().listed
    wanted = ("Say which blood thinner it is", "Tell them about diabetes")
    assert len(entry.tell) == len(told().tell) == 2
    for tell in (entry.tell, told().tell):
        assert all(text.startswith(w) for text, w in zip(tell, wanted, strict=True))
    assert told(health=["none"]).tell == ()


def test_report_says_what_would_change_not_yet(told):
    short = told(duration="under_4_weeks")
    (entry,) = short.not_yet
    assert entry.reasons == entry.changes
    assert entry.reasons[0].startswith("Pain that has lasted 4 weeks or longer")
    (entry,) = told(duration="under_4_weeks", care_length="under_4_weeks").not_yet
    assert len(entry.reasons) == 2
    assert entry.changes == ()  # neither alone is enough


def test_report_offers_the_care_not_tried_with_its_pages(told):
    care = dict(told().care_not_tried)
    assert "physical-therapy-and-exercise" not in care
    assert care["acupuncture"] == "Acupuncture"
    assert len(told(care_tried=["none"]).care_not_tried) == 8


def test_report_draws_questions_from_the_answers(told):
    questions = told().questions
    assert "Is my pain from a nerve root, and does the scan match it?" in questions
    assert any("sleep better" in question for question in questions)
    without = told(matters_most=None).questions
    assert set(without) < set(questions)


@pytest.mark.parametrize(
    ("changed", "level", "door", "triggered"),
    [
        ({"emergency_signs": ["cold_limb"]}, "emergency", "emergency", ["A leg, foot"]),
        (
            {"emergency_signs": ["self_harm", "chest_pain"]},
            "emergency",
            "emergency",
            ["Pain or pressure", "Thoughts of ending your"],
        ),
        ({"urgent_signs": ["fever"]}, "urgent", "same-day", ["Fever, chills"]),
    ],
)
def test_report_of_a_sign_repeats_it_and_names_no_procedure(
    told, wording, changed, level, door, triggered
):
    said = told(**changed)
    assert said.is_urgent
    assert said.card_level == level
    assert said.door is wording.doors[door]
    assert len(said.triggered) == len(triggered)
    for text, begin in zip(said.triggered, triggered, strict=True):
        assert text.startswith(begin)
    assert said.triggering_step == next(iter(changed)).removesuffix("_signs")
    named = said.listed + said.not_yet + said.not_listed + said.care_not_tried
    assert named + said.questions + said.tell + said.sheet == ()


def test_report_has_a_card_for_each_sign_and_the_crisis_one_apart(told, wording):
    said = told(emergency_signs=["cold_limb", "self_harm", "chest_pain"])
    assert said.crisis is wording.cards["self_harm"]
    assert said.cards == (wording.cards["chest_pain"], wording.cards["cold_limb"])
    assert told(emergency_signs=["self_harm"]).cards == ()
    assert told(emergency_signs=["cold_limb"]).crisis is None
    urgent = told(urgent_signs=["weight_loss", "night_pain"])
    assert urgent.cards == (wording.cards["weight_loss"], wording.cards["night_pain"])


def test_report_of_a_look_alike_leads_through_its_door(told, wording):
    said = told(pain_pattern=["calf_pain_eases_standing"])
    assert not said.is_urgent
    assert said.cards == ()
    assert said.door is wording.doors["circulation"]
    assert said.specialist is wording.specialists["vascular"]
    assert len(said.not_listed) == 10
    assert said.listed + said.not_yet == ()


def test_report_sheet_names_what_is_listed_and_not_yet(told, wording):
    titles = wording.result
    assert [(title, slugs(entries)) for title, entries in told(FACET).sheet] == [
        (titles.listed, ("facet-joint-injection",)),
        (titles.not_yet, ("radiofrequency-ablation",)),
    ]
    assert [title for title, _ in told().sheet] == [titles.listed]
    assert told(worst_pain="back_or_neck").sheet == ()


def test_report_speaks_of_someone_else(told):
    mine, theirs = told(), told(for_whom="someone_else")
    assert mine.outcome == theirs.outcome
    assert any(item.legend == "Do you have any of these now?" for item in mine.heard)
    assert any(item.legend == "Do they have any of these now?" for item in theirs.heard)
    assert "May the person who helps me" in " ".join(theirs.questions)


def test_heard_repeats_every_question_asked_in_order(told, path):
    said = told().heard
    assert [item.question for item in said] == [
        name for name in path.questions if name in SCIATICA
    ]
    areas = next(item for item in said if item.question == "pain_area")
    assert (areas.step, areas.legend) == ("where", "Where is the pain?")
    assert areas.choices == ("low_back", "leg")
    assert areas.answered == ("Lower back", "Thigh or lower leg")
    score = next(item for item in said if item.question == "severity")
    assert score.answered == ("7",)


def test_heard_of_what_was_left_blank_is_there_without_an_answer(told):
    last = told(matters_most=None).heard[-1]
    assert (last.question, last.choices, last.answered) == ("matters_most", (), ())


def test_report_before_the_first_answer(path, wording):
    speaker = Speaker(path=path, wording=wording, emergency_number="112")
    assert [item.answered for item in heard(speaker, {})][0] == ()
    assert report(speaker, {}).triggered == ()
    assert report(speaker, {}).listed == ()
