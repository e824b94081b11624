"""What search engines and those who share a page are told, read by a parser."""

from __future__ import annotations

import html5lib
import microdata
import pytest

from portal.pages.records import record_models
from tests import factories

pytestmark = pytest.mark.django_db

KINDS = {
    "condition": "MedicalCondition",
    "symptom": "MedicalSignOrSymptom",
    "cause": "MedicalCause",
    "procedure": "MedicalProcedure",
    "conventional-care": "MedicalTherapy",
    "guide": None,
}
LISTS = ["/", "/glossary/", "/sources/", "/a-to-z/", "/site-map/", "/contact/"]
LISTS += ["/procedures/compare/", "/about/", "/privacy/", "/accessibility/"]
QUESTIONS = "".join(
    f"### Question {number}?\n\nAnswer {number}.\n\n" for number in (1, 2, 3)
)


def address(kind: str) -> str:
    return f"/{record_models()[kind].folder}/{factories.SLUGS[kind]}/"


def types(item) -> list[str]:
    return [str(found).removeprefix("https://schema.org/") for found in item.itemtype]


def items(client, path: str) -> list:
    return microdata.get_items(client.get(path).content)


def head(client, path: str) -> dict[str, str]:
    """Return what the page's head says, by name."""
    text = client.get(path).content.decode()
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    said = {"title": tree.findtext("head/title")}
    for link in tree.findall("head/link"):
        if link.get("rel") == "canonical":
            assert "canonical" not in said
            said["canonical"] = link.get("href")
    for meta in tree.findall("head/meta"):
        if name := meta.get("name") or meta.get("property"):
            assert name == "theme-color" or name not in said
            said[name] = meta.get("content")
    return said


@pytest.mark.parametrize("kind", KINDS)
def test_page_says_what_it_is_and_what_it_is_about(client, kind):
    factories.page(kind, synonyms=["slipped disc", "slippd disc"])
    (page,) = items(client, address(kind))
    record = factories.record(kind)
    assert types(page) == ["MedicalWebPage"]
    assert page.name == record["title"]
    assert page.description == record["summary"]
    assert page.inLanguage == "en"
    if KINDS[kind] is None:
        assert page.about is None
    else:
        assert types(page.about) == [KINDS[kind]]
        assert page.about.name == record["title"]
        assert page.about.get_all("alternateName") == ["slipped disc"]


def test_page_not_reviewed_claims_no_review(client):
    factories.page("condition", next_review_due="2029-01-31")
    (page,) = items(client, address("condition"))
    assert page.lastReviewed is None
    assert page.reviewedBy is None


def test_page_reviewed_says_by_whom_and_when(client):
    reviewed = {"reviewed_by": "Dr. A. Reviewer", "last_reviewed": "2026-01-31"}
    factories.page("condition", **reviewed)
    (page,) = items(client, address("condition"))
    assert page.lastReviewed == "2026-01-31"
    assert types(page.reviewedBy) == ["Person"]
    assert page.reviewedBy.name == "Dr. A. Reviewer"


def test_guide_of_questions_gives_each_with_its_answer(client):
    factories.page("guide", body=f"Hello.\n\n## Part\n\nFirst.\n\n{QUESTIONS}")
    (page,) = items(client, address("guide"))
    assert types(page) == ["MedicalWebPage", "FAQPage"]
    asked = page.get_all("mainEntity")
    assert [types(question) for question in asked] == [["Question"]] * 3
    assert [question.name for question in asked] == [
        "Question 1?",
        "Question 2?",
        "Question 3?",
    ]
    assert types(asked[0].acceptedAnswer) == ["Answer"]
    assert asked[0].acceptedAnswer.text == "Answer 1."


def test_guide_of_other_headings_is_no_list_of_questions(client):
    factories.page("guide", body=f"{QUESTIONS}### Mood\n\nLow.")
    (page,) = items(client, address("guide"))
    assert types(page) == ["MedicalWebPage"]
    assert page.mainEntity is None
    assert "Question 1?" in client.get(address("guide")).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_page_head_is_the_pages_own(client, kind):
    title, summary = 'The "best" & worst', 'What a "sham" is & why.'
    factories.page(kind, title=title, summary=summary)
    said = head(client, address(kind))
    assert said["title"].startswith(f"{title} – ")
    assert said["og:title"] == title
    assert said["description"] == said["og:description"] == summary
    assert said["og:type"] == "article"
    assert_addressed(said, address(kind))


@pytest.mark.parametrize("path", LISTS)
def test_standing_page_head(client, path):
    said = head(client, path)
    assert said["title"].startswith(f"{said['og:title']} – ")
    assert len(said["og:title"]) > 3
    assert said["description"] == said["og:description"]
    assert len(said["description"]) > 40
    assert said["og:type"] == "website"
    assert_addressed(said, path)


@pytest.mark.parametrize("kind", KINDS)
def test_list_head_describes_the_kind(client, kind):
    path = f"/{record_models()[kind].folder}/"
    said = head(client, f"{path}?by=area")
    assert (
        said["description"]
        == said["og:description"]
        != head(client, "/")["description"]
    )
    assert_addressed(said, path)


def assert_addressed(said: dict[str, str], path: str) -> None:
    assert said["canonical"] == said["og:url"] == f"http://testserver{path}"
    assert said["og:site_name"] in said["title"]
    assert said["og:locale"] == "en"


def test_untranslated_page_is_canonical_in_its_own_language(client):
    factories.page("condition")
    said = head(client, "/es/conditions/sciatica/")
    assert (
        said["canonical"] == said["og:url"] == "http://testserver/conditions/sciatica/"
    )
    (page,) = items(client, "/es/conditions/sciatica/")
    assert page.inLanguage == "en"
