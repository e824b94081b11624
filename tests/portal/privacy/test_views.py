"""The privacy pages say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import strip_tags

from portal.clinic.models import Clinic
from portal.painpath import cookie
from portal.staff import browsers
from tests.portal.painpath.walking import SCIATICA, Visitor, address, carry

pytestmark = pytest.mark.django_db
BOTH = ("/privacy/", "/health-data/")
ROOT = Path(__file__).parent.parent.parent.parent


def text(path: str) -> str:
    return strip_tags(Client().get(path).content.decode())


def listed() -> dict[str, str]:
    """Return where the privacy page says that each cookie is sent."""
    html = Client().get("/privacy/").content.decode()
    pattern = r'<code>([\w]+)</code> <span class="also">([/\w-]+)</span>'
    return dict(re.findall(pattern, html))


@pytest.mark.parametrize("path", [*BOTH, "/es/privacy/", "/es/health-data/"])
def test_page_shows_and_sets_no_cookie(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", BOTH)
def test_page_names_the_clinic_and_is_linked_everywhere(path):
    Clinic(pk=1, name="Harbor Pain Clinic").save()
    assert "Harbor Pain Clinic" in text(path)
    html = Client().get("/").content.decode()
    footer = html.split('<footer class="site-footer">')[1]
    assert f'href="{path}"' in footer
    assert f"<loc>http://testserver{path}</loc>" in (
        Client().get("/sitemap.xml").content.decode()
    )
    assert f'href="{path}"' in Client().get("/site-map/").content.decode()


def test_privacy_lists_every_cookie_that_is_set(settings):
    visitor = Visitor()
    carry(visitor, SCIATICA)
    visitor.get(address("result"))
    found = {name: one["path"] for name, one in visitor.cookies.items()}
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        found[name] = "/admin/"
    assert listed() == found | {browsers.COOKIE: "/admin/"}


def test_privacy_knows_every_place_where_a_cookie_is_set():
    """A new `set_cookie` must come onto the page, and into the test above."""
    sources = (ROOT / "portal").rglob("*.py")
    setting = {p.name for p in sources if ".set_cookie(" in p.read_text("utf-8")}
    assert setting == {"cookie.py", "browsers.py"}


@pytest.mark.parametrize("path", BOTH)
def test_pages_say_how_long_answers_are_read(path):
    minutes = cookie.IDLE_SECONDS // 60
    assert f"{minutes} minutes without a step" in text(path)


def test_privacy_says_how_long_staff_stay_signed_in(settings):
    settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST = 7 * 60, 9 * 3600
    assert "for 7 minutes without work, and for 9 hours at most" in text("/privacy/")


@pytest.mark.parametrize("path", BOTH)
def test_pages_say_what_is_kept_of_feedback(path):
    assert "which page and version it is about, and the day" in text(path)
    assert "takes 5 in an hour" in text(path)


@pytest.mark.parametrize("place", ["check", "result", "specialist"])
def test_end_of_the_path_says_what_is_kept_and_clears_it(place):
    visitor = Visitor()
    carry(visitor, SCIATICA)
    html = visitor.get(address(place)).content.decode()
    form = html.split('<form class="clear no-print" method="post" action="')[1]
    said = " ".join(strip_tags(form.split("</form>")[0]).split())
    assert (
        "What is kept: Your answers are only in your own browser, in a cookie." in said
    )
    assert "After 30 minutes without a step they are not read any more" in said
    kept = [one for one in visitor.cookies.values() if one.value]
    assert {one.key for one in kept} == {name for name, _ in cookie.cookie_places()}
    assert not any(one["max-age"] or one["expires"] for one in kept)
    visitor.post(form.split('"')[0])
    assert not [one for one in visitor.cookies.values() if one.value]
