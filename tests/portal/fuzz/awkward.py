"""Text and bytes that programs get wrong, as hypothesis strategies."""

from __future__ import annotations

from hypothesis import strategies as st

KNOWN = [
    *("", " ", ".", "..", "/", "//evil.example", "../../etc/passwd", "..%2f..%2f"),
    *("0", "-1", "1e400", "nan", "9" * 30, "1" * 4_400, "0x1f", "1_000", "\u00b2"),
    *(
        "\u0663",
        "true",
        "None",
        "null",
        "[]",
        "{}",
        "[" * 2_000,
        "a[b][c]",
        "__class__",
    ),
    *("\x00", "a\x00b", "\r\nSet-Cookie: a=b", "\x1b[2J", "\x7f", "\u202e", "\ufeff"),
    *("\u0130", "\u017f", "\ufb03", "e" + "\u0301" * 200, "\U0001f600", "\ud800"),
    *("<script>alert(1)</script>", "'\"`;--", "{{7*7}}", "{% include 'a' %}", "%s%n"),
    *("http://[", "http://[::1", "javascript:x", "https://example.org:port/", "?", "#"),
    *("2026-02-30", "0000-00-00", "9999-12-31T23:59:59-23:59", "10000-01-01", "24:61"),
    *("%", "%zz", "%00", "%ff", "&", "=", ";", "\\", "*:*", '"', "a" * 3_000),
]

TEXTS = st.one_of(
    st.sampled_from(KNOWN),
    st.text(max_size=12),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Nd", "No"]), max_size=4),
    st.builds(
        lambda unit, times: unit * times, st.text(max_size=3), st.integers(0, 900)
    ),
)
"""Odd Unicode, lone surrogates, numbers that are none, and much of everything."""

BYTES = st.one_of(
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("latin-1", "ignore")),
    st.binary(max_size=16),
)
