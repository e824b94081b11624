"""Who must have a second step gets nowhere without one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal.clinic import roles
from portal.staff.models import AuditEntry
from tests import factories
from tests.portal.staff.signing import (
    AUTHENTICATE,
    SECOND,
    code,
    has_app,
    recovery_codes,
    sign_in,
    steps,
)

pytestmark = pytest.mark.django_db
WRONG = "This is not the right code."


@pytest.fixture
def ben() -> User:
    return factories.staff(roles.REVIEWER, "ben")


@pytest.fixture
def _publishers(settings):
    settings.SECOND_FACTOR = "publishers"


@pytest.mark.parametrize(
    ("rule", "role", "demanded"),
    [
        ("publishers", roles.EDITOR, False),
        ("publishers", roles.REVIEWER, True),
        ("publishers", roles.MANAGER, True),
        ("publishers", None, True),
        ("all", roles.EDITOR, True),
    ],
)
def test_who_must_set_one_up_is_led_there_first(client, settings, rule, role, demanded):
    settings.SECOND_FACTOR = rule
    if role:
        factories.staff(role, "eve")
    else:
        factories.user("eve", is_staff=True, is_superuser=True)
    sign_in(client, "eve")
    for path in ("/admin/", "/admin/pages/guide/", "/admin/password_change/"):
        answer = client.get(path)
        assert (answer.status_code == 302) == demanded, path
        assert not demanded or answer.url == SECOND
        assert client.post(path).status_code != 200 or not demanded
    page = client.get(SECOND).text
    assert ("Set up a second step first." in page) == demanded


@pytest.mark.usefixtures("_publishers")
def test_app_is_set_up_with_a_real_code(client, ben, at_once):
    sign_in(client, "ben")
    form = client.get(f"{SECOND}totp/activate/").context["form"]
    assert WRONG in client.post(f"{SECOND}totp/activate/", {"code": "0"}).text
    done = client.post(f"{SECOND}totp/activate/", {"code": code(form.secret)})
    assert done.url == f"{SECOND}recovery-codes/"
    shown = client.get(done.url)
    assert len(shown.context["unused_codes"]) == 10
    assert "no-store" in shown["Cache-Control"]
    assert client.get("/admin/").status_code == 200
    assert steps(ben) == {"totp", "recovery_codes"}


@pytest.mark.usefixtures("_publishers")
def test_sign_in_asks_for_the_code_which_works_once(client, ben):
    secret = has_app(ben)
    assert sign_in(client, "ben").url == AUTHENTICATE
    assert client.get("/admin/").status_code == 302
    assert WRONG in client.post(AUTHENTICATE, {"code": "000000"}).text
    right = code(secret)
    assert client.post(AUTHENTICATE, {"code": right}).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    other = Client()
    sign_in(other, "ben")
    assert WRONG in other.post(AUTHENTICATE, {"code": right}).text


@pytest.mark.usefixtures("_publishers")
def test_recovery_code_works_once_instead(ben):
    has_app(ben)
    spare = recovery_codes(ben)[3]
    client, again = Client(), Client()
    for browser in (client, again):
        sign_in(browser, "ben")
    assert client.post(AUTHENTICATE, {"code": spare}).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert WRONG in again.post(AUTHENTICATE, {"code": spare}).text


def test_five_wrong_codes_lock_the_second_step(client, ben):
    secret = has_app(ben)
    sign_in(client, "ben")
    for _ in range(5):
        assert WRONG in client.post(AUTHENTICATE, {"code": "000000"}).text
    answer = client.post(AUTHENTICATE, {"code": code(secret)})
    assert "Too many attempts." in answer.text
    refused = AuditEntry.objects.filter(action="refused", detail="second step")
    assert refused.count() == 5


@pytest.mark.usefixtures("_publishers")
def test_session_that_has_not_shown_the_second_step_is_ended(client):
    """An editor signs in by password, sets one up elsewhere, and may now publish."""
    ada = factories.staff(roles.EDITOR, "ada")
    sign_in(client)
    has_app(ada)
    assert client.get("/admin/").status_code == 200
    ada.groups.set(factories.Group.objects.filter(name=roles.REVIEWER))
    assert client.get("/admin/").url == "/admin/account/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_publishers")
def test_who_removes_the_last_one_must_set_up_another(client, ben):
    secret = has_app(ben)
    sign_in(client, "ben")
    client.post(AUTHENTICATE, {"code": code(secret)})
    assert client.post(f"{SECOND}totp/deactivate/").status_code == 302
    assert client.get("/admin/").url == SECOND


def test_changing_it_later_asks_again_who_it_is(client, ben, monkeypatch, settings):
    sign_in(client, "ben")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    asked = client.get(f"{SECOND}totp/activate/")
    assert asked.url.startswith("/admin/account/reauthenticate/")
    assert "Show once more that it is you" in client.get(asked.url).text


def test_manager_takes_a_lost_second_step_away(client, ben, mailoutbox):
    ben.email = "ben@example.org"
    ben.save()
    has_app(ben)
    theirs = Client()
    theirs.force_login(ben)
    client.force_login(factories.staff(roles.MANAGER, "mia"))
    sent = {"action": "forget_second_steps", "_selected_action": [ben.pk]}
    answer = client.post("/admin/auth/user/", sent, follow=True)
    assert "1 person signs in with the password next time" in answer.text
    assert steps(ben) == set()
    assert theirs.get("/admin/").status_code == 302
    assert [letter.to for letter in mailoutbox] == [["ben@example.org"]]
    assert "took away your second step" in mailoutbox[0].body


def test_manager_cannot_take_it_from_a_superuser(client):
    root = factories.user("root", is_staff=True, is_superuser=True)
    has_app(root)
    client.force_login(factories.staff(roles.MANAGER, "mia"))
    sent = {"action": "forget_second_steps", "_selected_action": [root.pk]}
    client.post("/admin/auth/user/", sent)
    assert steps(root) == {"totp"}


def test_secrets_are_not_shown_in_admin(client):
    client.force_login(factories.editor())
    for model in ("mfa/authenticator", "account/emailaddress"):
        assert client.get(f"/admin/{model}/").status_code == 404
