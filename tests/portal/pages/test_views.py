from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions.models import Condition
from portal.pages.editorial import workflow
from portal.pages.editorial.renaming import rename
from portal.pages.models import Guide
from portal.pages.publishing import publish, save_draft, withdraw
from portal.pages.records import record_models
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = ["condition", "symptom", "cause", "procedure", "conventional-care", "guide"]
STANDING = ["/", "/glossary/", "/sources/", "/search/", "/about/", "/privacy/"]
STANDING += ["/accessibility/", "/contact/"]


def address(kind: str, slug: str | None = None) -> str:
    return f"/{record_models()[kind].folder}/{slug or factories.SLUGS[kind]}/"


@pytest.fixture
def pages() -> None:
    factories.pages()


@pytest.mark.parametrize("kind", PAGES)
def test_page_shows_all_that_its_record_holds(client, pages, kind):
    html = client.get(address(kind)).content.decode()
    record = factories.record(kind)
    assert f'<h1 itemprop="name">{record["title"]}' in html.replace("\n", "").replace(
        "  ", ""
    )
    for name in ("summary", "funding"):
        assert record[name] in html
    for text in record["emergency"] + record["urgent"] + record["routine"]:
        assert text in html
    for section in [name for name in record if str(record[name]).startswith("Text of")]:
        assert f"Text of {section}" in html
    assert "Not yet reviewed by a clinician" in html
    assert 'href="/conditions/sciatica/"' in html
    assert "read in a copy of the document" in html


@pytest.mark.parametrize("kind", PAGES)
def test_page_unknown_is_404(client, kind):
    response = client.get(address(kind, "nothing-here"))
    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()


@pytest.mark.parametrize("kind", PAGES)
def test_page_draft_is_404(client, kind):
    draft = factories.revision(kind)
    record_models()[kind].objects.create(
        slug=draft.slug, **{"title": "Draft", "summary": "Draft"}
    )
    assert client.get(address(kind)).status_code == 404


@pytest.mark.parametrize("kind", PAGES)
def test_page_unpublished_is_410(client, kind):
    withdraw([factories.page(kind)])
    response = client.get(address(kind))
    assert response.status_code == 410
    assert factories.record(kind)["summary"] not in response.content.decode()


@pytest.mark.parametrize("kind", PAGES)
def test_page_refuses_other_methods(client, kind):
    assert client.post(address(kind)).status_code == 405


@pytest.mark.parametrize("kind", PAGES)
def test_index_lists_pages_in_every_order(client, pages, kind):
    folder = record_models()[kind].folder
    for by in ("title", "area"):
        html = client.get(f"/{folder}/", {"by": by}).content.decode()
        assert address(kind) in html


@pytest.mark.parametrize("folder", ["procedures", "conventional-care"])
def test_index_by_type(client, pages, folder):
    assert client.get(f"/{folder}/?by=type").status_code == 200


def test_index_unknown_order_is_404(client):
    assert client.get("/conditions/?by=colour").status_code == 404
    assert client.get("/conditions/?by=type").status_code == 404


@pytest.mark.parametrize("path", STANDING)
def test_standing_pages_show_without_content(client, path):
    assert client.get(path).status_code == 200
    assert client.get(f"/es{path}").status_code == 200


@pytest.mark.parametrize("path", [*STANDING, *(f"/{p}/" for p in ("es/conditions",))])
def test_public_pages_set_no_cookie(client, pages, path):
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_page_relates_both_ways(client, pages):
    for kind in ("symptom", "cause", "procedure", "conventional-care"):
        assert address("condition") in client.get(address(kind)).content.decode()
        assert address(kind) in client.get(address("condition")).content.decode()


def link(many: range) -> None:
    """Publish pages and sources, and a page of each kind that links to all of them."""
    names = [(kind, f"{kind}-{n}") for kind in ("symptom", "guide") for n in many]
    new = [factories.revision(kind, name, title=name) for kind, name in names]
    new += [factories.revision("source", f"source-{n}") for n in many]
    links = {
        "related": [f"{kind}:{name}" for kind, name in names],
        "sources": ["trial-2020", *(f"source-{n}" for n in many)],
    }
    symptoms = ["burning-pain", *(f"symptom-{n}" for n in many)]
    publish(
        [
            *new,
            *(factories.revision(kind, **links) for kind in PAGES[1:]),
            factories.revision("condition", symptoms=symptoms, **links),
        ]
    )


def test_page_uses_a_fixed_number_of_queries(client, pages):
    assert PAGES[0] == "condition"
    asked = {1: {}, 40: {}}
    for number, counts in asked.items():
        link(range(number))
        for kind in PAGES:
            client.get("/")  # whoever asks first reads what is on every page
            with CaptureQueriesContext(connection) as queries:
                html = client.get(address(kind)).content.decode()
            assert f"symptom-{number - 1}" in html
            counts[kind] = len(queries)
    assert asked[1] == asked[40]
    assert max(asked[1].values()) <= 14


def test_page_untranslated_is_offered_in_english(client, pages):
    html = client.get("/es/conditions/sciatica/").content.decode()
    assert '<html lang="es"' in html
    assert 'lang="en"' in html.split("<main")[1]
    assert 'hreflang="es"' not in html.split("</head>")[0]


