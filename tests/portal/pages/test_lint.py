from __future__ import annotations

import time

import pytest

from portal.pages.lint import findings, record_findings
from portal.pages.records import record_models, schema_of
from tests.factories import OUTCOME, record


def found(text):
    return [finding.found.strip("'\"") for finding in findings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A real breakthrough.", "breakthrough"),
        ("It works miracles.", "miracle"),
        ("A revolutionary needle.", "revolutionary"),
        ("It revolutionized care.", "revolutioniz"),
        ("State-of-the-art care.", "state-of-the-art"),
        ("Cutting edge care.", "cutting edge"),
        ("A game-changer.", "game-changer"),
        ("It is not a wonder drug.", "wonder drug"),
        ("You won’t have to live in pain.", "won’t have to live in pain"),
        ("This will end your pain.", "will end your pain"),
        ("We promise that it helps.", "we promise"),
        ("Get maximum relief.", "maximum relief"),
        ("Be pain-free again.", "pain-free"),
        ("We guarantee it.", "guarantee"),
        ("It eliminates the pain.", "eliminates the pain"),
        ("It treats the root cause.", "root cause"),
        ("It cures sciatica.", "cures"),
        ("The best injection.", "best"),
        ("The most effective one.", "most effective"),
        ("It is clinically proven.", "clinically proven"),
        ("The injection is safe.", "safe"),
        ("Done safely at home.", "safely"),
        ("A risk-free test.", "risk-free"),
        ("It is harmless.", "harmless"),
        ("It has no side effects.", "no side effects"),
        ("Relief without risk.", "without risk"),
        ("It is suitable for you.", "suitable for you"),
        ("You qualify.", "you qualify"),
        ("You may be a good candidate.", "you may be a good candidate"),
        ("A 50% lower risk.", "50% lower risk"),
        ("It cuts the risk of a fracture by half.", "risk of a fracture by half"),
        ("It is twice as likely.", "twice as"),
        ("It is 2.5 times more.", "2.5 times more"),
        ("A 3-fold rise.", "3-fold"),
        ("It doubles the risk.", "doubles the risk"),
        ("An odds ratio of 2.", "odds ratio"),
        ("The **best** [safe](source:x) one.", "best safe"),
    ],
)
def test_findings_refuses(text, expected):
    assert " ".join(found(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Medicine for breakthrough pain.",
        "It is not a cure.",
        "There is no cure, or none that we know.",
        "They do not show that it works, or that it is right for you.",
        "No one type is clearly best.",
        "It isn’t safe.",
        "Nobody can guarantee it.",
        "Is it safe to wait?",
        "Do I become pain-free?",
        "Can it be done without risk?",
        'They say "half the risk". Ask from what.',
        'Claim | Answer\n| "They treat the root cause." | They may ease pain. |',
        "A [trial](source:best-2020-safe) says so.",
        "Pain fell by 58% in a month.",
        "Of 100 people, 39 had at least 30% less disability.",
        "You may be half asleep.",
        "Unsafe, incurable and bestial.",
        "Without risk factors, a scan is not needed.",
    ],
)
def test_findings_allows(text):
    assert findings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "This is not an injection, it is a cure.",
        "It is not surgery but it is safe.",
        "Not only is it safe.",
        "There is no doubt that it is best.",
        "Is it new? It is safe.",
        '"It cured me", says Ada.',
        'He said "the best". | more',
    ],
)
def test_findings_lifts_no_more_than_it_says(text):
    assert len(findings(text)) == 1


def test_findings_says_the_line_and_what_is_allowed():
    text = "First.\n\n- One\n- It is\n  safe.\n\nAsk if we\npromise."
    assert [(f.line, f.found) for f in findings(text)] == [
        (5, "'safe'"),
        (7, "'we promise'"),
    ]
    assert findings(text)[0].allowed.startswith("its harms, of 100 people")


def test_findings_takes_no_time_over_hostile_text():
    start = time.process_time()  # what else the machine does must not matter
    for text in ("not best " * 2_000, "9" * 18_000 + "% risk", "a" * 18_000 + "n’t"):
        findings(text)
    assert time.process_time() - start < 5


def test_findings_mixed_denominators_in_a_sentence():
    assert [tuple(f) for f in findings("Of those,\n1 in 20 or 5 of 100 had it.")] == [
        (2, "'5 of 100' beside '1 in 20'", "one denominator, of 100")
    ]


def lint(kind, language="en", **changes):
    model = record_models()[kind]
    return [
        (name, number, finding.found)
        for name, number, finding in record_findings(
            schema_of(model), record(kind, **changes), language
        )
    ]


def test_record_findings_reads_every_text():
    made = {
        "title": "Safe",
        "questions": ["Is it safe?", "Safe."],
        "benefits": [OUTCOME | {"comparator": "the best care"}],
        "what_it_is": "A line.\n\nA miracle.",
    }
    assert lint("procedure", **made) == [
        ("title", None, "'safe'"),
        ("benefits", 1, "comparator: 'best'"),
        ("what_it_is", None, "'miracle'"),
        ("questions", 2, "'safe'"),
    ]


def test_record_findings_leaves_synonyms_and_names_alone():
    assert lint("cause", synonyms=["pain cure"], reviewed_by="Dr. Best") == []


def test_record_findings_knows_english_only():
    assert lint("cause", language="es", title="No cure like the best cure") == []


def test_record_findings_one_denominator_among_benefits_and_harms():
    harm = OUTCOME | {"text": "It came in 1 in 20 people."}
    assert lint("procedure", harms=[harm]) == []  # the benefit's text has none
    benefit = OUTCOME | {"text": "It helped 24 of 100 people."}
    assert lint("procedure", harms=[harm], benefits=[benefit]) == [
        ("harms", 1, "text: '1 in 20'")
    ]
