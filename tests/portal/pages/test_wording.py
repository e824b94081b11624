from __future__ import annotations

import pytest

from portal.pages.loading import load_content
from portal.pages.record_rows import from_record
from tests import factories
from tests.edits import CAUSE, CONDITION, GLOSSARY, PROCEDURE, edit, load_faults, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            CONDITION,
            "Text of outlook, with",
            "Text.\n\nIt is a miracle, with",
            "56: ## How it usually goes: found 'miracle', allowed what it does, in "
            "plain words",
            id="section",
        ),
        pytest.param(
            CONDITION,
            "- What happens if I wait?",
            "- What happens if I wait?\n- Ask for the best.",
            "31: questions: found 'best', allowed a comparison that a source makes",
            id="list",
        ),
        pytest.param(
            CAUSE,
            "title: Nerve damage",
            "title: A safe nerve",
            "2: title: found 'safe', allowed its harms, of 100 people, or “not safe”, "
            "or a question",
            id="text",
        ),
        pytest.param(
            PROCEDURE,
            "comparator: a sham injection",
            "comparator: the best injection",
            "13: benefits: found comparator: 'best', allowed a comparison that a "
            "source makes",
            id="object",
        ),
        pytest.param(
            GLOSSARY,
            "Where a nerve leaves the spine.",
            "A cure.",
            "3: text: found 'cure', allowed “not a cure”, or what it can ease",
            id="term",
        ),
        pytest.param(
            PROCEDURE,
            "3 had a headache",
            "1 in 20 had a headache, not 4 of 100",
            "23: harms: found text: '4 of 100' beside '1 in 20', allowed one "
            "denominator, of 100",
            id="mixed denominators",
        ),
    ],
)
def test_load_content_refuses_claims(content, file, old, new, expected):
    edit(content / file, old, new)
    assert f"{file}:{expected}" in load_faults(content)


def test_load_content_takes_the_words_of_a_source_and_of_other_languages(content):
    edit(content / "sources.yaml", "title: A trial", "title: The best cure")
    text = (content / CAUSE).read_text().replace("Text of", "La cure best of")
    write(content / "es/causes/nerve-damage.md", text)
    assert load_content(content).changes


def test_full_clean_tells_of_claims_with_what_is_missing():
    record = factories.record("symptom", urgent=None, title="Safe", routine=["Safe."])
    row = from_record(
        factories.record_models()["symptom"], record, language="en", slug="x"
    )
    assert sorted(name for name, _ in row.faults()) == ["routine", "title", "urgent"]
