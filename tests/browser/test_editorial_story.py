"""The whole story in a browser: corrected, reviewed, published, restored, merged."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User

from portal.clinic import roles
from portal.pages.models import Guide
from portal.pages.revisions import Revision
from tests import edits, factories

DESK = {"viewport": {"width": 1280, "height": 900}}
desk = pytest.mark.parametrize("visit", [DESK], indirect=True)
PAGE = "/guides/when-to-consider/"
WORDS = "Think about it after six weeks."


@pytest.fixture
def staff(visit, pages):
    """An editor and a reviewer, and the page that they work on."""
    factories.staff(roles.EDITOR, "ada", first_name="Ada", last_name="Gil")
    factories.staff(roles.REVIEWER, "ben", first_name="Ben", last_name="Okafor")
    return visit


def sign_in(visit, name: str) -> None:
    visit.page.context.clear_cookies()
    visit.goto("/admin/login/")
    visit.page.get_by_label("Username").fill(name)
    visit.page.get_by_label("Password").fill("correct horse")
    visit.press("Log in")


def form() -> str:
    return f"/admin/pages/guide/{Guide.objects.get().pk}/change/"


@desk
def test_correct_review_publish_and_restore(staff):
    visit, page = staff, staff.page
    sign_in(visit, "ada")
    visit.goto(form())
    # From the open page to a submitted correction: at most four clicks.
    page.locator("#id_body").fill(WORDS)
    page.get_by_label("What you changed").fill("Says when")
    visit.press("Save and send for review")
    page.get_by_text("Sent for review").first.wait_for()
    visit.goto(PAGE)
    assert WORDS not in page.locator("main").inner_text()

    sign_in(visit, "ben")
    visit.follow("When to consider")
    assert "Says when" in page.locator("#content").inner_text()
    assert page.locator("ins", has_text="six weeks").first.is_visible()
    assert visit.violations() == []
    visit.follow("See it as patients will")
    assert WORDS in page.locator("main").inner_text()
    page.go_back()
    page.get_by_label("Publish it now").check()
    page.get_by_label("I checked the whole page").check()
    page.get_by_label("Reviewed by").fill("Ben Okafor, nurse")
    visit.press("Confirm this decision")
    visit.goto(PAGE)
    text = page.locator("main").inner_text()
    assert WORDS in text
    assert "Reviewed by Ben Okafor, nurse" in text
    guide = Guide.objects.get()
    assert guide.last_reviewed == dt.date.today()

    sign_in(visit, "ada")
    visit.goto(f"/admin/pages/guide/{guide.pk}/history/")
    assert visit.violations() == []
    visit.follow(page.get_by_role("link", name="Bring back").last)
    assert visit.violations() == []
    visit.press("Bring it back as a draft")
    restored = Revision.objects.order_by("-pk").first()
    assert restored.state == Revision.State.DRAFT
    assert restored.record["body"] == factories.record("guide")["body"]
    visit.goto(PAGE)
    assert WORDS in page.locator("main").inner_text()


@desk
def test_two_people_on_one_page_lose_nothing(staff):
    visit, page = staff, staff.page
    sign_in(visit, "ada")
    visit.goto(form())
    page.locator("#id_title").fill("Ada’s title")
    page.locator("#id_summary").fill("Ada’s summary.")
    guide = Guide.objects.get()
    ben = User.objects.get(username="ben")
    edits.draft(guide, ben, title="Ben’s title", funding="Ben’s hospital.")
    visit.press("Save draft")
    text = page.locator("#content").inner_text()
    assert "Ada’s title" in text
    assert "Ben’s title" in text
    assert visit.violations() == []
    title = page.get_by_role("group", name="Title")
    title.get_by_label("Your version").check()
    visit.press("Save as a new draft")
    newest = Revision.objects.order_by("-pk").first().record
    assert newest["title"] == "Ada’s title"
    assert newest["summary"] == "Ada’s summary."
    assert newest["funding"] == "Ben’s hospital."
