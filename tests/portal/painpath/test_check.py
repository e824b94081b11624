from __future__ import annotations

import pytest

from portal.painpath.parse import parse_path
from tests.portal.painpath.paths import (
    SMALL,
    line_of,
    messages,
    replaced,
    small_path,
)

READY = "ready_when:\n      - {question: score, at_least: 5}\n      - {question: care, any_of: [exercise]}"
KNEE = "fits_when: [{question: site, any_of: [knee]}]"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "- id: all-over",
            "- id: emergency",
            "doors: found 'emergency' twice, allowed each id once",
            id="door twice",
        ),
        pytest.param(
            "{id: score, kind: scale}",
            "{id: score, kind: scale, choices: [a, b]}",
            "score.choices: found choices, allowed none for 0 to 10",
            id="scale with choices",
        ),
        pytest.param(
            "choices: [left, right]",
            "choices: [left]",
            "side.choices: found fewer than two, allowed two or more",
            id="one choice",
        ),
        pytest.param(
            "at_most: 1",
            "at_most: 0",
            "wishes.at_most: found 0, allowed 1 or more, for kind many",
            id="at most none",
        ),
        pytest.param(
            "{id: score, kind: scale}",
            "{id: score, kind: scale, at_most: 1}",
            "score.at_most: found 1, allowed 1 or more, for kind many",
            id="at most for a scale",
        ),
        pytest.param(
            "for_summary: [hip]",
            "for_summary: [hip, foot]",
            "site.for_summary: found 'foot', allowed knee, hip, all_over, not_sure",
            id="summary of an unknown choice",
        ),
        pytest.param(
            KNEE,
            "fits_when: [{question: place, any_of: [knee]}]",
            "knee.fits_when: found 'place', allowed signs, site, side, score, helped, "
            "health, care, wishes",
            id="unknown question",
        ),
        pytest.param(
            KNEE,
            "fits_when: [{question: site, any_of: [knee, elbow]}]",
            "knee.fits_when: found 'elbow', allowed knee, hip, all_over, not_sure",
            id="unknown choice",
        ),
        pytest.param(
            "any_of: [sleep]",
            "any_of: [nap]",
            "sleep.when: found 'nap', allowed sleep, work",
            id="unknown choice to ask about",
        ),
        pytest.param(
            "asked_when: [{question: site, any_of: [knee]}]",
            "asked_when: [{question: helped, any_of: [much]}]",
            "side.asked_when: found 'helped', allowed a question asked earlier",
            id="asked before what it depends on",
        ),
        pytest.param(
            KNEE,
            "fits_when: [{question: site, any_of: [knee, hip]}]",
            "knee.fits_when: found 'hip', which is for the summary, allowed a choice "
            "that may decide",
            id="summary choice decides",
        ),
        pytest.param(
            "{question: care, any_of: [exercise]}",
            "{question: care, any_of: [exercise, none]}",
            "knee.ready_when: found every choice, allowed a test that some answers fail",
            id="always true",
        ),
        pytest.param(
            KNEE,
            "fits_when: [{question: site, any_of: [knee, not_sure]}]",
            "knee.fits_when: found 'not_sure', allowed sure answers: it never lists, "
            "and always keeps out",
            id="not_sure lists",
        ),
        pytest.param(
            "at_least: 5",
            "at_least: 0",
            "knee.ready_when: found at_least: 0, allowed at_least: 1 to 10",
            id="at least nothing",
        ),
        pytest.param(
            "{question: score, at_least: 5}",
            "{question: score, any_of: ['5']}",
            "knee.ready_when: found any_of: 5, allowed at_least: 1 to 10",
            id="any_of for a scale",
        ),
        pytest.param(
            "{question: care, any_of: [exercise]}",
            "{question: care, any_of: [exercise], at_least: 3}",
            "knee.ready_when: found any_of: exercise and at_least: 3, allowed any_of: "
            "a list of choices",
            id="both",
        ),
        pytest.param(
            "{question: care, any_of: [exercise]}",
            "{question: care}",
            "knee.ready_when: found neither any_of nor at_least, allowed any_of: a "
            "list of choices",
            id="neither",
        ),
        pytest.param(
            "offers: knee-injection",
            "offers: hip-injection",
            "knee.offers: found 'hip-injection', allowed knee-injection",
            id="offers what the path does not name",
        ),
        pytest.param(
            READY,
            "ready_when: []",
            "knee.ready_when: found nothing, allowed at least one criterion",
            id="empty ready_when",
        ),
        pytest.param(
            KNEE,
            "fits_when: []",
            "knee.fits_when: found nothing, allowed at least one criterion",
            id="empty fits_when",
        ),
        pytest.param(
            "when: [{question: site, any_of: [all_over]}]",
            "when: []",
            "all-over.when: found nothing, allowed at least one criterion",
            id="door without a test",
        ),
        pytest.param(
            "urgency: routine",
            "urgency: emergency",
            None,
            id="two emergencies are fine",
        ),
        pytest.param(
            "urgency: emergency",
            "urgency: routine",
            None,
            id="no emergency is a matter of proof",
        ),
        pytest.param(
            "when: [{question: score, at_least: 10}]",
            "when: []",
            "consult: found no criterion, allowed at least one: see otherwise",
            id="referral without a test",
        ),
        pytest.param(
            "tell_specialist: health",
            "tell_specialist: illness",
            "tell_specialist: found 'illness', allowed signs, site, side, score, "
            "helped, health, care, wishes",
            id="tell what is not asked",
        ),
        pytest.param(
            "care: {question: care,",
            "care: {question: cure,",
            "care: found 'cure', allowed signs, site, side, score, helped, health, "
            "care, wishes",
            id="care that is not asked",
        ),
        pytest.param(
            "conventional: [exercise]",
            "conventional: [exercise, none]",
            "care: found 'none', allowed exercise, none",
            id="none as care",
        ),
        pytest.param(
            ", pages: {exercise: moving}",
            "",
            "care.pages: found none, allowed one each for exercise",
            id="care without a page",
        ),
    ],
)
def test_check_path_refuses(old, new, message):
    text = replaced(SMALL, old, new)
    if message is None:
        assert small_path(text)
    else:
        found = messages(small_path, text)
        assert message in [line.split(": ", 1)[1] for line in found], found


