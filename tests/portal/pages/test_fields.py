from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from portal.pages.evidence import POSITION
from portal.pages.fields import (
    MarkdownField,
    ObjectListField,
    RawTextField,
    ReferenceListField,
    TextListField,
    Wrong,
    part_faults,
    reference_faults,
    text_faults,
    validate_slug,
)
from portal.pages.models import Guide
from portal.pages.schema import Field, FieldType


class Colour(models.TextChoices):
    RED = "red"
    BLUE = "blue"


def messages(field, value, instance=None):
    """Return what a model field says against a value."""
    try:
        field.clean(value, instance)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize("slug", ["a", "a-b", "l5-s1", "2020"])
def test_validate_slug(slug):
    validate_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "A", "a_b", "-a", "a-", "a--b", "a\n", "é", "a/b"]
)
def test_validate_slug_refuses(slug):
    with pytest.raises(ValidationError, match="lower-case letters"):
        validate_slug(slug)


def test_markdown_field_normalises_what_a_browser_sends():
    assert MarkdownField().clean(" a\r\n\r\nb \n", None) == "a\n\nb"
    assert MarkdownField(null=True).to_python(None) is None


def test_markdown_field_says_each_refusal_with_its_line():
    assert messages(MarkdownField(heading="A"), "a\n<b>\n## c") == [
        "Line 2: found HTML ('<b>'), allowed Markdown only",
        "Line 3: found a ## heading, allowed headings from ### down",
    ]


def test_markdown_field_without_a_heading_may_have_its_own():
    assert messages(MarkdownField(), "## a") == []


def test_markdown_field_links_to_the_models_kinds():
    assert messages(MarkdownField(), "[a](guide:b)", Guide()) == []
    assert len(messages(MarkdownField(), "[a](guide:b)")) == 1


def test_markdown_field_control_character():
    assert messages(MarkdownField(), "a\x1bb") == ["Take out the invisible character."]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (TextListField(), ["a", "b"], []),
        (TextListField(), {"a": 1}, ["Use a list."]),
        (TextListField(), "a", ["Use a list."]),
        (TextListField(), ["a", "a"], ["The same item stands here twice."]),
        (TextListField(), ["a", 1], ["Item 2: found 1, allowed text"]),
        (
            TextListField(of=Colour),
            ["red", "green"],
            ["Item 2: found 'green', allowed red, blue"],
        ),
        (
            TextListField(max_item_length=3),
            ["abc", "abcd"],
            ["Item 2: found 4 characters, allowed at most 3"],
        ),
        (ReferenceListField(to="cause"), ["a-b"], []),
        (
            ReferenceListField(to="cause"),
            ["A"],
            [
                "Item 1: found 'A', allowed Use lower-case letters, digits and single hyphens."
            ],
        ),
        (ReferenceListField(), ["guide:a"], []),
        (
            ReferenceListField(),
            ["a"],
            [
                "Item 1: found 'a', allowed Use kind:name, such as guide:when-to-consider."
            ],
        ),
    ],
)
def test_list_fields(field, value, expected):
    assert messages(field, value) == expected


def test_list_field_of_no_sort():
    from portal.pages.fields import _ListField

    with pytest.raises(NotImplementedError):
        _ListField().item_faults("a")


def test_object_list_field_says_every_fault_of_every_item():
    field = ObjectListField(items=POSITION)
    position = {"body": "B", "year": 1, "position": "for", "text": "T", "source": "s"}
    assert messages(field, [position]) == []
    assert messages(field, ["a", position | {"x": 1, "year": -1}, {"year": True}]) == [
        "Item 1: found 'a', allowed an object",
        "Item 2: found the unknown key x, allowed body, position, source, text, year",
        "Item 2: found year: -1, allowed a whole number from 0",
        "Item 3: found body: nothing, allowed text",
        "Item 3: found year: True, allowed a whole number from 0",
        "Item 3: found position: nothing, allowed text",
        "Item 3: found text: nothing, allowed text",
        "Item 3: found source: nothing, allowed reference",
    ]


def test_object_list_field_checks_whole_objects_last():
    def check(item):
        return [Wrong("it", "another")]

    part = Field(name="a", type=FieldType.TEXT)
    field = ObjectListField(items=(part,), check=check)
    assert messages(field, [{"a": 1}]) == ["Item 1: found a: 1, allowed text"]
    assert messages(field, [{"a": "b"}]) == ["Item 1: found it, allowed another"]


@pytest.mark.parametrize(
    ("type_", "value", "faulty"),
    [
        (FieldType.NUMBER, 0, False),
        (FieldType.NUMBER, 1.0, True),
        (FieldType.NUMBER, "1", True),
        (FieldType.REFERENCE, "a-b", False),
        (FieldType.REFERENCE, "a b", True),
        (FieldType.REFERENCE, None, True),
        (FieldType.TEXT, "a" * 1000, False),
        (FieldType.TEXT, "a" * 1001, True),
    ],
)
def test_part_faults(type_, value, faulty):
    part = Field(name="x", type=type_, refers_to="source")
    assert bool(part_faults(part, value)) is faulty


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a b", []),
        ("", [Wrong("''", "text without spaces around it")]),
        (" a", [Wrong("' a'", "text without spaces around it")]),
        ("a\nb", [Wrong("'a\\nb'", "one line of text")]),
        ("a\x07b", [Wrong("'a\\x07b'", "one line of text")]),
        (["a"], [Wrong("['a']", "text")]),
    ],
)
def test_text_faults(value, expected):
    assert text_faults(value) == expected


def test_reference_faults_quote_what_was_found():
    (wrong,) = reference_faults("Bad Slug", "cause")
    assert wrong.found == "'Bad Slug'"
    assert wrong.within("source").found == "source: 'Bad Slug'"


def test_raw_text_field_keeps_the_text_to_the_letter():
    field = RawTextField()
    assert field.clean("  a:\r\n\tb \n", None) == "  a:\n\tb \n"
    assert field.to_python(None) is None
    for text in ("", "a\u202eb"):
        with pytest.raises(ValidationError):
            field.clean(text, None)
