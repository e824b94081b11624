"""Staff make links to sign a version, look at them and take them back."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from portal.clinic import roles
from portal.pages.editorial import workflow
from portal.pages.editorial.models import SignOffLink
from portal.pages.editorial.sign_off import Answer, answer_link, make_link
from tests import edits, factories

pytestmark = pytest.mark.django_db
ASKED = {"name": "Dr Ada Lovelace, pain specialist", "days": "14", "email": ""}
MAY = [roles.REVIEWER, roles.MANAGER]


@pytest.fixture
def editor():
    return factories.staff(roles.EDITOR, "ed")


@pytest.fixture
def draft(editor):
    return edits.draft(factories.page("guide"), editor, summary="Another one.")


@pytest.fixture
def submitted(draft, editor):
    workflow.submit(draft, by=editor)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def reviewer(client):
    user = factories.staff(roles.REVIEWER, "rita", first_name="Rita", last_name="View")
    client.force_login(user)
    return user


def page_of(revision) -> str:
    return f"/admin/pages/revision/{revision.pk}/sign-off/"


def revoke_page(link) -> str:
    return f"{page_of(link.revision)}{link.pk}/revoke/"


def address_in(text: str) -> str:
    return re.search(r"https?://[^/\s]+(/sign-off/[\w-]+/)", text)[1]


@pytest.mark.parametrize("role", MAY)
def test_page_shows_the_form(client, submitted, role):
    client.force_login(factories.staff(role))
    response = client.get(page_of(submitted))
    assert response.status_code == 200
    assert "Make the link" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_link_is_shown_once_and_works(client, submitted, reviewer):
    response = client.post(page_of(submitted), ASKED)
    html = response.content.decode()
    assert "Copy it now" in html
    assert "Rita View asks you to read and sign" in html
    assert "no-store" in response["Cache-Control"]
    address = address_in(html)
    assert client.get(address).status_code == 200
    again = client.get(page_of(submitted)).content.decode()
    assert address.split("/")[2] not in again
    assert "Dr Ada Lovelace" in again
    link = SignOffLink.objects.get()
    assert (link.revision, link.made_by) == (submitted, reviewer)
    assert not mail.outbox


def test_link_is_sent_by_email(client, submitted, reviewer, settings):
    settings.SITE_URL = "https://pain.example.org"
    data = ASKED | {"email": "ada@example.org", "send": "on"}
    html = client.post(page_of(submitted), data).content.decode()
    assert "Sent to ada@example.org." in html
    letter = mail.outbox[0]
    assert letter.to == ["ada@example.org"]
    assert "https://pain.example.org/sign-off/" in letter.body
    assert "“When to consider”" in letter.body
    assert client.get(address_in(letter.body)).status_code == 200


def test_link_without_the_sites_name_takes_it_from_the_request(
    client, submitted, reviewer, settings
):
    settings.SITE_URL = ""
    html = client.post(page_of(submitted), ASKED).content.decode()
    assert "http://testserver/sign-off/" in html


def test_link_is_shown_when_the_email_fails(client, submitted, reviewer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    data = ASKED | {"email": "ada@example.org", "send": "on"}
    html = client.post(page_of(submitted), data).content.decode()
    assert "could not be sent" in html
    assert client.get(address_in(html)).status_code == 200


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\x07"}, "name"),
        ({"days": "0"}, "days"),
        ({"days": "31"}, "days"),
        ({"days": ""}, "days"),
        ({"email": "nowhere"}, "email"),
        ({"email": "", "send": "on"}, "email"),
    ],
)
def test_form_that_is_wrong_is_shown_again(client, submitted, reviewer, data, field):
    response = client.post(page_of(submitted), ASKED | data)
    assert field in response.context["form"].errors
    assert not SignOffLink.objects.exists()


def test_version_that_does_not_wait_gets_no_link(client, draft, reviewer):
    html = client.get(page_of(draft)).content.decode()
    assert "Make the link" not in html
    response = client.post(page_of(draft), ASKED, follow=True)
    assert "Only a page that waits for review" in response.content.decode()
    assert not SignOffLink.objects.exists()


def test_page_lists_links_with_their_answers(client, submitted, reviewer):
    for name, answer in (
        ("Dr One", Answer(name="Dr One", approves=True, comment="Well done.")),
        ("Dr Two", None),
    ):
        _, secret = make_link(submitted, name=name, email="", days=1, by=reviewer)
        if answer:
            answer_link(secret, answer)
    html = client.get(page_of(submitted)).content.decode()
    for text in ("Dr One", "Signed", "Well done.", "Dr Two", "Not opened yet"):
        assert text in html
    assert html.count('aria-label="Take back') == 1


def test_revoke(client, submitted, reviewer):
    link, secret = make_link(submitted, name="Dr", email="", days=1, by=reviewer)
    response = client.post(revoke_page(link), follow=True)
    assert "Nobody can use the link of Dr now." in response.content.decode()
    assert "Revoked" in response.content.decode()
    assert client.get(f"/sign-off/{secret}/").status_code == 404


def test_revoke_what_is_answered_is_refused(client, submitted, reviewer):
    link, secret = make_link(submitted, name="Dr", email="", days=1, by=reviewer)
    answer_link(secret, Answer(name="Dr", approves=True, comment=""))
    response = client.post(revoke_page(link), follow=True)
    assert "the answer stays" in response.content.decode()


def test_revoke_of_another_version_is_not_found(client, submitted, reviewer, editor):
    link, _ = make_link(submitted, name="Dr", email="", days=1, by=reviewer)
    other = factories.revision("cause")
    response = client.post(f"{page_of(other)}{link.pk}/revoke/")
    assert response.status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_unknown_version_and_link(client, submitted, reviewer):
    assert client.get("/admin/pages/revision/999999/sign-off/").status_code == 404
    assert client.post(f"{page_of(submitted)}999999/revoke/").status_code == 404


def test_other_methods(client, submitted, reviewer):
    link, _ = make_link(submitted, name="Dr", email="", days=1, by=reviewer)
    assert client.put(page_of(submitted)).status_code == 405
    assert client.get(revoke_page(link)).status_code == 405


@pytest.mark.parametrize("role", [roles.EDITOR, None])
def test_staff_who_may_not_publish_are_refused(client, submitted, role):
    boss = factories.editor()
    link, _ = make_link(submitted, name="Dr", email="", days=1, by=boss)
    if role:
        client.force_login(factories.staff(role, "bo"))
    else:
        client.force_login(factories.user("bo", is_staff=True))
    assert client.get(page_of(submitted)).status_code == 403
    assert client.post(page_of(submitted), ASKED).status_code == 403
    assert client.post(revoke_page(link)).status_code == 403
    assert SignOffLink.objects.count() == 1


def test_strangers_are_led_to_sign_in(client, submitted):
    link, _ = make_link(submitted, name="Dr", email="", days=1, by=factories.editor())
    assert client.get(page_of(submitted)).status_code == 302
    assert client.post(page_of(submitted), ASKED).status_code == 302
    assert client.post(revoke_page(link)).status_code == 302
    link.refresh_from_db()
    assert link.revoked_at is None
