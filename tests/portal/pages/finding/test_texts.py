from __future__ import annotations

from portal.pages.finding.texts import Said, Texts

PAGES = [
    Said("cause", 1, "b", "About a zebra.", 11),
    Said("cause", 2, "a", "About a horse.", 12),
    Said("cause", 3, "c", "A zebra, and a nerve.", 13),
    Said("guide", 1, "a", "About nothing.", 14),
    Said("guide", 2, "lost", "In no index yet.", None),
]


def first(found, query="zebra nerve", most=9, but=()):
    return Texts(PAGES).first(found, query.split(), most, but=but)


def test_first_asks_what_summaries_say_then_the_alphabet():
    assert first([11, 12, 13, 14]) == {"cause": [3, 1, 2], "guide": [1]}
    assert first([11, 12, 13], "horse") == {"cause": [2, 1, 3]}
    assert first([13, 12, 11], "else") == {"cause": [2, 1, 3]}


def test_first_gives_no_more_than_asked_and_nothing_else():
    assert first([11, 12, 13], most=1) == {"cause": [3]}
    assert first([11, 13], but={("cause", 3)}) == {"cause": [1]}
    assert first([99]) == {}
    assert first([]) == {}


def test_key():
    assert Texts(PAGES).key("guide", "lost") == 2
