"""Accounts from the command line have no default password."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from portal.clinic import roles
from portal.staff.models import AuditEntry
from tests import factories
from tests.portal.staff.signing import has_app, steps

pytestmark = pytest.mark.django_db
PASSWORD = "a long horse 77"


@pytest.fixture
def typed(monkeypatch):
    def type_in(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return type_in


def test_first_account_is_a_superusers_and_sets_up_a_second_step(
    client, typed, capsys, settings
):
    settings.SECOND_FACTOR = "all"
    typed(f"{PASSWORD}\n")
    call_command("make_staff", "root", email="root@example.org")
    assert "root may sign in" in capsys.readouterr().out
    assert User.objects.get().is_superuser
    client.post("/admin/account/login/", {"login": "root", "password": PASSWORD})
    assert client.get("/admin/").url == "/admin/account/second-step/"


def test_account_may_have_a_role(typed):
    typed(f"{PASSWORD}\n")
    call_command("make_staff", "ada", role=roles.EDITOR)
    ada = User.objects.get()
    assert (ada.is_staff, ada.is_superuser) == (True, False)
    assert [group.name for group in ada.groups.all()] == [roles.EDITOR]


@pytest.mark.parametrize("password", ["", "short", "password1234", "12345678901"])
def test_bad_password_makes_no_account(typed, password):
    typed(password)
    with pytest.raises(CommandError):
        call_command("make_staff", "root")
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("name", "role", "says"),
    [
        ("ada", None, "already exists"),
        ("a b", None, "Enter a valid username"),
        ("eve", "Boss", "role: found Boss, allowed "),
    ],
)
def test_bad_name_or_role_is_refused(typed, name, role, says):
    factories.user("ada")
    typed(f"{PASSWORD}\n")
    with pytest.raises(CommandError, match=says):
        call_command("make_staff", name, role=role)
    assert User.objects.count() == 1


def test_nobody_is_asked_for_a_name_where_nobody_is(typed):
    typed(f"{PASSWORD}\n")
    with pytest.raises(CommandError, match="username: "):
        call_command("make_staff")


def test_typed_passwords_must_be_the_same(monkeypatch):
    said = iter([PASSWORD, "another"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(said))
    with pytest.raises(CommandError, match="not the same"):
        call_command("make_staff", "root")


def test_reset_gives_a_new_password_and_ends_sessions(client, typed):
    ada = factories.staff(roles.EDITOR)
    has_app(ada)
    client.force_login(ada)
    typed(f"{PASSWORD}\n")
    call_command("reset_sign_in", "ada", stdout=io.StringIO())
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
    assert steps(ada) == set()
    assert client.get("/admin/").status_code == 302
    noted = AuditEntry.objects.values_list("action", flat=True)[:2]
    assert set(noted) == {"password", "factor_removed"}


def test_reset_refuses_who_is_not_there(typed):
    typed(f"{PASSWORD}\n")
    with pytest.raises(CommandError, match="username: found eve"):
        call_command("reset_sign_in", "eve")
