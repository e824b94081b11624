"""Every page below /admin/, once each as staff meet it, on a desk in light colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from tests import factories
from tests.admin_addresses import admin_addresses, is_like_another
from tests.browser.reach import Look
from tests.browser.visit import give_cookies

NO_PAGES = {
    "autocomplete",
    "jsi18n",
    "login",
    "logout",
    "painpath_flow_picture",
    "painpath_flow_picture_live",
    "pages_markdown_preview",
    "pages_presence",
    "pages_references",
    "pages_signed_in",
}
"""They answer scripts, or lead away."""
ELSEWHERE = ("procedures_procedure_change",)
"""The largest form: test_admin_fields looks at it, with more of it open."""
DJANGOS_OWN = "search-label-icon"
"""A label on the icon in its widget for the rights of a role, which has no role."""
AROUND = ("#header", "#nav-sidebar")
"""What stands around every page, and is looked at on these, without and with the last."""
WHOLE = ("index", "pages_guide_changelist")


@pytest.mark.parametrize(
    "visit", [{"viewport": {"width": 1280, "height": 900}}], indirect=True
)
def test_every_page_of_staff_is_accessible(visit, client):
    addresses = admin_addresses()
    client.force_login(factories.editor())
    give_cookies(visit.page.context, visit.home, client.cookies)
    seen, faults = set(), []
    for name, address in addresses.items():
        if name in NO_PAGES or name in ELSEWHERE or is_like_another(name):
            continue
        if not is_page(visit, address) or visit.page.url in seen:
            continue
        seen.add(visit.page.url)
        look = Look(visit)
        look.desk(without=() if name in WHOLE else AROUND)
        faults += look.faults
    assert len(seen) > 30, seen
    assert {*WHOLE} <= addresses.keys()
    assert "\n".join(fault for fault in faults if DJANGOS_OWN not in fault) == ""


def is_page(visit, address: str) -> bool:
    """Go there; tell whether there is something to look at, and nothing was refused."""
    try:
        answer = visit.page.goto(visit.home + address)
    except Error:  # a file, or a refusal without a word
        answer = None
    if answer and answer.status == 200:
        return True
    visit.complaints.clear()  # the browser itself notes the status
    return False
