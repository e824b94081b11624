"""People hear by e-mail of sign-ins and changes that might not be their own."""

from __future__ import annotations

from smtplib import SMTPException

import pytest
from django.contrib.auth.models import User
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from portal.clinic import roles
from portal.staff import browsers
from tests import factories
from tests.portal.staff.signing import SECOND, code, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return factories.staff(
        roles.EDITOR, "ada", first_name="Ada", email="ada@example.org"
    )


def test_new_browser_is_told_once(client, ada, mailoutbox):
    agent = {"HTTP_USER_AGENT": "Firefox on a train", "REMOTE_ADDR": "192.0.2.77"}
    for _ in range(2):
        sign_in(client, **agent)
        client.post("/admin/account/logout/")
    [letter] = mailoutbox
    assert (letter.to, letter.subject) == (["ada@example.org"], "New sign-in")
    assert "Hello Ada," in letter.body
    assert "Firefox on a train" in letter.body
    assert "192.0.2.0/24" in letter.body
    assert "192.0.2.77" not in letter.body
    sign_in(Client())
    assert len(mailoutbox) == 2


def test_two_people_on_one_computer_are_told_once_each(client, ada, mailoutbox):
    factories.staff(roles.EDITOR, "ben", email="ben@example.org")
    for name in ("ada", "ben", "ada", "ben"):
        sign_in(client, name)
        client.post("/admin/account/logout/")
    assert [letter.to for letter in mailoutbox] == [
        ["ada@example.org"],
        ["ben@example.org"],
    ]


@pytest.mark.parametrize("forged", ["", "x", "WyJhIl0:1x:y"])
def test_forged_mark_is_none(client, ada, forged, mailoutbox):
    client.cookies[browsers.COOKIE] = forged
    sign_in(client)
    assert len(mailoutbox) == 1
    assert client.cookies[browsers.COOKIE]["path"] == "/admin/"
    assert client.cookies[browsers.COOKIE]["httponly"]


def test_refused_sign_in_sends_nothing(client, ada, mailoutbox):
    sign_in(client, password="wrong")
    sign_in(client, "nobody")
    assert mailoutbox == []
    assert browsers.COOKIE not in client.cookies


def test_changed_second_step_is_told(client, ada, mailoutbox, at_once):
    sign_in(client)
    secret = client.get(f"{SECOND}totp/activate/").context["form"].secret
    client.post(f"{SECOND}totp/activate/", {"code": code(secret)})
    client.post(f"{SECOND}recovery-codes/generate/")
    client.post(f"{SECOND}totp/deactivate/")
    assert [letter.subject for letter in mailoutbox[1:]] == [
        "Authenticator app set up",
        "New recovery codes",
        "Authenticator app removed",
    ]


def test_new_password_is_told_and_none_is_in_the_letter(client, ada, mailoutbox):
    sign_in(client)
    words = {"new_password1": "a long horse 77", "new_password2": "a long horse 77"}
    client.post("/admin/password_change/", {"old_password": "correct horse"} | words)
    assert mailoutbox[-1].subject == "Your password was changed"
    assert "horse" not in mailoutbox[-1].body


def test_mail_server_that_is_away_keeps_nobody_out(client, ada, monkeypatch, caplog):
    def away(*args):
        raise SMTPException("away")

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    assert sign_in(client).url == "/admin/"
    assert "could not be sent" in caplog.text
