"""Every page is found by its names, misspelt too, alike on both databases."""

from __future__ import annotations

import re

import pytest

from portal.pages.finding import search
from portal.pages.finding.search import find, searchable, suggest, vocabulary
from portal.pages.loading import load_content
from portal.pages.publishing import withdraw
from portal.pages.revisions import PublishedVersion
from tests import factories
from tests.conftest import SHIPPED

pytestmark = pytest.mark.django_db
LETTERS = "etaoinsrhldc"


def slugs(query, language="en"):
    return [
        (group.model.kind, row.slug)
        for group in find(query, language)
        for row in group.rows
    ]


def misspelt(word):
    """Yield the word with one letter wrong, missing, doubled, or two swapped."""
    for place in range(1, len(word) - 1):
        wrong = LETTERS[(place + len(word)) % len(LETTERS)]
        if wrong != word[place]:
            yield word[:place] + wrong + word[place + 1 :]
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place] + word[place:]
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def test_every_shipped_page_is_found_by_each_name_and_each_misspelling():
    load_content(SHIPPED)
    known = vocabulary("en")
    lost = []
    for kind, model in searchable().items():
        for row in model.objects.published().filter(language="en"):
            for name in (row.title, *row.synonyms):
                found = known.match(name)
                own = [match.slug for match in found if match.kind == kind]
                if not own or own[0] != row.slug:
                    lost.append((name, own[:3]))
            for word in set(re.findall(r"\w{6,}", row.title)):
                for wrong in misspelt(word):
                    asked = row.title.replace(word, wrong, 1)
                    first = [(m.kind, m.slug) for m in known.match(asked)[:3]]
                    if (kind, row.slug) not in first:
                        lost.append((asked, first))
    assert lost == []


def test_shipped_pages_answer_what_people_type():
    load_content(SHIPPED)
    for query, expected in {
        "slipped disc": ("condition", "herniated-disc"),
        "Sciatica": ("condition", "sciatica"),
        "epidurl steroid injecton": ("procedure", "epidural-steroid-injection"),
        "RFA": ("procedure", "radiofrequency-ablation"),
        "burning feet": ("condition", "peripheral-neuropathy"),
    }.items():
        assert slugs(query)[0] == expected, query


def test_find_groups_by_kind_with_the_best_kind_first():
    factories.page("condition", title="Sciatica")
    factories.page("guide", title="Living with sciatica")
    groups = find("sciatica", "en")
    assert [group.model.kind for group in groups] == ["condition", "guide"]


def test_find_goes_on_with_what_it_knew_while_somebody_learns():
    factories.page("condition", title="Sciatica")
    assert slugs("sciatica") == [("condition", "sciatica")]
    factories.page("guide", "living", title="Living with sciatica")
    with search._learning:
        assert slugs("sciatica") == [("condition", "sciatica")]
    assert slugs("sciatica") == [("condition", "sciatica"), ("guide", "living")]


def test_find_looks_into_texts():
    page = factories.page("cause", how_it_leads_to_pain="A zebra stands on the nerve.")
    factories.page("cause", "other", title="Other")
    assert slugs("zebra nerve") == [("cause", page.slug)]
    assert slugs("zebra elephant") == []


def test_find_falls_back_to_most_of_the_words():
    page = factories.page("cause", title="Nerve damage")
    assert slugs("what is this nerve thing") == [("cause", page.slug)]


def test_find_shows_first_the_pages_that_are_about_it():
    for slug in "ab":
        text = "There is a zebra."
        factories.page("cause", slug, title=slug * 3, how_it_leads_to_pain=text)
    factories.page("cause", "d", title="ddd", summary="About the zebra.")
    assert [slug for _, slug in slugs("zebra")] == ["d", "a", "b"]


def test_find_passes_over_the_addresses_of_links():
    factories.page("cause", how_it_leads_to_pain="See [it](condition:sciatica).")
    assert slugs("sciatica") == []


@pytest.mark.parametrize(
    "query", ["", "   ", "!?", "'", '"', "*", "(", "NEAR(", "a" * 100]
)
def test_find_of_nothing(query):
    factories.page("cause")
    assert slugs(query) == []


@pytest.mark.parametrize("query", ["nerve AND", "nerve*", '"nerve', "nerve -damage"])
def test_find_takes_no_operators(query):
    factories.page("cause")
    slugs(query)  # no error: what a database makes of signs is not asked


def test_find_sees_a_publication_and_forgets_what_was_unpublished():
    page = factories.page("cause", title="Zebra")
    assert slugs("zebra") == [("cause", page.slug)]
    other = factories.page("cause", "other", title="Zebra two")
    assert ("cause", "other") in slugs("zebra")
    withdraw([other])
    assert slugs("zebra") == [("cause", page.slug)]


def test_find_does_not_show_drafts():
    factories.revision("cause", title="Zebra")
    assert slugs("zebra") == []


def test_find_prefers_the_language_that_is_shown():
    factories.page("cause", title="Nerve damage")
    factories.page("cause", language="es", title="Daño nervioso")
    factories.page("cause", "only-english", title="Nerves")
    assert slugs("dano", "es") == [("cause", "nerve-damage")]
    assert slugs("nerves", "es") == [("cause", "only-english")]
    assert [row.language for group in find("daño", "es") for row in group.rows] == [
        "es"
    ]


def test_suggest_offers_what_begins_so():
    factories.page("cause", title="Nerve damage")
    factories.page("condition", title="Neck pain")
    assert suggest("ne", "en") == ["Neck pain", "Nerve damage"]
    assert suggest("nerve da", "en") == ["Nerve damage"]
    assert suggest("damge", "en") == ["Nerve damage"]
    assert suggest("", "en") == []


def test_vocabulary_is_made_once_a_version(django_assert_num_queries):
    factories.page("cause")
    first = vocabulary("en")
    with django_assert_num_queries(1):
        assert vocabulary("en") is first
    PublishedVersion.advance()
    assert vocabulary("en") is not first
