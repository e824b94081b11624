from __future__ import annotations

from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import translation

from portal.clinic.feedback_subject import WHOLE_SITE, subject_at
from portal.pages.publishing import withdraw
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "kind",
    ["condition", "symptom", "cause", "procedure", "conventional-care", "guide"],
)
def test_subject_is_the_record_with_what_patients_read(kind):
    row = factories.page(kind)
    found = subject_at(row.get_absolute_url())
    assert found.path == row.get_absolute_url()
    assert found.title == row.title
    assert found.revision == row.live


def test_subject_of_an_untranslated_page_is_the_english_one():
    row = factories.page("guide")
    found = subject_at("/es/guides/when-to-consider/")
    assert (found.path, found.language) == ("/es/guides/when-to-consider/", "en")
    assert found.revision == row.live


def test_subject_of_a_translated_page_is_the_translation():
    factories.page("guide")
    row = factories.page("guide", language="es", title="Cuándo")
    assert subject_at("/es/guides/when-to-consider/").revision == row.live


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Home"),
        ("/conditions/", "Conditions"),
        ("/procedures/", "Procedures"),
        ("/procedures/compare/", "Compare options"),
        ("/glossary/", "Glossary"),
        ("/search/", "Search"),
        ("/pain-path/", "The pain path"),
        ("/pain-path/result/", "What your answers mean"),
    ],
)
def test_subject_that_is_no_record(path, title):
    found = subject_at(path)
    assert (found.path, found.title, found.revision) == (path, title, None)


def test_subject_is_found_whatever_language_is_shown():
    with translation.override("es"):
        assert subject_at("/glossary/").path == "/glossary/"
    assert subject_at("/es/glossary/").path == "/es/glossary/"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "glossary/",
        "/glossary",
        "/glossary/?q=1",
        "//example.org/",
        "//example.org/glossary/",
        "https://example.org/glossary/",
        "javascript:alert(1)",
        "/no-such-page/",
        "/guides/no-such-guide/",
        "/guides/<script>/",
        "/guides/" + "a" * 300 + "/",
        "/admin/",
        "/healthz",
        "/feedback/",
        "/sign-off/secret/",
        "/pain-path/severity/",
        "/pain-path/buy-this/",
        "/en/glossary/",
        "/glossary/\n",
    ],
)
def test_subject_of_anything_else_is_the_whole_site(path):
    assert subject_at(path) == WHOLE_SITE


def test_subject_that_patients_cannot_read_is_the_whole_site():
    row = factories.page("guide")
    withdraw([row])
    assert subject_at("/guides/when-to-consider/") == WHOLE_SITE


def test_every_page_that_asks_is_a_subject(client):
    """Where readers are asked whether a page was clear, their answer finds it."""
    factories.page("condition")
    asking = []
    for name in {name for name in get_resolver().reverse_dict if isinstance(name, str)}:
        with suppress(NoReverseMatch):
            path = reverse(name)
            if b'class="feedback-ask' in client.get(path).content:
                asking.append(path)
    assert len(asking) > 15
    assert [path for path in asking if not subject_at(path).path] == []
