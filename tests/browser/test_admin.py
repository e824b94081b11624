"""A clinic editor's browser: correct a list, preview, publish, under our CSP."""

from __future__ import annotations

import pytest

from tests import factories


@pytest.mark.parametrize(
    "visit", [{"viewport": {"width": 1280, "height": 900}}], indirect=True
)
def test_editor_adds_a_question_previews_and_publishes(visit, pages):
    factories.editor()
    page = visit.page
    visit.goto("/admin/pages/guide/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    page.locator("th.field-title a").first.click()
    page.get_by_label("Title").fill("When to think about it")
    questions = page.locator(".field-questions")
    questions.get_by_role("button", name="Add item").click()
    questions.locator("input[type=text]").last.fill("What does it cost?")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Preview").first.click()
    page.get_by_text("What does it cost?").wait_for()
    visit.goto("/guides/when-to-consider/")
    assert not page.get_by_text("What does it cost?").count()

    visit.goto("/admin/pages/guide/")
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("publish_drafts")
    page.get_by_role("button", name="Go").click()
    page.get_by_text("Patients see it now").wait_for()
    visit.goto("/guides/when-to-consider/")
    assert page.locator("h1").inner_text() == "When to think about it"
    assert page.get_by_text("What does it cost?").is_visible()
