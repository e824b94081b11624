from __future__ import annotations

import pytest

from portal.clinic.feedback_forms import FeedbackForm, looks_personal


@pytest.mark.parametrize(
    "text",
    [
        "Write to ada@example.org",
        "ada.lovelace+pain@mail.example.org please",
        "Call +1 (555) 010-4444",
        "555-0100",
        "600 123 456",
        "tel. 0034600123456",
        "my number is 555.010.4444 since 2020",
    ],
)
def test_looks_personal(text):
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What does it cost?",
        "The figure of 24 in 100 is from 2020-01-15, and 15/01/2021 is newer.",
        "Between 2018-2022 and 2023 – 2024 it changed.",
        "3 to 6 months, 10-20 mg, 1 in 1,000",
        "I looked @ the table",
    ],
)
def test_looks_personal_not(text):
    assert not looks_personal(text)


def form(**data):
    return FeedbackForm({"clear": "yes"} | data, about="/glossary/")


def test_text_may_be_left_out():
    assert form().is_valid()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"clear": ""}, "clear"),
        ({"clear": "perhaps"}, "clear"),
        ({"text": "x" * 1001}, "text"),
        ({"text": "a\x07b"}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "a\u202eb"}, "text"),
        ({"text": "ada@example.org"}, "text"),
    ],
)
def test_form_refuses(data, field):
    assert set(form(**data).errors) == {field}


def test_line_ends_count_once():
    made = form(text="\r\n".join(["x" * 499, "x" * 500]))
    assert made.is_valid()
    assert len(made.cleaned_data["text"]) == 1000


def test_question_names_what_it_is_about():
    assert form().fields["clear"].label == "Was this page clear?"
    assert FeedbackForm(about="").fields["clear"].label == "Is this site clear?"
