from __future__ import annotations

import pytest

from portal.painpath.read_wording import parse_wording
from tests.portal.painpath.paths import (
    SMALL_WORDING,
    line_of,
    messages,
    replaced,
    small_wording,
)


def test_parse_wording_reads_a_text_for_both_and_one_for_each():
    wording = small_wording()
    assert wording.steps["pain"].me == wording.steps["pain"].someone_else == "Pain"
    card = wording.cards["numb"].text
    assert card.me != card.someone_else


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "steps: {danger: Danger, pain: Pain}",
            "steps: {danger: Danger}",
            "steps.pain: found nothing, allowed a text: the path has it",
            id="missing step",
        ),
        pytest.param(
            "tell: {thinner: Say which}",
            "tell: {thinner: Say which, none: Nothing}",
            "tell.none: found a text, allowed only thinner",
            id="left over",
        ),
        pytest.param(
            "  side:\n    legend: Which side?",
            "  sides:\n    legend: Which side?",
            "questions.side: found nothing, allowed a text: the path has it",
            id="question under another name",
        ),
        pytest.param(
            "      left: {label: Left, said: it is left}\n",
            "",
            "questions.side.choices.left: found nothing, allowed a text: the path has "
            "it",
            id="missing choice",
        ),
        pytest.param(
            '    scale: {low: None, high: Worst, said: "{you} rated it {number}"}\n',
            "",
            "questions.score.scale: found nothing, allowed low, high and said",
            id="scale without ends",
        ),
        pytest.param(
            "    legend: Which side?",
            "    scale: {low: a, high: b, said: c}\n    legend: Which side?",
            "questions.side.scale: found a scale, allowed no scale for choices",
            id="choices with a scale",
        ),
        pytest.param(
            "short: exercise, ",
            "",
            "questions.care.choices.exercise.short: found nothing, allowed a text: "
            "`needs` names it",
            id="no short name",
        ),
        pytest.param(
            "none: {label: Nothing, ",
            "none: {label: Nothing, short: nothing, ",
            "questions.care.choices.none.short: found a text, allowed none: nothing "
            "names it",
            id="idle short name",
        ),
        pytest.param(
            "Try {choices}",
            "Try {choice}",
            "needs.care: found {choice}, allowed choices, emergency_number, first, you",
            id="unknown word in braces",
        ),
        pytest.param(
            "A list",
            '"{number} lists"',
            "bring: found {number}, allowed emergency_number, you",
            id="word of another place",
        ),
        pytest.param(
            "What {you} do works",
            "What {you do works",
            "holds.working: found a single brace, allowed words in braces, such as "
            "{you}",
            id="open brace",
        ),
        pytest.param(
            'text: {me: "Call {emergency_number}", someone_else: '
            '"Call {emergency_number} for them"}',
            "text: {me: Call}",
            "cards.numb.text.someone_else: found nothing, allowed a value: the key is "
            "required",
            id="only for oneself",
        ),
        pytest.param(
            "heading: Now",
            "heading: no",
            "cards.numb.heading: found False, allowed the keys me, someone_else",
            id="bare no",
        ),
    ],
)
def test_parse_wording_refuses(old, new, message):
    found = messages(small_wording, replaced(SMALL_WORDING, old, new))
    assert message in [line.split(": ", 1)[1] for line in found], found


def test_parse_wording_names_the_line():
    text = replaced(SMALL_WORDING, "Try {choices}", "Try {choice}")
    line = line_of("needs:", SMALL_WORDING)
    assert messages(small_wording, text)[0].startswith(f"wording.yaml:{line}: ")


def test_parse_wording_refuses_an_empty_file(small):
    assert messages(parse_wording, "", small, file="es.yaml") == [
        "es.yaml:1: file: found no mapping, allowed a mapping"
    ]
