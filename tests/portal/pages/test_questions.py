from __future__ import annotations

from portal.pages.questions import Piece, asks, pieces

ANSWERED = "### Does it hurt?\n\nSome.\n\n"


def test_pieces_are_what_stands_before_and_under_each_heading():
    text = "Before.\n\n### Why? ##\n\nSo.\n\n#### Smaller\n\nMore.\n\n### Last\n"
    assert list(pieces(text)) == [
        Piece("", "Before."),
        Piece("Why?", "So.\n\n#### Smaller\n\nMore."),
        Piece("Last", ""),
    ]
    assert [piece.heading for piece in pieces(text)] == ["", "### Why?", "### Last"]


def test_piece_is_a_question_when_it_asks_and_is_answered():
    found = [
        piece.is_question for piece in pieces(ANSWERED + "### When?\n### A tip\n.")
    ]
    assert found == [False, True, False, False]
    assert Piece("هل يؤلم؟", "نعم").is_question


def test_asks_needs_three_questions_and_nothing_else():
    assert asks("## Part\n\n" + ANSWERED * 3)
    assert not asks(ANSWERED * 2)
    assert not asks(ANSWERED * 3 + "### A tip\n\nRest.")
    assert not asks("Text without headings.")
