"""Feedback from anybody: what is taken, what is refused, what is kept."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from portal.clinic.feedback_seal import SALT
from portal.clinic.models import Feedback
from portal.pages.publishing import publish
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/guides/when-to-consider/"
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets."""
    now = [1_800_000_000.0]
    clock = SimpleNamespace(time=lambda: now[0])
    monkeypatch.setattr("portal.clinic.feedback_seal.time", clock)
    return now


@pytest.fixture
def guide():
    return factories.page("guide")


def token_on(client, page: str = PAGE, **more: str) -> str:
    html = client.get("/feedback/", {"page": page} | more).content.decode()
    return re.search(r'name="token" value="([^"]+)"', html)[1]


def send(client, clock, *, page: str = PAGE, wait: float = 30, **data: str):
    """Open the form, wait and send it."""
    token = token_on(client, page)
    clock[0] += wait
    return client.post("/feedback/", {"token": token, "clear": "no"} | data)


def test_every_page_kind_asks(client):
    for kind in ("condition", "symptom", "cause", "procedure", "guide"):
        path = factories.page(kind).get_absolute_url()
        html = client.get(path).content.decode()
        assert 'action="/feedback/"' in html
        assert f'name="page" value="{path}"' in html


def test_question_says_nothing_of_what_was_searched(client):
    html = client.get("/search/?q=my+secret").content.decode()
    asked = html.split('class="feedback-ask')[1].split("</form>")[0]
    assert 'value="/search/"' in asked
    assert "secret" not in asked


def test_page_and_form_set_no_cookie(client, guide, clock):
    client.get(PAGE)
    send(client, clock)
    assert not client.cookies


def test_form_shows_its_page_and_the_answer_given(client, guide):
    html = client.get("/feedback/", {"page": PAGE, "clear": "no"}).content.decode()
    assert guide.title in html
    assert re.search(r'value="no"[^>]*checked', html)
    assert not re.search(r'value="yes"[^>]*checked', html)


def test_form_in_spanish_leads_back_to_spanish(client, guide, clock):
    token = token_on(client, f"/es{PAGE}")
    clock[0] += 30
    response = client.post("/es/feedback/", {"token": token, "clear": "yes"})
    assert response.url.startswith("/es/feedback/thanks/?page=%2Fes%2Fguides")


def test_form_warns_and_names_the_emergency_number(client):
    apps.get_model("clinic", "Clinic").objects.create(pk=1, emergency_number="112")
    html = client.get("/feedback/").content.decode()
    assert "anything about your own health" in html
    assert "nobody can answer you here" in html
    assert "tel:112" in html


@pytest.mark.parametrize(
    "page",
    ["//example.org/", "https://example.org/", "/nowhere/", '"><script>', "/admin/"],
)
def test_form_repeats_nothing_that_is_no_page(client, page):
    html = client.get("/feedback/", {"page": page}).content.decode()
    assert "About this whole site" in html
    assert "example.org" not in html
    assert "<script>" not in html.split("<main")[1]
    html = client.get("/feedback/thanks/", {"page": page}).content.decode()
    assert "example.org" not in html


def test_answer_is_kept_with_its_page_and_version(client, guide, clock):
    response = send(client, clock, text="What does\r\nit cost?", clear="missing")
    assert response.url == f"/feedback/thanks/?page={PAGE.replace('/', '%2F')}"
    kept = Feedback.objects.get()
    assert (kept.path, kept.address) == (PAGE, ("guide", "en", "when-to-consider"))
    assert kept.revision == guide.live
    assert (kept.clear, kept.text) == ("missing", "What does\nit cost?")
    assert (kept.day, kept.state) == (timezone.localdate(), "new")
    assert str(kept) == f"{PAGE}: Something is missing"


def test_answer_keeps_nothing_else():
    kept = {field.name for field in Feedback._meta.concrete_fields}
    assert kept == {
        "id",
        "path",
        "kind",
        "language",
        "slug",
        "revision",
        "clear",
        "text",
        "day",
        "state",
    }
    assert type(Feedback._meta.get_field("day")).__name__ == "DateField"


