from __future__ import annotations

from portal.pages.finding.texts import Said, Texts

PAGES = [
    Said("cause", 1, "b", "en", "B", "About a zebra.", 11),
    Said("cause", 2, "a", "en", "A", "About a horse.", 12),
    Said("cause", 3, "c", "en", "C", "A zebra, and a nerve.", 13),
    Said("guide", 1, "a", "en", "A", "About nothing.", 14),
    Said("guide", 2, "lost", "en", "Lost", "In no index yet.", None),
]


def first(found, query="zebra nerve", most=9, but=()):
    groups = Texts(PAGES).first(found, query.split(), most, but=but)
    return {kind: [page.pk for page in pages] for kind, pages in groups.items()}


def test_first_asks_what_summaries_say_then_the_alphabet():
    assert first([11, 12, 13, 14]) == {"cause": [3, 1, 2], "guide": [1]}
    assert first([11, 12, 13], "horse") == {"cause": [2, 1, 3]}
    assert first([13, 12, 11], "else") == {"cause": [2, 1, 3]}


def test_first_gives_no_more_than_asked_and_nothing_else():
    assert first([11, 12, 13], most=1) == {"cause": [3]}
    assert first([11, 13], but={PAGES[2]}) == {"cause": [1]}
    assert first([99]) == {}
    assert first([]) == {}


def test_page_of_a_name():
    assert Texts(PAGES).page("guide", "lost") == PAGES[-1]
