"""A clinic editor's browser: correct a list, preview, save, merge, under our CSP."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from portal.pages.publishing import head_revision, save_draft
from tests import factories

GUIDE = ("guide", "en", "when-to-consider")
wide = pytest.mark.parametrize(
    "visit", [{"viewport": {"width": 1280, "height": 900}}], indirect=True
)


def sign_in(visit) -> None:
    page = visit.page
    visit.goto("/admin/pages/guide/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("correct horse")
    visit.press("Log in")
    visit.follow(page.locator("th.field-title a").first)


@wide
def test_editor_adds_a_question_previews_and_saves(visit, pages):
    factories.editor()
    page = visit.page
    sign_in(visit)
    page.locator("#id_title").fill("When to think about it")
    questions = page.locator(".field-questions")
    questions.get_by_role("button", name="Add to").click()
    page.keyboard.type("What does it cost?")
    assert visit.violations() == []
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    opened.value.get_by_text("What does it cost?").wait_for()
    opened.value.close()
    page.get_by_label("What you changed").fill("A question about money")
    visit.press("Save and send for review")
    page.get_by_text("Sent for review").wait_for()
    visit.goto("/guides/when-to-consider/")
    expect(page.locator("h1")).to_have_text("When to consider")
    expect(page.get_by_text("What does it cost?")).to_have_count(0)


@wide
def test_two_editors_on_one_page_lose_nothing(visit, pages):
    factories.editor()
    ben = factories.user("ben", first_name="Ben", last_name="Okafor")
    page = visit.page
    sign_in(visit)
    head = head_revision(*GUIDE)
    row = factories.record_models()["guide"].objects.get()
    theirs = head.record | {"title": "Their title", "summary": "Their summary."}
    save_draft(row, theirs, author=ben, based_on=head)
    page.locator("#id_title").fill("My title")
    visit.press("Save draft")
    page.get_by_role("heading", name="Bring two versions together").wait_for()
    assert visit.violations() == []
    page.get_by_label("Your version").first.check()
    visit.press("Save as a new draft")
    page.get_by_text("Both are together in a new draft").wait_for()
    record = head_revision(*GUIDE).record
    assert (record["title"], record["summary"]) == ("My title", "Their summary.")
