from __future__ import annotations

import pytest

from portal.pages.readability import grade, names_of, prose, sentences, words
from portal.pages.records import record_models, schema_of
from tests.factories import record

NO_NAMES = names_of([])


def test_prose_reads_items_and_cells_as_sentences():
    text = (
        "### A heading\n\nIt is used at:\n\n- the *back*\n- the neck.\n\n1. First\n\n"
        "| One | Two |\n| --- | :-: |\n| left | Is it? |"
    )
    assert list(prose(text)) == [
        "It is used at.",
        "the back.",
        "the neck.",
        "First.",
        "One.",
        "Two.",
        "left.",
        "Is it?",
    ]


def test_prose_keeps_the_words_of_links_and_leaves_out_citations():
    text = (
        "A [nerve](term:nerve) may\nhurt ([NICE](source:nice), [WHO](source:who)). "
        "See [a trial](source:x)."
    )
    assert list(prose(text)) == ["A nerve may hurt. See a trial."]


def test_sentences_are_what_patients_read():
    schema = schema_of(record_models()["procedure"])
    made = record("procedure", what_it_is="One.\n\nTwo.", synonyms=["lay word"])
    found = list(sentences(schema, made))
    assert {"Nerve block.", "One.", "Two.", "A fever with your pain."} <= set(found)
    assert {"A sham injection.", "lay word.", "Nobody paid for this page."}.isdisjoint(
        found
    )
    assert words(["One two.", "Three"]) == 3


def test_grade_rises_with_long_words_and_sentences():
    plain = grade(["The pain may go away. It can come back."], NO_NAMES)
    long = grade(
        [
            "Persistent discomfort occasionally necessitates multidisciplinary evaluation"
        ],
        NO_NAMES,
    )
    assert plain < 3 < 12 < long


@pytest.mark.parametrize(
    ("kind", "counts"), [("procedure", True), ("term", True), ("guide", False)]
)
def test_grade_sets_names_aside(kind, counts):
    names = names_of(
        [(kind, {"title": "Radiofrequency Ablation", "synonyms": ["rhizotomy"]})]
    )
    text = ["Does radiofrequency ablation help? Do rhizotomys of the spine help you?"]
    assert (grade(text, names) < grade(text, NO_NAMES)) is counts


def test_grade_sets_drugs_aside_but_no_words_that_hold_them():
    assert NO_NAMES.sub("it", "Ibuprofen or steroids") == "it or it"
    assert NO_NAMES.sub("it", "nonsteroidal") == "nonsteroidal"
