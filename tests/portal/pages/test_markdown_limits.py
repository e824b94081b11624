"""Text that would take long or nest too deep is refused by each door, and clearly."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from portal.pages.editorial.markdown_preview import previewed
from portal.pages.markdown import refusals, to_html
from portal.pages.markdown_limits import (
    MAX_BLOCK,
    MAX_BRACKETS,
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_LINES,
)
from portal.pages.models import Guide
from tests.edits import GUIDE, edit, load_faults

HEAVY = {
    "long": ("a\n\n" * 6_667 + "a", "20,002 characters", 1),
    "pictures": ("![[]()" * 3_000, "6,000 times [", 1),
    "open brackets": ("[" * 5_000, "5,000 times [", 1),
    "brackets": ("[" * (MAX_BRACKETS + 1), "301 times [", 1),
    "rules": ("***\n" * 4_000 + "x", "201 lines without an empty one", 201),
    "headings": ("### a\n" * 3_000 + "x", "201 lines without an empty one", 201),
    "emphasis": ("*a*" * 2_001, "6,004 characters without an empty line", 1),
    "table": (
        f"a|b\n-|-\n{'`|' * 9_000}",
        "18,009 characters without an empty line",
        3,
    ),
    "links": (
        "[a](https://b" * 250 + "a",
        "250 times [ in 3,252 characters without an empty line",
        1,
    ),
    "lists": ("- " * 1_999 + "a", "1,999 lists or quotes inside each other", 1),
    "numbers": ("1. " * 999 + "a", "999 lists or quotes inside each other", 1),
    "quotes": (">" * 4_990 + "a", "4,990 lists or quotes inside each other", 1),
    "mixed": ("a\n\n" + "> - 1. " * 3 + "a", "9 lists or quotes inside each other", 3),
    "indented": ("- a\n" + " " * 36 + "- a", "9 lists or quotes inside each other", 2),
    "tabs": ("- a\n" + "\t" * 9 + "- a", "9 lists or quotes inside each other", 2),
}
BLOCKS = MAX_LENGTH // (MAX_BLOCK + 1)
AS_MUCH_AS_MAY_BE = {
    "long": ("a" * (MAX_BLOCK - 1) + "\n\n") * BLOCKS,
    "spaces between": ("a" * (MAX_BLOCK - 1) + "\n \t\n") * BLOCKS,
    "brackets": ("[" * 80 + "a" * (MAX_BLOCK - 81) + "\n\n") * 3,
    "short brackets": "[" * MAX_BRACKETS,
    "lines": ("***\n" * MAX_LINES + "\n") * 20,
    "table": "a|b\n-|-\n" + "`|" * 2_490,
    "lists": "- " * MAX_DEPTH + "a",
    "quotes": ">" * MAX_DEPTH + "a",
    "indented": "".join("    " * depth + "- a\n" for depth in range(MAX_DEPTH + 1)),
    "rules": "* * *\n\n- - - -\n\n" + "-" * 80,
}


def refused(text: str) -> list[tuple[str, int]]:
    found = refusals(text, top_heading=2, kinds=frozenset())
    return [(refusal.found, refusal.line) for refusal in found]


heavy = pytest.mark.parametrize(
    ("text", "found", "line"), HEAVY.values(), ids=HEAVY.keys()
)


@heavy
def test_text_that_is_too_much_is_refused_alone(text, found, line):
    assert refused(text) == [(found, line)]


@pytest.mark.parametrize(
    "text", AS_MUCH_AS_MAY_BE.values(), ids=AS_MUCH_AS_MAY_BE.keys()
)
def test_as_much_as_may_be_is_rendered(text):
    assert refused(text) == []
    assert to_html(text, "/{}/{}/".format)


@heavy
def test_form_refuses_what_is_too_much(text, found, line):
    with pytest.raises(ValidationError, match=rf"Line {line}: found .*, allowed"):
        Guide._meta.get_field("body").clean(text, Guide())


@heavy
def test_preview_refuses_what_is_too_much(text, found, line):
    shown = previewed(text, Guide._meta.get_field("body"), "en", terms=[])
    [problem] = shown.problems
    assert shown.html == ""
    assert problem.startswith(f"Line {line}: found {found}, allowed at most")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["pictures", "open brackets", "lists", "rules"])
def test_loader_refuses_what_is_too_much(content, name):
    text, found, _line = HEAVY[name]
    edit(content / GUIDE, "Text of body, with [a link](condition:sciatica).", text)
    [fault] = load_faults(content)
    assert fault.startswith(GUIDE)
    assert found in fault
    assert "allowed at most" in fault


def test_invisible_characters_are_refused_in_the_preview_too():
    shown = previewed("\x02- a", Guide._meta.get_field("body"), "en", terms=[])
    assert shown.html == ""
    assert shown.problems == [
        "Line 1: found the invisible character U+0002, allowed text that can be seen"
    ]