def test_answer_is_about_the_version_that_was_read(client, guide, clock):
    token, read = token_on(client), guide.live
    publish([factories.revision("guide", summary="Another sentence.")])
    clock[0] += 30
    client.post("/feedback/", {"token": token, "clear": "yes"})
    assert Feedback.objects.get().revision == read


def test_answer_about_the_whole_site(client, clock):
    response = send(client, clock, page="")
    assert response.url == "/feedback/thanks/"
    kept = Feedback.objects.get()
    assert (kept.path, kept.kind, kept.revision) == ("", "", None)
    assert str(kept) == "the whole site: No"


def test_answer_about_a_page_that_is_no_record(client, clock):
    send(client, clock, page="/glossary/")
    assert Feedback.objects.get().path == "/glossary/"


def test_thanks_lead_back(client, guide):
    html = client.get("/feedback/thanks/", {"page": PAGE}).content.decode()
    assert f'href="{PAGE}"' in html
    assert 'href="/"' in client.get("/feedback/thanks/").content.decode()


def test_answer_that_is_wrong_is_shown_again(client, guide, clock):
    html = send(client, clock, text="Call 555 010 4444").content.decode()
    assert "looks like an e-mail address or a phone number" in html
    assert "Call 555 010 4444" in html
    assert guide.title in html
    assert not Feedback.objects.exists()


def test_answer_too_quick_is_taken_the_second_time(client, guide, clock):
    response = send(client, clock, wait=1, text="Too long")
    html = response.content.decode()
    assert "very quick" in html
    assert "Too long" in html
    token = re.search(r'name="token" value="([^"]+)"', html)[1]
    clock[0] += 3
    client.post("/feedback/", {"token": token, "clear": "no"})
    assert Feedback.objects.get().path == PAGE


def test_answer_too_late_gets_a_new_token(client, guide, clock):
    html = send(client, clock, wait=86401, text="Too long").content.decode()
    assert "open for a long time" in html
    assert "Too long" in html
    assert not Feedback.objects.exists()
    token = re.search(r'name="token" value="([^"]+)"', html)[1]
    clock[0] += 30
    client.post("/feedback/", {"token": token, "clear": "no"})
    assert Feedback.objects.get().revision == guide.live


@pytest.mark.parametrize("token", ["", "junk", f"{SALT}:a:b"])
def test_answer_without_our_token_is_not_kept(client, guide, token):
    response = client.post("/feedback/", {"token": token, "clear": "no"})
    assert "open for a long time" in response.content.decode()
    assert not Feedback.objects.exists()


def test_machine_is_thanked_and_not_kept(client, guide, clock):
    response = send(client, clock, website="https://example.org")
    assert response.url.startswith("/feedback/thanks/")
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_answer_from_another_site_is_refused(client, guide, clock, site):
    token = token_on(client)
    clock[0] += 30
    response = client.post(
        "/feedback/",
        {"token": token, "clear": "no"},
        headers={"Sec-Fetch-Site": site},
    )
    assert response.status_code == 403
    assert "another website" in response.content.decode()
    assert not Feedback.objects.exists()


def test_answer_is_taken_from_a_browser_that_checks_csrf(guide, clock):
    send(Client(enforce_csrf_checks=True), clock)
    assert Feedback.objects.exists()


def test_sixth_answer_within_an_hour_is_put_off(client, guide, clock):
    for _ in range(5):
        assert send(client, clock).status_code == 302
    response = send(client, clock, text="One more")
    html = response.content.decode()
    assert response.status_code == 429
    assert "in an hour" in html
    assert "One more" in html
    assert Feedback.objects.count() == 5


def test_feedback_is_kept_by_nobody_on_the_way(client, guide, clock):
    answers = [
        client.get("/feedback/"),
        client.get("/feedback/thanks/"),
        send(client, clock),
        send(client, clock, clear=""),
        client.post("/feedback/", headers={"Sec-Fetch-Site": "cross-site"}),
    ]
    for response in answers:
        assert {name: response[name] for name in PRIVATE} == PRIVATE


@pytest.mark.parametrize("path", ["/feedback/", "/feedback/thanks/"])
def test_feedback_other_methods(client, path):
    assert client.put(path).status_code == 405
    assert client.head(path).status_code == 200


def test_privacy_says_what_is_kept(client):
    html = client.get("/privacy/").content.decode()
    assert "which page and version it is about, and the day" in html
