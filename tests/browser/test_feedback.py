"""Readers say whether a page was clear; a clinician signs one. Neither has an account."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from portal.clinic import roles
from portal.clinic.models import Feedback
from portal.pages.editorial import workflow
from portal.pages.editorial.models import SignOffLink
from portal.pages.editorial.sign_off import make_link
from portal.pages.models import Guide
from tests import edits, factories

GUIDE = "/guides/when-to-consider/"
WINDOWS = [
    pytest.param({"viewport": {"width": 320, "height": 640}}, id="narrow"),
    pytest.param(
        {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
        id="desk-dark",
    ),
    pytest.param({"java_script_enabled": False}, id="no-script"),
]


def is_fine(visit) -> None:
    assert visit.page.context.cookies() == []
    assert visit.overflow() <= 0
    assert visit.violations() == []


@pytest.fixture
def look(request, visit):
    """Look for faults, where there is a script to do it."""
    scripted = request.node.callspec.params["visit"].get("java_script_enabled", True)
    return (lambda: is_fine(visit)) if scripted else (lambda: None)


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_reader_tells_what_is_missing(visit, pages, look, settings):
    settings.FEEDBACK_FASTEST = 0  # a browser fills the form in at once
    page = visit.page
    visit.goto(GUIDE)
    visit.press("Something is missing")
    look()
    expect(page.get_by_role("radio", name="Something is missing")).to_be_checked()
    expect(page.get_by_label("Leave this empty")).to_be_hidden()
    page.get_by_label("What is missing or not clear?").fill("Call 555 010 4444")
    visit.press("Send")
    expect(page.get_by_role("alert")).to_contain_text("phone number")
    look()
    page.get_by_label("What is missing or not clear?").fill("What does it cost?")
    visit.press("Send")
    expect(page.locator("h1")).to_have_text("Thank you")
    look()
    visit.follow("Back to the page")
    assert page.url.endswith(GUIDE)
    kept = Feedback.objects.get()
    assert (kept.path, kept.text) == (GUIDE, "What does it cost?")
    assert page.context.cookies() == []


@pytest.fixture
def link(pages) -> str:
    """The address by which a clinician signs a changed guide."""
    editor = factories.staff(roles.EDITOR, "ed", first_name="Edi")
    guide = Guide.objects.get()
    revision = edits.draft(guide, editor, summary="A very new sentence.")
    workflow.submit(revision, by=editor)
    name = "Dr Ada Lovelace, pain specialist"
    _, secret = make_link(revision, name=name, email="", days=14, by=editor)
    return f"/sign-off/{secret}/"


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_clinician_reads_and_signs(visit, link, look):
    page = visit.page
    visit.goto(link)
    look()
    page.locator("summary").filter(has_text="What changed").click()
    expect(page.locator("ins").first).to_be_visible()
    look()
    page.get_by_role("link", name="To your answer").click()
    page.get_by_role("radio", name="Please change it").check()
    visit.press("Send my answer")
    expect(page.get_by_role("alert")).to_contain_text("Say what should be changed.")
    look()
    page.get_by_role("radio", name="I have read the whole page and sign it").check()
    visit.press("Send my answer")
    expect(page.locator("h1")).to_have_text("Thank you")
    look()
    assert SignOffLink.objects.get().approves is True


def test_used_link_says_so(visit, link):
    SignOffLink.objects.all().delete()
    visit.goto(link)
    expect(visit.page.locator("h1")).to_have_text("This link is no longer valid")
    is_fine(visit)
    # The browser itself notes that the page was answered with 404.
    visit.complaints = [text for text in visit.complaints if "404" not in text]
