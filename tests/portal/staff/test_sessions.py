"""Sessions end after a while without work, after a day's work, and when told to."""

from __future__ import annotations

import time

import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal.clinic import roles
from portal.staff.models import StaffSession
from tests import factories
from tests.portal.staff.signing import sign_in

pytestmark = pytest.mark.django_db
HOUR = 3600
PRESENCE = "/admin/pages/revision/signed-in/"


@pytest.fixture
def ada() -> User:
    return factories.staff(roles.EDITOR, "ada")


class Clock:
    """The time that sessions and Django go by."""

    def __init__(self, monkeypatch) -> None:
        self.ahead = 0.0
        self.real = time.time
        monkeypatch.setattr(time, "time", lambda: self.real() + self.ahead)
        import django.utils.timezone as django_time

        now = django_time.now
        later = lambda: now() + django_time.timedelta(seconds=self.ahead)  # noqa: E731
        monkeypatch.setattr(django_time, "now", later)

    def wait(self, seconds: float) -> None:
        self.ahead += seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(monkeypatch)


def is_in(client) -> bool:
    return client.get("/admin/password_change/").status_code == 200


def test_session_ends_after_an_hour_without_work(client, ada, clock):
    sign_in(client)
    clock.wait(0.9 * HOUR)
    assert is_in(client)
    clock.wait(0.9 * HOUR)
    assert is_in(client)
    clock.wait(1.01 * HOUR)
    assert not is_in(client)


def test_form_left_open_keeps_no_session_open(client, ada, clock):
    sign_in(client)
    for _ in range(3):
        clock.wait(0.3 * HOUR)
        assert client.get(PRESENCE).status_code == 200
    clock.wait(0.2 * HOUR)
    assert not is_in(client)


def test_session_ends_whatever_is_done(client, ada, clock, settings):
    assert settings.SESSION_LONGEST == 12 * HOUR
    settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST = 600, 1000
    sign_in(client)
    for seconds in (500, 400):
        clock.wait(seconds)
        assert is_in(client)
    clock.wait(150)
    assert not is_in(client)


def test_cookie_goes_with_the_browser(client, ada):
    cookie = sign_in(client).cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert (cookie["path"], cookie["httponly"]) == ("/admin/", True)


def test_sign_out_everywhere_ends_all_ones_own_sessions_and_no_others(client, ada):
    phone, other = Client(), Client()
    sign_in(client)
    sign_in(phone)
    other.force_login(factories.staff(roles.EDITOR, "ben"))
    answer = client.post("/admin/account/sign-out-everywhere/", follow=True)
    assert "You are signed out on every device." in answer.text
    assert [is_in(browser) for browser in (client, phone, other)] == [
        False,
        False,
        True,
    ]
    assert not StaffSession.objects.filter(account=ada.pk).exists()


def test_new_password_ends_the_other_sessions(client, ada):
    phone = Client()
    sign_in(client)
    sign_in(phone)
    words = {"new_password1": "a long horse 77", "new_password2": "a long horse 77"}
    sent = {"old_password": "correct horse"} | words
    assert client.post("/admin/password_change/", sent).status_code == 302
    assert (is_in(client), is_in(phone)) == (True, False)


def test_work_is_noted_seldom(client, ada, django_assert_num_queries):
    sign_in(client)
    is_in(client)
    with django_assert_num_queries(2):  # whose session it is, and who that is
        client.get("/admin/account/")


def test_sign_out_ends_the_session(client, ada):
    sign_in(client)
    answer = client.post("/admin/account/logout/", follow=True)
    assert "You are signed out." in answer.text
    assert not is_in(client)


@pytest.mark.parametrize(
    "key", [r'"eight\000eight"', "\xe9" * 32, "short", "a" * 5_000]
)
def test_a_key_that_was_never_made_is_nobodys(client, db, key):
    """Found by fuzzing: PostgreSQL takes no NUL in a text, which a cookie can quote."""
    answer = client.get("/admin/", headers={"cookie": f"sessionid={key}"})
    assert answer.status_code == 302
