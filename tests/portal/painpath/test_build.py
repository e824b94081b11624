from __future__ import annotations

import pytest

from portal.painpath.read_wording import parse_wording
from tests.portal.painpath.paths import (
    SMALL,
    line_of,
    messages,
    replaced,
    small_path,
)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "tell_specialist: health",
            "tell_specialist: health\ncolour: red",
            "file: found the unknown key 'colour', allowed procedures, "
            "steps, care, tell_specialist, doors, holds, rules, consult, "
            "questions_to_ask",
            id="unknown key",
        ),
        pytest.param(
            "tell_specialist: health\n",
            "",
            "tell_specialist: found nothing, allowed a value: the key is required",
            id="missing key",
        ),
        pytest.param(
            "offers: knee-injection",
            "offers: yes",
            "rules.knee.offers: found True, allowed text",
            id="bare yes",
        ),
        pytest.param(
            "offers: knee-injection",
            'offers: " "',
            "rules.knee.offers: found ' ', allowed text",
            id="blank text",
        ),
        pytest.param(
            "at_least: 5",
            "at_least: five",
            "rules.knee.ready_when.at_least: found 'five', allowed a whole number",
            id="not a number",
        ),
        pytest.param(
            "optional: true",
            "optional: 1",
            "steps.pain.questions.wishes.optional: found 1, allowed true or false",
            id="not true or false",
        ),
        pytest.param(
            "kind: one, choices: [much",
            "kind: two, choices: [much",
            "steps.pain.questions.helped.kind: found 'two', allowed one, many, scale",
            id="unknown kind",
        ),
        pytest.param(
            "for_summary: [hip]",
            "for_summary: hip",
            "steps.pain.questions.site.for_summary: found 'hip', allowed a list",
            id="not a list",
        ),
        pytest.param(
            "[much, little, not_sure]",
            "[much, little, little, not_sure]",
            "steps.pain.questions.helped.choices: found 'little' twice, "
            "allowed each once",
            id="twice in a list",
        ),
        pytest.param(
            "care: {question: care, conventional: [exercise], pages: {exercise: moving}}",
            "care: exercise",
            "care: found 'exercise', allowed the keys question, conventional, pages",
            id="not a mapping",
        ),
    ],
)
def test_build_refuses(old, new, message):
    found = messages(small_path, replaced(SMALL, old, new))
    assert message in [line.split(": ", 1)[1] for line in found], found


def test_build_reports_faults_of_shape_and_of_meaning_in_one_run():
    broken = replaced(SMALL, "optional: true", "optional: 1")
    broken = replaced(broken, "at_least: 10", "at_least: 11")
    assert messages(small_path, broken) == [
        f"path.yaml:{line_of('optional: true')}: steps.pain.questions.wishes.optional: "
        "found 1, allowed true or false",
        f"path.yaml:{line_of('at_least: 10')}: consult: found at_least: 11, allowed "
        "at_least: 1 to 10",
    ]


@pytest.mark.parametrize("text", ["", "- a list\n"])
def test_build_refuses_what_is_no_mapping(text):
    assert messages(small_path, text) == [
        "path.yaml:1: file: found no mapping, allowed a mapping"
    ]


def test_build_leaves_it_at_the_fault_of_broken_yaml():
    assert messages(small_path, "a: [")[0].startswith("path.yaml:2: YAML: found ")


def test_build_refuses_wording_that_is_no_mapping(small):
    assert "wording.yaml:1: words: found 3, allowed a mapping" in messages(
        parse_wording, "words: 3\n", small, file="wording.yaml"
    )


def test_thousands_of_questions_are_refused_before_they_are_compared():
    """Found by fuzzing: each was held against all others, for a quarter of an hour."""
    step = "  - {{id: a{0}, questions: [{{id: b{0}, kind: one, choices: [x, y]}}]}}\n"
    many = "".join(step.format(number) for number in range(2_000))
    told = messages(small_path, replaced(SMALL, "steps:\n", f"steps:\n{many}"))
    assert (
        f"path.yaml:1: steps: found {2_000 + OWN:,} questions, allowed at most 100"
        in told
    )


def test_a_list_of_everything_is_read_once():
    """Found by fuzzing: each text was looked for among all before it."""
    many = "".join(f"  - p{number}\n" for number in range(60_000))
    told = messages(small_path, f"procedures:\n{many}  - p7\n")
    assert "path.yaml:60002: procedures: found 'p7' twice, allowed each once" in told


OWN = len(small_path().questions)
