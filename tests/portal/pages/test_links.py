from __future__ import annotations

import pytest

from conditions.models import Cause, Condition
from portal.pages.links import (
    MENTION,
    links_of,
    pages_by_slug,
    rebuild_links,
    related_pages,
)
from portal.pages.loading import load_content
from portal.pages.publishing import withdraw
from portal.pages.records import schema_of
from portal.pages.revisions import Link
from portal.pages.schema import Reference
from tests import factories
from tests.edits import CONDITION, edit, write_file

pytestmark = pytest.mark.django_db


def table():
    fields = ["kind", "language", "slug", "relation", "to_kind", "to_slug"]
    return sorted(Link.objects.values_list(*fields))


def slugs(related):
    return {
        kind: [page.slug for page in pages] for kind, pages in related.items() if pages
    }


def test_links_of_fields_and_texts_each_once():
    record = factories.record(
        "cause",
        related=["guide:when-to-consider"],
        how_it_leads_to_pain="[a](condition:a) [b](condition:a) [c](https://c.example)",
        what_can_be_changed="[a](condition:a) [d](source:trial-2020)",
    )
    assert links_of(schema_of(Cause), record) == {
        Reference("related", "guide", "when-to-consider"),
        Reference("sources", "source", "trial-2020"),
        Reference(MENTION, "condition", "a"),
        Reference(MENTION, "source", "trial-2020"),
    }


def test_rebuild_links_gives_the_table_that_publishing_kept(content):
    load_content(content)
    edit(content / CONDITION, "causes:\n- nerve-damage\n", "causes:\n- other\n")
    write_file(content, "cause", "other", title="Other", related=["cause:nerve-damage"])
    load_content(content)
    withdraw(Cause.objects.filter(slug="nerve-damage"))
    before = table()
    assert ("condition", "en", "sciatica", "causes", "cause", "other") in before
    assert not [
        row
        for row in before
        if row[4:] == ("cause", "nerve-damage") and row[3] == "causes"
    ]
    assert not [row for row in before if row[2] == "nerve-damage"]
    assert rebuild_links() == len(before)
    assert table() == before
    Link.objects.all().delete()
    rebuild_links()
    assert table() == before


def test_related_pages_both_ways(content):
    load_content(content)
    sciatica = Condition.objects.get()
    there = related_pages(sciatica, "en")
    assert slugs(there) == {
        "symptom": ["burning-pain"],
        "cause": ["nerve-damage"],
        "conventional-care": ["exercise"],
        "procedure": ["nerve-block"],
    }
    for kind in ("symptom", "cause", "conventional-care", "procedure"):
        (page,) = there[kind]
        assert slugs(related_pages(page, "en")) == {"condition": ["sciatica"]}


def test_related_pages_are_published_sorted_and_in_the_readers_language():
    for slug, title in (("b", "Beta"), ("a", "Alpha"), ("c", "Gone")):
        factories.page("cause", slug, title=title)
    factories.page("cause", "b", language="es", title="Aaa")
    withdraw(Cause.objects.filter(slug="c"))
    page = factories.page("condition", causes=["b", "a", "c", "nowhere"])
    assert slugs(related_pages(page, "en"))["cause"] == ["a", "b"]
    found = related_pages(page, "es")["cause"]
    assert [(cause.slug, cause.language) for cause in found] == [
        ("b", "es"),
        ("a", "en"),
    ]


def test_related_pages_do_not_count_mentions():
    factories.page("condition", procedures=None, causes=["other"])
    cause = factories.page("cause")  # its texts mention the condition
    assert slugs(related_pages(cause, "en")) == {}
    assert Link.objects.filter(slug="nerve-damage", relation=MENTION).exists()


def test_related_pages_takes_as_many_queries_whatever_is_linked(
    django_assert_num_queries,
):
    lists = {"symptoms": "symptom", "causes": "cause", "conventional_care": None}
    many = {name: [f"x-{n}" for n in range(20)] for name in lists}
    for name, kind in lists.items():
        for slug in many[name] if kind else []:
            factories.page(kind, slug, title=slug)
    few = factories.page("condition", "few", procedures=None)
    full = factories.page("condition", "full", procedures=None, **many)
    counts = []
    for page in (few, full):
        with django_assert_num_queries(4) as queries:  # links, 3 kinds
            related_pages(page, "en")
        counts.append(len(queries))
    assert counts == [4, 4]


def test_pages_by_slug_leaves_out_what_is_not_there():
    factories.page("cause", "a", title="Zeta")
    factories.page("cause", "b", title="Alpha")
    assert list(pages_by_slug("cause", ["a", "b", "c"], "en")) == ["b", "a"]
