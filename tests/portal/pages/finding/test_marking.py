from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.pages.finding.marking import marked


def test_marked_finds_words_whatever_their_case_and_accents():
    found = [piece.text for piece in marked("Sciática, can’t sit", "SCIATICA cant")]
    assert "".join(found) == "Sciática, can’t sit"
    asked = [
        p.text for p in marked("Sciática, can’t sit", "SCIATICA cant") if p.is_asked
    ]
    assert asked == ["Sciática", "can’t"]


@given(st.text(), st.text())
def test_marked_loses_nothing(text, query):
    assert "".join(piece.text for piece in marked(text, query)) == text
