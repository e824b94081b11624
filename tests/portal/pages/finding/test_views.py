from __future__ import annotations

import logging

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def page_of(client, query, prefix=""):
    return client.get(f"{prefix}/search/", {"q": query}).content.decode()


def main(html):
    return html.split("<main")[1].split("</main>")[0]


def test_search_marks_the_words_that_were_asked_for(client):
    factories.page("condition", title="Slipped disc & nerve")
    html = main(page_of(client, "disc nerves"))
    assert "Slipped <mark>disc</mark> &amp; nerve" in html


def test_search_shows_what_a_page_is_about_as_it_was_written(client):
    factories.page("condition", summary="The spine's joints & discs.")
    factories.page("term", text="The spine's end.")
    html = main(page_of(client, "sciatica"))
    assert "The spine&#x27;s joints &amp; discs." in html
    assert "The spine&#x27;s end." in main(page_of(client, "nerve root"))


def test_search_shows_the_emergency_card_above_the_results(client):
    factories.page("condition", title="Bladder pain")
    html = main(page_of(client, "I can’t pee, bladder pain"))
    assert html.index("New trouble with your bladder") < html.index("/conditions/")
    assert 'href="tel:911"' in html


def test_search_for_words_of_despair_shows_whom_to_call(client):
    html = main(page_of(client, "i want to die"))
    assert 'href="tel:988"' in html
    assert "You deserve help now" in html
    assert html.index("You deserve help now") < html.index("<h1")


def test_search_in_spanish_knows_the_signs_too(client):
    assert 'href="tel:988"' in page_of(client, "quiero morir", "/es")


def test_search_that_finds_nothing_offers_lists_and_signs(client):
    html = main(page_of(client, "zzzzzz"))
    for address in ("/symptoms/", "/conditions/?by=area", "/pain-path/emergency/"):
        assert f'href="{address}"' in html


def test_search_finds_terms_with_what_they_mean(client):
    factories.page("term")
    html = main(page_of(client, "nerve root"))
    assert 'href="/glossary/#nerve-root"' in html
    assert "leaves the spine" in html


@pytest.mark.parametrize(
    "path", ["/search/", "/search/suggest/", "/es/search/suggest/"]
)
def test_search_is_only_read_and_never_kept(client, path):
    assert client.post(path).status_code == 405
    response = client.get(path, {"q": "private words"})
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_search_does_not_log_what_was_typed(client, caplog):
    with caplog.at_level(logging.DEBUG, logger="portal"):
        client.get("/search/", {"q": "embarrassing words"})
        client.get("/search/suggest/", {"q": "embarrassing words"})
    assert "embarrassing" not in caplog.text


def test_suggestions_are_titles(client):
    factories.page("condition", title="Sciatica")
    assert client.get("/search/suggest/", {"q": "sci"}).json() == {
        "titles": ["Sciatica"]
    }
    assert client.get("/search/suggest/").json() == {"titles": []}


@pytest.mark.parametrize("query", ["\x00", "a" * 5000, "🩻", "‮abc", "%27%22", "<b>"])
def test_search_takes_anything(client, query):
    for path in ("/search/", "/search/suggest/"):
        assert client.get(path, {"q": query}).status_code == 200
