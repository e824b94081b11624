"""A clinician without an account follows a link, reads and answers."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.test import Client
from django.utils import timezone

from portal.clinic import roles
from portal.pages.editorial import workflow
from portal.pages.editorial.models import Event, SignOffLink
from portal.pages.editorial.sign_off import make_link, revoke
from portal.pages.editorial.sign_off_page import MISSES
from tests import edits, factories

pytestmark = pytest.mark.django_db
NAME = "Dr Ada Lovelace, pain specialist"
YES = {"answer": "sign", "comment": "", "name": NAME}
NO = {"answer": "change", "comment": "The dose is wrong.", "name": NAME}
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@pytest.fixture
def editor():
    return factories.staff(roles.EDITOR, "ed")


@pytest.fixture
def reviewer():
    return factories.staff(roles.REVIEWER, "rita", first_name="Rita", last_name="View")


def submit(row, editor, **changes):
    revision = edits.draft(row, editor, **changes)
    workflow.submit(revision, by=editor)
    revision.refresh_from_db()
    return revision


def link_to(revision, reviewer) -> str:
    """Return the address of a new link."""
    secret = make_link(revision, name=NAME, email="", days=14, by=reviewer)[1]
    return f"/sign-off/{secret}/"


@pytest.fixture
def submitted(editor):
    return submit(factories.page("guide"), editor, summary="A very new sentence.")


@pytest.fixture
def address(submitted, reviewer):
    return link_to(submitted, reviewer)


def expire():
    SignOffLink.objects.update(valid_until=timezone.now() - dt.timedelta(seconds=1))


def test_page_shows_the_version_as_patients_will_see_it(client, address):
    html = client.get(address).content.decode()
    assert ">When to consider</h1>" in html
    assert "A very new sentence.</p>" in html
    assert "Rita View asks you to read it" in html
    assert f'value="{NAME}"' in html
    assert "I have read the whole page and sign it" in html


def test_page_shows_what_changed(client, address):
    html = client.get(address).content.decode()
    assert "What changed since the version that patients read now" in html
    assert "plain" in html.split("<del>")[1].split("</del>")[0]
    assert "very new" in html.split("<ins>")[1].split("</ins>")[0]


def test_page_that_is_new_says_so(client, editor, reviewer):
    row = type(factories.page("guide", "other"))(slug="brand-new")
    revision = workflow.save_draft(
        row, factories.record("guide"), author=editor, based_on=None
    )
    workflow.submit(revision, by=editor)
    html = client.get(link_to(revision, reviewer)).content.decode()
    assert "patients read no version of it yet" in html


def test_page_with_no_change_says_so(client, editor, reviewer):
    revision = submit(factories.page("guide"), editor)
    html = client.get(link_to(revision, reviewer)).content.decode()
    assert "Nothing changed since" in html


def test_page_does_not_ask_for_feedback(client, address):
    assert "feedback-ask" not in client.get(address).content.decode()


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_page_of_every_kind(client, editor, reviewer, kind):
    revision = submit(factories.page(kind), editor, title="A very new title")
    response = client.get(link_to(revision, reviewer))
    assert response.status_code == 200
    html = response.content.decode()
    assert "A very new title" in html
    assert "Send my answer" in html


def test_page_is_in_the_language_of_the_version(client, editor, reviewer):
    factories.page("guide")
    revision = submit(factories.page("guide", language="es"), editor, title="Cuándo")
    html = client.get(link_to(revision, reviewer)).content.decode()
    assert '<html lang="es"' in html


def test_page_at_another_language_is_the_same(client, address):
    assert "A very new sentence." in client.get(f"/es{address}").content.decode()


def test_page_notes_that_it_was_opened(client, address):
    client.head(address)
    client.get(address)
    assert SignOffLink.objects.get().opened_at is not None


def test_signature_is_kept_and_publishes_nothing(client, address, submitted):
    response = client.post(address, YES)
    assert response.url == "/sign-off/"
    assert "Your answer is kept" in client.get(response.url).content.decode()
    submitted.refresh_from_db()
    assert submitted.state == "submitted"
    assert Event.objects.filter(action="signed", who=NAME).exists()
    assert (
        "A plain sentence." in client.get("/guides/when-to-consider/").content.decode()
    )


def test_change_is_asked_for(client, address, submitted):
    client.post(address, NO | {"comment": "One.\r\nTwo."})
    submitted.refresh_from_db()
    assert submitted.state == "sent_back"
    assert SignOffLink.objects.get().comment == "One.\nTwo."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (NO | {"comment": ""}, "Say what should be changed."),
        (NO | {"comment": " \r\n "}, "Say what should be changed."),
        (YES | {"answer": ""}, "Choose an answer."),
        (YES | {"answer": "perhaps"}, "Select a valid choice"),
        (YES | {"name": ""}, "This field is required."),
        (YES | {"name": "x" * 121}, "at most 120 characters"),
        (YES | {"comment": "x" * 4001}, "at most 4000 characters"),
        (YES | {"comment": "a\x07"}, "invisible character"),
    ],
)
def test_answer_that_is_wrong_is_shown_again(client, address, data, said):
    response = client.post(address, data)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert SignOffLink.objects.get().answered_at is None


def test_answer_needs_no_cookie_and_sets_none(address):
    client = Client(enforce_csrf_checks=True)
    client.get(address)
    assert client.post(address, YES).status_code == 302
    assert not client.cookies


def test_answer_from_another_site_is_refused(client, address):
    response = client.post(address, YES, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert SignOffLink.objects.get().answered_at is None


def test_links_that_lead_nowhere_look_alike(client, submitted, reviewer):
    pages = []
    for spoil in ("unknown", "expired", "revoked", "answered"):
        SignOffLink.objects.all().delete()
        address = link_to(submitted, reviewer)
        if spoil == "unknown":
            address = "/sign-off/unknown/"
        elif spoil == "expired":
            expire()
        elif spoil == "revoked":
            revoke(SignOffLink.objects.get())
        else:
            client.post(address, YES)
        for response in (client.get(address), client.post(address, YES)):
            assert response.status_code == 404
            pages.append(response.content.split(b"<main")[1])
    assert len(pages) == 8
    assert len(set(pages)) == 1
    assert b"This link is no longer valid" in pages[0]


def test_second_answer_is_refused(client, address):
    client.post(address, YES)
    response = client.post(address, NO)
    assert response.status_code == 404
    assert SignOffLink.objects.get().approves is True


def test_link_revoked_between_reading_and_answering(client, address, submitted):
    assert client.get(address).status_code == 200
    revoke(SignOffLink.objects.get())
    assert client.post(address, YES).status_code == 404
    assert not Event.objects.filter(action="signed").exists()


def test_version_changed_between_reading_and_answering(
    client, address, submitted, editor, reviewer
):
    assert client.get(address).status_code == 200
    workflow.send_back(submitted, by=reviewer, reason="Not yet.")
    for response in (client.get(address), client.post(address, YES)):
        assert response.status_code == 410
        assert "There is nothing to sign any more" in response.content.decode()
    assert SignOffLink.objects.get().answered_at is None


def test_version_changed_while_the_answer_is_taken(
    client, address, submitted, monkeypatch
):
    """Somebody deals with it after the page was looked up and before the lock."""
    from portal.pages.editorial import sign_off_page

    found = sign_off_page.find_link

    def find_then_change(secret):
        link = found(secret)
        workflow.Revision.objects.filter(pk=submitted.pk).update(state="sent_back")
        return link

    monkeypatch.setattr(sign_off_page, "find_link", find_then_change)
    assert client.post(address, YES).status_code == 410


def test_link_revoked_while_the_answer_is_taken(client, address, monkeypatch):
    from portal.pages.editorial import sign_off_page

    found = sign_off_page.find_link

    def find_then_revoke(secret):
        link = found(secret)
        revoke(link)
        return link

    monkeypatch.setattr(sign_off_page, "find_link", find_then_revoke)
    assert client.post(address, YES).status_code == 404


def test_guessing_is_stopped(client, address):
    for number in range(MISSES.each):
        assert client.get(f"/sign-off/guess-{number}/").status_code == 404
    response = client.get("/sign-off/one-more/")
    assert response.status_code == 429
    assert client.get(address).status_code == 429
    assert client.post(address, YES).status_code == 429
    other = Client(REMOTE_ADDR="198.51.100.9")
    assert other.get(address).status_code == 200


def test_reading_often_is_not_guessing(client, address):
    for _ in range(MISSES.each + 2):
        assert client.get(address).status_code == 200


def test_page_is_kept_by_nobody_on_the_way(client, address):
    answers = [
        client.get(address),
        client.get("/sign-off/unknown/"),
        client.get("/sign-off/"),
        client.post(address, YES),
    ]
    for response in answers:
        assert {name: response[name] for name in PRIVATE} == PRIVATE
        assert not response.cookies


def test_other_methods(client, address):
    assert client.put(address).status_code == 405
    assert client.post("/sign-off/").status_code == 405


def test_secret_reaches_no_log(client, address, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    client.raise_request_exception = False
    secret = address.split("/")[2]
    client.get(address)
    client.put(address)
    client.get(f"{address}more/")
    client.get(f"/es{address}more/")
    client.post(address, YES)
    client.get(address)
    messages = [record.getMessage() for record in caplog.records]
    assert len([text for text in messages if "/sign-off/…" in text]) >= 4
    assert secret not in caplog.text
    assert secret not in "".join(capsys.readouterr())
