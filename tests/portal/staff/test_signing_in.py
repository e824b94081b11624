"""Staff sign in with a password; nobody else learns anything from trying."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import get_hashers
from django.contrib.auth.models import User
from django.test import Client, override_settings

from portal.clinic import roles
from portal.staff.models import AuditEntry, CacheRow
from tests import factories
from tests.portal.staff.signing import LOGIN, PASSWORD, sign_in

pytestmark = pytest.mark.django_db
WRONG = "This username and password do not go together."
LOCKED = "Too many attempts. Try again in 15 minutes."


@pytest.fixture
def ada() -> User:
    return factories.staff(roles.EDITOR, "ada", email="ada@example.org")


def without_what_differs(response) -> str:
    """Return a page less its token and the name that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)
    return re.sub(r'value="[a-z]+"', "", text)


def test_admin_leads_to_the_sign_in_and_back(client, ada):
    response = client.get("/admin/pages/guide/", follow=True)
    assert response.request["PATH_INFO"] == LOGIN
    assert "no-store" in response["Cache-Control"]
    asked = response.context["redirect_field_value"]
    sent = {"login": "ada", "password": PASSWORD, "next": asked}
    assert client.post(LOGIN, sent).url == "/admin/pages/guide/"


def test_sign_in_page_sets_cookies_for_admin_alone(client):
    response = client.get(LOGIN)
    assert {morsel["path"] for morsel in response.cookies.values()} == {"/admin/"}
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "<script>" not in response.text


def test_sign_in_gives_a_new_session(client, ada):
    client.get(LOGIN)
    sign_in(client, password="wrong")
    session = client.session
    session["of"] = "a stranger"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client)
    assert client.session.session_key != before
    assert client.get("/admin/").context["user"] == ada


@pytest.mark.parametrize("name", ["ada", "gone", "patient", "nobody"])
def test_wrong_unknown_and_closed_accounts_get_the_same_answer(client, ada, name):
    factories.user("gone", is_staff=True, is_active=False)
    factories.user("patient")
    refused = sign_in(client, name, "wrong" if name == "ada" else PASSWORD)
    assert WRONG in refused.text
    expected = sign_in(Client(), "whoever", "whatever")
    assert without_what_differs(refused) == without_what_differs(expected)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["ada", "gone", "nobody"])
def test_every_refusal_hashes_a_password_once(client, ada, name, monkeypatch):
    """Else the time of the answer would tell who exists."""
    factories.user("gone", is_staff=True, is_active=False)
    hasher, hashed = type(get_hashers()[0]), []
    encode = hasher.encode

    def counted(*args, **kwargs):
        hashed.append(1)
        return encode(*args, **kwargs)

    monkeypatch.setattr(hasher, "encode", counted)
    sign_in(client, name, "wrong")
    assert len(hashed) == 1


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_five_wrong_passwords_lock_a_name_whether_it_exists_or_not(client, ada, name):
    for _ in range(5):
        assert WRONG in sign_in(client, name, "wrong").text
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    for _ in range(2):
        assert LOCKED in sign_in(elsewhere, name).text
    assert AuditEntry.objects.filter(action="locked").count() == 1
    factories.staff(roles.EDITOR, "ben")
    assert sign_in(Client(), "ben").status_code == 302


def test_many_names_from_one_network_are_stopped(client):
    address = "2001:db8:1:2::"
    for number in range(20):
        answer = sign_in(client, f"name{number}", REMOTE_ADDR=f"{address}{number + 1}")
        assert WRONG in answer.text
    assert LOCKED in sign_in(client, "another", REMOTE_ADDR=f"{address}ff").text
    for _ in range(9):
        sign_in(client, "another", REMOTE_ADDR=f"{address}ff")
    answer = sign_in(client, "another", REMOTE_ADDR=f"{address}ff")
    assert answer.status_code == 429
    assert "Wait a minute" in answer.text


def test_attempts_are_counted_where_every_process_sees_them(client, ada):
    sign_in(client, password="wrong")
    keys = CacheRow.objects.values_list("cache_key", flat=True)
    assert any("login_failed" in key for key in keys)
    assert not any("ada" in key or "127.0" in key for key in keys)


def test_whoever_is_no_staff_any_more_is_out_at_once(client, ada):
    sign_in(client)
    User.objects.filter(pk=ada.pk).update(is_staff=False)
    assert client.get("/admin/").url.startswith("/admin/login/")


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "social/"])
def test_there_is_no_sign_up_and_no_reset(client, ada, path):
    assert client.get(f"/admin/account/{path}").url.startswith("/admin/login/")
    client.force_login(ada)
    assert client.get(f"/admin/account/{path}").status_code == 404


def test_no_session_is_told_what_to_do_by_a_link(client, ada):
    sign_in(client)
    assert client.get("/admin/account/logout/").status_code == 405
    assert client.get("/admin/account/sign-out-everywhere/").status_code == 405
    assert client.get("/admin/account/", follow=True).status_code == 200


def test_new_passwords_are_hashed_by_argon2():
    first = "django.contrib.auth.hashers.Argon2PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[first]):
        made = factories.user("eve")
        assert made.password.startswith("argon2$argon2id$")
        assert made.check_password("correct horse")
