"""A rule of the pain path is changed in the browser, and a reviewer sees what it does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from portal.clinic import roles
from portal.pages.revisions import Revision
from tests import factories
from tests.portal.painpath.published import publish_small

DESK = {"viewport": {"width": 1280, "height": 900}}


def sign_in(visit, name: str) -> None:
    visit.page.context.clear_cookies()
    visit.goto("/admin/login/?next=/admin/")
    visit.page.get_by_label("Username").fill(name)
    visit.page.get_by_label("Password").fill("correct horse")
    visit.press("Log in")


@pytest.mark.parametrize("visit", [DESK], indirect=True)
def test_rule_changed_compared_and_sent(visit):
    publish_small()
    factories.staff(roles.EDITOR, "ada")
    factories.staff(roles.REVIEWER, "ben")
    page = visit.page
    sign_in(visit, "ada")
    visit.follow("Pain path")
    visit.follow("Pain path: rules")
    assert visit.violations() == []
    visit.follow("Change knee")
    assert visit.violations() == []
    page.locator("[name=ready_when-0-at_least]").fill("8")
    page.get_by_label("What you changed").fill("From eight on")
    visit.press("Save and send for review")
    expect(page.locator(".messagelist")).to_contain_text("Sent for review")
    sign_in(visit, "ben")
    visit.goto("/admin/pages/revision/queue/")
    visit.follow("Pain path: rules")
    effect = page.locator(".path-review")
    expect(effect).to_contain_text(
        "A knee that hurts: knee-injection: listed → not yet"
    )
    expect(page.locator("#content ins", has_text="8").first).to_be_visible()
    assert visit.violations() == []
    visit.follow("Check it with every proof")
    assert visit.violations() == []
    assert Revision.objects.latest("pk").note == "From eight on"
