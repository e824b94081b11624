from __future__ import annotations

from portal.pages.finding.texts import Said, Texts

PAGES = [
    Said("cause", "b", "en", "B", "About a zebra.", 11),
    Said("cause", "a", "en", "A", "About a horse.", 12),
    Said("cause", "c", "en", "C", "A zebra, and a nerve.", 13),
    Said("guide", "a", "en", "A", "About nothing.", 14),
    Said("guide", "lost", "en", "Lost", "In no index yet.", None),
]


def first(found, query="zebra nerve", most=9, but=()):
    groups = Texts(PAGES).first(found, query.split(), most, but=but)
    return {kind: [page.slug for page in pages] for kind, pages in groups.items()}


def test_first_asks_what_summaries_say_then_the_alphabet():
    assert first([11, 12, 13, 14]) == {"cause": ["c", "b", "a"], "guide": ["a"]}
    assert first([11, 12, 13], "horse") == {"cause": ["a", "b", "c"]}
    assert first([13, 12, 11], "else") == {"cause": ["a", "b", "c"]}


def test_first_gives_no_more_than_asked_and_nothing_else():
    assert first([11, 12, 13], most=1) == {"cause": ["c"]}
    assert first([11, 13], but={PAGES[2]}) == {"cause": ["b"]}
    assert first([99]) == {}
    assert first([]) == {}


def test_page_of_a_name():
    assert Texts(PAGES).page("guide", "lost") == PAGES[-1]
