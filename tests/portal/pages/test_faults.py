from __future__ import annotations

from portal.pages.faults import ContentError, Fault, shown


def fault(file="a.md", line=1, field="title"):
    return Fault(file=file, line=line, field=field, found="x", allowed="y")


def test_fault_says_where_what_and_what_is_allowed():
    assert str(fault(line=7)) == "a.md:7: title: found x, allowed y"


def test_content_error_says_each_fault_once_in_order():
    faults = [fault("b.md"), fault(line=10), fault(line=9), fault(line=10)]
    assert str(ContentError(faults)).splitlines() == [
        "a.md:9: title: found x, allowed y",
        "a.md:10: title: found x, allowed y",
        "b.md:1: title: found x, allowed y",
    ]


def test_shown_cuts_long_values():
    assert shown("x" * 78) == repr("x" * 78)
    assert shown("x" * 79) == f"'{'x' * 76}…"


def test_shown_makes_bytes_and_line_ends_printable():
    assert shown(b"\xff") == "b'\\xff'"
    assert shown("a\nb") == "'a\\nb'"
