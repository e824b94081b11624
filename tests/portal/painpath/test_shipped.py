"""The path that is shipped: its contract, its cases, its proofs, its words."""

from __future__ import annotations

import re

import pytest

from portal.painpath.cases import differences
from portal.painpath.engine import outcome, single_changes
from portal.painpath.outcome import Outcome
from portal.painpath.prove_rules import listing
from portal.painpath.questionnaire import Kind
from portal.painpath.speaker import Speaker
from tests.portal.painpath.paths import CONTENT, PROCEDURES

CONTRACT = {
    "start": {"for_whom": "me someone_else"},
    "emergency": {
        "emergency_signs": "bladder_bowel saddle_numbness both_legs fast_weakness "
        "major_injury chest_pain sudden_severe_pain worst_headache stroke_signs "
        "meningitis_signs after_injection cold_limb self_harm none"
    },
    "urgent": {
        "urgent_signs": "fever cancer_history weight_loss night_pain fracture_risk "
        "clumsy_hands swollen_leg hot_joint new_headache_over_50 none"
    },
    "about": {"age_group": "under_18 18_to_49 50_to_64 65_or_over"},
    "where": {
        "pain_area": "head_face neck shoulder arm_hand upper_back low_back "
        "buttock_hip leg knee foot chest_belly widespread",
        "worst_pain": "back_or_neck arm_or_leg equal not_sure",
    },
    "duration": {
        "duration": "under_4_weeks 4_to_6_weeks 6_to_12_weeks 3_to_6_months "
        "over_6_months not_sure"
    },
    "feel": {
        "pain_feel": "aching burning sharp electric tingling_numbness stiffness "
        "touch_hurts skin_changes not_sure"
    },
    "pattern": {
        "pain_pattern": "spreads_below_knee spreads_below_elbow "
        "walking_worse_sitting_better calf_pain_eases_standing leaning_back_worse "
        "below_belt_one_side morning_stiffness none not_sure"
    },
    "told": {
        "known_causes": "herniated_disc spinal_stenosis facet_arthritis si_joint "
        "after_spine_surgery crps diabetic_nerve_damage other_nerve_damage shingles "
        "spine_fracture osteoarthritis inflammatory_arthritis fibromyalgia migraine "
        "none not_sure"
    },
    "impact": {"severity": "", "interference": ""},
    "tried": {
        "care_tried": "exercise_therapy medicines nerve_medicines talking_therapy "
        "hands_on acupuncture mind_body heat_cold injection test_block surgery none",
        "care_length": "under_4_weeks 4_to_6_weeks 6_to_12_weeks over_3_months "
        "not_sure",
        "care_result": "much_better some_better little_or_none worse not_sure",
        "test_block_result": "under_half half_to_80 over_80 not_sure",
    },
    "health": {
        "health": "blood_thinner bleeding_problem infection_now diabetes pregnant "
        "allergy implanted_device osteoporosis weak_immune none not_sure"
    },
    "matters": {
        "matters_most": "sleep move work fewer_medicines avoid_surgery avoid_needles "
        "quick_relief lasting_relief understand"
    },
}


def test_ids_are_those_of_the_contract(path):
    assert {
        step.id: {
            question.id: " ".join(question.choices) for question in step.questions
        }
        for step in path.steps
    } == CONTRACT
    assert path.procedures == PROCEDURES
    scales = {q.id for q in path.questions.values() if q.kind is Kind.SCALE}
    assert scales == {"severity", "interference"}
    assert path.questions["matters_most"].at_most == 3


def test_every_procedure_and_care_named_has_its_page(path):
    pages = CONTENT / "en"
    for slug in path.procedures:
        assert (pages / "procedures" / f"{slug}.md").exists(), slug
    for slug in path.care.pages.values():
        assert (pages / "conventional-care" / f"{slug}.md").exists(), slug


def test_cases_agree_with_the_path(path, cases):
    found = [str(d) for case in cases for d in differences(path, case)]
    assert found == []


def test_cases_try_every_rule_sign_and_door(path, cases):
    assert len(cases) >= 60
    outcomes = [outcome(path, case.answers) for case in cases]
    listed = {item.rule for found in outcomes for item in found.listed}
    assert listed == {rule.id for rule in path.rules}
    waiting = {item.procedure for found in outcomes for item in found.not_yet}
    assert waiting == set(path.procedures)
    triggers = {trigger for found in outcomes for trigger in found.triggers}
    signs = {
        choice
        for door in path.doors[:2]
        for criterion in door.when
        for choice in criterion.choices
    }
    assert signs <= triggers
    assert {found.door for found in outcomes} == {"", *(d.id for d in path.doors)}


@pytest.mark.parametrize("someone_else", [False, True])
def test_everything_an_outcome_says_has_words(path, wording, cases, someone_else):
    speaker = Speaker(path, wording, "911", someone_else=someone_else)
    for case in cases:
        found = outcome(path, case.answers)
        for sentence in _sentences(path, speaker, found, case.answers):
            assert sentence
            assert not re.search(r"[{}]", sentence)


def test_words_never_promise(wording_text):
    text = re.sub(r"#.*|certainty|did not|does not", "", wording_text.lower())
    banned = r"\b(safe|safely|qualify|qualifies|suitable|eligible|cures?|guaranteed?)\b"
    assert re.findall(banned, text) == []


@pytest.fixture
def wording_text():
    return (CONTENT / "en" / "pain-path.yaml").read_text()


def test_every_rule_lists_someone_and_leaves_someone_out(path):
    for rule in path.rules:
        someone = listing(path, rule)
        listed = outcome(path, someone).listed
        assert rule.offers in {item.procedure for item in listed}, rule.id
        first = rule.fits_when[0].question
        without = {**someone, first: frozenset()}
        listed = outcome(path, without).listed
        assert rule.id not in {item.rule for item in listed}, rule.id


def _sentences(path, speaker, found: Outcome, answers):
    for item in found.listed:
        for finding in item.because:
            yield from speaker.said(finding)
    for waiting in found.not_yet:
        for finding in waiting.missing:
            yield speaker.missing(finding)
        for finding in single_changes(path, answers, waiting):
            yield speaker.missing(finding)
    for left_out in found.not_listed:
        for finding in left_out.because_not:
            yield from speaker.said(finding)
    yield from speaker.questions_to_ask(answers)