def test_page_translated_is_linked_both_ways(client, pages):
    factories.page("condition", language="es", title="Ciática", summary="Dolor.")
    english = client.get("/conditions/sciatica/").content.decode()
    spanish = client.get("/es/conditions/sciatica/").content.decode()
    for html in (english.split("</head>")[0], spanish.split("</head>")[0]):
        assert 'hreflang="en" href="http://testserver/conditions/sciatica/"' in html
        assert 'hreflang="es" href="http://testserver/es/conditions/sciatica/"' in html
    assert "Ciática" in spanish
    assert "Ciática" not in english.split("<main")[1]


def test_reviewed_page_names_the_reviewer(client, pages):
    factories.page(
        "condition",
        reviewed_by="Dr. A. Reviewer",
        last_reviewed="2026-01-31",
        next_review_due="2029-01-31",
    )
    html = client.get("/conditions/sciatica/").content.decode()
    assert "Not yet reviewed by a clinician" not in html
    assert "Dr. A. Reviewer" in html
    assert 'datetime="2026-01-31">Jan. 31, 2026' in html
    assert "2029" in html


def test_page_says_of_when_it_is_and_how_it_is_kept_up_to_date(client, pages):
    html = client.get("/conditions/sciatica/").content.decode()
    about = html.split('id="about-page"')[1]
    written = Condition.objects.get().live.created_at
    assert f'<time datetime="{written:%Y-%m-%d}">' in about
    assert "Date of this version:" in about
    assert "the clinician who reviews a page sets the day of its next review" in about


def test_glossary_and_sources_show_their_records(client, pages):
    assert (
        "Where a nerve leaves the spine." in client.get("/glossary/").content.decode()
    )
    html = client.get("/sources/").content.decode()
    assert "https://example.org/trial" in html
    assert "A journal" in html


def test_search_finds_by_title_synonym_and_summary(client, pages):
    factories.page("condition", synonyms=["slipped disc"], title="Herniated disc")
    for query in ("herniated", "SLIPPED disc", "plain sentence"):
        assert (
            address("condition")
            in client.get("/search/", {"q": query}).content.decode()
        )


def test_search_finds_nothing(client, pages):
    html = client.get("/search/", {"q": "zzz<script>"}).content.decode()
    assert "zzz&lt;script&gt;" in html
    assert "<script>" not in html.split("<main")[1]


def test_sitemap_lists_published_pages_in_their_language(client, pages):
    factories.page("condition", language="es", title="Ciática")
    xml = client.get("/sitemap.xml").content.decode()
    assert "/conditions/sciatica/" in xml
    assert "/es/conditions/sciatica/" in xml
    assert xml.count("burning-pain") == 1


def test_robots_names_the_sitemap(client):
    assert (
        "Sitemap: http://testserver/sitemap.xml"
        in client.get("/robots.txt").content.decode()
    )


def test_page_at_its_former_address_leads_to_todays(client, pages):
    factories.page("guide", language="es", title="Cuando considerar")
    rename(Guide, "when-to-consider", "when", by=factories.user())
    for prefix in ("", "/es"):
        response = client.get(f"{prefix}/guides/when-to-consider/")
        assert (response.status_code, response["Location"]) == (
            301,
            f"{prefix}/guides/when/",
        )
        assert response["Cache-Control"] == "no-cache"
        assert client.get(response["Location"]).status_code == 200
    response = client.head("/guides/when-to-consider/?from=letter")
    assert response["Location"] == "/guides/when/?from=letter"
    assert client.post("/guides/when-to-consider/").status_code == 405
    assert client.get("/conditions/when-to-consider/").status_code == 404


def test_page_renamed_twice_is_one_step_away(client, pages):
    ada = factories.user()
    rename(Guide, "when-to-consider", "when", by=ada)
    rename(Guide, "when", "when-to-think", by=ada)
    for slug in ("when-to-consider", "when"):
        response = client.get(f"/guides/{slug}/")
        assert response["Location"] == "/guides/when-to-think/"
    rename(Guide, "when-to-think", "when", by=ada)
    assert client.get("/guides/when/").status_code == 200
    assert client.get("/guides/when-to-think/")["Location"] == "/guides/when/"


def test_former_address_of_what_patients_do_not_read(client, pages):
    rename(Guide, "when-to-consider", "when", by=factories.user())
    withdraw(Guide.objects.all())
    assert client.get("/guides/when-to-consider/", follow=True).status_code == 410
    Guide.objects.update(status="draft")
    assert client.get("/guides/when-to-consider/").status_code == 404


def test_deleted_draft_was_never_there(client):
    ada = factories.user()
    row = Guide(language="en", slug="secret")
    save_draft(row, factories.record("guide"), author=ada, based_on=None)
    workflow.delete(row, by=ada)
    assert client.get("/guides/secret/").status_code == 404


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", []),
        ("/conditions/", ["/conditions/ page"]),
        ("/conditions/sciatica/", ["/conditions/ true"]),
        ("/es/conditions/sciatica/", ["/es/conditions/ true"]),
    ],
)
def test_menu_says_where_the_reader_is(client, path, current):
    factories.page("condition")
    text = client.get(path).content.decode()
    menu = re.search(r'<details class="menu">.*?</details>', text, re.DOTALL)[0]
    found = re.findall(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>', menu)
    assert len(found) == 8
    assert [f"{to} {how}" for to, how in found if how] == current
