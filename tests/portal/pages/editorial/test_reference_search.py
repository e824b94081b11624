"""Records are found by title, by staff who edit."""

from __future__ import annotations

import pytest

from portal.clinic import roles
from portal.pages.editorial.reference_search import MOST, named, search
from portal.pages.publishing import withdraw
from portal.pages.records import Record
from portal.pages.revisions import Revision
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db

URL = "/admin/pages/revision/references/"


@pytest.fixture
def editor(client):
    client.force_login(factories.staff(roles.EDITOR))
    return client


def titles(kind: str, query: str, language: str = "en") -> list[str]:
    return [choice.title for choice in search(kind, query, language)]


def test_search_finds_words_that_begin_so_in_titles_and_synonyms():
    factories.page("condition", synonyms=["pinched nerve"])
    factories.page("condition", "spinal-stenosis", title="Spinal stenosis")
    assert titles("condition", "SCIÁT") == ["Sciatica"]
    assert titles("condition", "pinch ner") == ["Sciatica"]
    assert titles("condition", "") == ["Sciatica", "Spinal stenosis"]
    assert titles("condition", "tica") == []


def test_search_puts_titles_before_synonyms():
    factories.page("condition", "a-pain", title="A pain", synonyms=["nerve"])
    factories.page("condition", "nerve-trouble", title="Trouble with a nerve")
    factories.page("condition", "nerve", title="Nerve pain")
    assert titles("condition", "nerve") == [
        "Nerve pain",
        "Trouble with a nerve",
        "A pain",
    ]


def test_search_of_sources_knows_publisher_and_year():
    factories.page("source")
    factories.page("source", "other", title="Another", publisher="NICE", year=2016)
    assert titles("source", "nice 2016") == ["Another"]
    assert search("source", "trial", "en")[0].detail == (
        "A journal · 2020 · read in a copy of the document"
    )


def test_search_without_a_kind_finds_pages_and_names_their_kind():
    factories.pages()
    found = search("", "", "en")
    assert {choice.value.split(":")[0] for choice in found} == {
        "condition",
        "symptom",
        "cause",
        "procedure",
        "conventional-care",
        "guide",
    }
    assert "Conventional care" in [choice.detail for choice in found]


def test_search_offers_at_most_so_many():
    for number in range(MOST + 5):
        factories.page("term", f"term-{number}", title=f"Term {number}")
    assert len(search("term", "term", "en")) == MOST


def test_search_shows_each_record_once_in_the_language_of_the_page():
    factories.page("cause")
    factories.page("cause", "posture")
    factories.page("cause", language="es", title="Nervio dañado")
    assert titles("cause", "", "es") == ["Nerve damage", "Nervio dañado"]
    assert titles("cause", "") == ["Nerve damage", "Nerve damage"]


def test_search_says_what_patients_do_not_see_and_leaves_out_the_deleted():
    page = factories.page("cause")
    withdraw([page])
    assert search("cause", "", "en")[0].detail == "Cause · Unpublished"
    withdraw([page], Record.Status.DELETED)
    assert search("cause", "", "en") == []


def test_search_offers_a_translation_that_is_still_a_draft_once():
    factories.page("cause")
    other = factories.page("cause", language="es", title="Nervio dañado")
    withdraw([other])
    assert titles("cause", "", "es") == ["Nervio dañado"]
    draft(other, factories.editor(), title="Nervio")
    assert Revision.objects.count() == 3


def test_named_keeps_the_order_and_marks_what_is_not_there():
    factories.page("cause")
    found = named("cause", ["gone", "nerve-damage", "No slug!"], "en")
    assert [(choice.value, choice.found) for choice in found] == [
        ("gone", False),
        ("nerve-damage", True),
        ("No slug!", False),
    ]
    assert named("cause", [], "en") == []


def test_references_answer_as_json_uncached(editor):
    factories.page("source")
    response = editor.get(URL, {"kind": "source", "q": "tri", "language": "en"})
    assert response.json() == {
        "results": [
            {
                "value": "trial-2020",
                "title": "A trial",
                "detail": "A journal · 2020 · read in a copy of the document",
                "found": True,
            }
        ]
    }
    assert "no-store" in response.headers["Cache-Control"]


def test_references_answer_what_values_are_called(editor):
    factories.page("source")
    answer = editor.get(URL, {"kind": "source", "value": ["none", "trial-2020"]})
    assert [(r["title"], r["found"]) for r in answer.json()["results"]] == [
        ("none", False),
        ("A trial", True),
    ]


@pytest.mark.parametrize("kind", ["condition", ""])
def test_references_ask_the_database_a_fixed_number_of_times(
    editor, kind, django_assert_num_queries
):
    factories.page("condition")
    with django_assert_num_queries(5) as few:
        editor.get(URL, {"kind": kind})
    for number in range(10):
        factories.page("condition", f"c-{number}", title=f"C {number}")
    with django_assert_num_queries(len(few.captured_queries)):
        editor.get(URL, {"kind": kind})


def test_references_of_an_unknown_kind_are_404(editor):
    assert editor.get(URL, {"kind": "user"}).status_code == 404


def test_references_are_only_read(editor):
    assert editor.post(URL).status_code == 405


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER, roles.MANAGER])
def test_references_are_for_every_role(client, role):
    client.force_login(factories.staff(role))
    assert client.get(URL).status_code == 200


def test_references_are_refused_to_staff_without_a_role(client):
    client.force_login(factories.user(is_staff=True))
    assert client.get(URL).status_code == 403


def test_references_need_sign_in(client):
    assert client.get(URL).status_code == 302