def test_check_path_wants_the_most_urgent_door_first():
    text = SMALL.replace("urgency: emergency", "urgency: same_day")
    text = replaced(text, "urgency: routine", "urgency: emergency")
    assert messages(small_path, text) == [
        f"path.yaml:{line_of('id: all-over')}: all-over.urgency: found a more urgent "
        "door, allowed the most urgent door first"
    ]


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        pytest.param("[]", "found none, allowed at least one source", id="none"),
        pytest.param(
            "[hearsay]", "found 'hearsay', allowed an id in sources.yaml", id="unknown"
        ),
    ],
)
def test_check_path_wants_sources_that_exist(sources, message):
    rule = SMALL[SMALL.index("rules:") : SMALL.index("consult:")]
    broken = rule.replace("[guideline]", sources)
    assert messages(small_path, replaced(SMALL, rule, broken)) == [
        f"path.yaml:{line_of('id: knee')}: knee.sources: {message}"
    ]


def test_check_path_wants_a_page_and_a_rule_for_each_procedure():
    text = replaced(SMALL, "[knee-injection]", "[knee-injection, hip-injection]")
    assert messages(
        parse_path,
        text,
        file="path.yaml",
        procedures={"hip-injection"},
        sources={"red-flags", "guideline"},
    ) == [
        "path.yaml:1: procedures: found 'knee-injection', allowed the slug of a "
        "procedure's page",
        "path.yaml:1: rules: found no rule for 'hip-injection', allowed at least one",
    ]
