"""The audit log holds who did what, and nobody can change it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext_lazy

from portal.clinic import roles
from portal.pages.editorial.workflow import unpublish
from portal.pages.loading import load_content
from portal.staff import append_only
from portal.staff.audit import network_of, note
from portal.staff.models import AuditEntry, UnchangeableError
from tests import factories
from tests.portal.staff.signing import AUTHENTICATE, code, has_app, sign_in

pytestmark = pytest.mark.django_db
LOG = "/admin/staff/auditentry/"
Action = AuditEntry.Action


def entries(*actions: str) -> list[tuple[str, str, str, str]]:
    found = AuditEntry.objects.filter(action__in=actions or Action.values)
    return list(found.order_by("pk").values_list("action", "who", "about", "detail"))


@pytest.fixture
def ada() -> User:
    return factories.staff(roles.EDITOR, "ada", first_name="Ada", last_name="Gil")


def test_sign_in_and_out_are_noted_with_a_shortened_address(client, ada):
    sign_in(client, REMOTE_ADDR="192.0.2.77")
    client.post("/admin/account/logout/", REMOTE_ADDR="2001:db8:1:2:3::4")
    assert entries("signed_in", "signed_out") == [
        ("signed_in", "Ada Gil (ada)", "", "password"),
        ("signed_out", "Ada Gil (ada)", "", ""),
    ]
    latest = AuditEntry.objects.all()[:2]
    assert [entry.address for entry in latest] == ["2001:db8:1::/48", "192.0.2.0/24"]
    assert latest[0].account == ada.pk


def test_refusals_name_the_account_and_nothing_that_was_typed(client, ada):
    sign_in(client, "ada", "my other password")
    sign_in(client, "my password by mistake", "x")
    assert entries("refused") == [
        ("refused", "", "Ada Gil (ada)", "password"),
        ("refused", "", "nobody of that name", "password"),
    ]


def test_refused_page_is_noted(client, ada):
    client.force_login(ada)
    client.get(LOG)
    assert entries("forbidden") == [("forbidden", "Ada Gil (ada)", LOG, "GET")]


def test_changes_of_accounts_and_roles_are_noted(ada):
    before = len(entries())
    ada.groups.set(Group.objects.filter(name=roles.REVIEWER))
    ada.is_superuser, ada.email = True, "ada@example.org"
    ada.save()
    ada.set_password("another long one")
    ada.save()
    ada.last_name = "Hill"
    ada.save()
    Group.objects.get(name=roles.EDITOR).user_set.add(ada)
    ada.groups.clear()
    ada.user_permissions.add(
        *Group.objects.get(name=roles.EDITOR).permissions.all()[:1]
    )
    ada.delete()
    found = [entry[0:1] + entry[3:] for entry in entries()[before:]]
    assert (
        found[:6]
        == [
            ("role_changed", f"− {roles.EDITOR}"),
            ("role_changed", f"+ {roles.REVIEWER}"),
            (
                "account_changed",
                "email:  → ada@example.org; is_superuser: False → True",
            ),
            ("password", ""),
            ("role_changed", f"+ {roles.EDITOR}"),
            ("role_changed", f"− {roles.REVIEWER}, {roles.EDITOR}"),
        ]
        or found[5][1] == f"− {roles.EDITOR}, {roles.REVIEWER}"
    )
    assert found[6][1].startswith("+ rights: ")
    assert found[7:] == [("account_deleted", "")]


def test_renewed_hash_is_no_new_password(client, ada, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    sign_in(client)
    ada.refresh_from_db()
    assert ada.password.startswith("pbkdf2_sha1")
    assert entries("password") == []


def test_rights_of_a_role_are_noted():
    role = Group.objects.get(name=roles.EDITOR)
    role.permissions.remove(role.permissions.get(codename="edit_record"))
    latest = entries("role_changed")[-1]
    assert latest[2:] == (f"role {roles.EDITOR}", "− rights: edit_record")


def test_publications_are_noted(ada):
    row = factories.page("guide")
    unpublish(row, by=ada, note="Out of date")
    assert entries("publication") == [
        (
            "publication",
            "Ada Gil (ada)",
            f"guide/en/{row.slug}",
            "unpublished: Out of date",
        )
    ]


def test_load_of_files_is_noted_once(content):
    load_content(content)
    load_content(content)
    assert entries("publication") == [
        ("publication", "", "content files", "8 records loaded")
    ]


def test_entries_are_in_the_sites_language(client):
    with translation.override("es"):
        note(Action.PUBLICATION, detail=gettext_lazy("Yes"))
        assert str(gettext_lazy("Yes")) == "Sí"
    assert entries("publication")[0][3] == "Yes"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_network_of(address, network):
    assert network_of(address) == network


@pytest.fixture
def entry() -> AuditEntry:
    note(Action.PUBLICATION, about="a page")
    return AuditEntry.objects.get(about="a page")


def test_code_cannot_change_or_delete(entry):
    entry.who = "Somebody else"
    rows = AuditEntry.objects.filter(pk=entry.pk)
    for change in (
        entry.save,
        entry.delete,
        rows.delete,
        lambda: rows.update(who=""),
        lambda: AuditEntry.objects.bulk_update([entry], ["who"]),
    ):
        with pytest.raises(UnchangeableError):
            change()
    assert rows.get().who == ""


@pytest.mark.parametrize("statement", ["UPDATE {} SET who = 'me'", "DELETE FROM {}"])
def test_database_cannot_either(entry, statement):
    append_only.release(connection)  # as it is for tests, on both databases
    append_only.guard(connection)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(append_only.TABLE))
    append_only.release(connection)
    assert AuditEntry.objects.filter(pk=entry.pk, who="").exists()


def test_site_manager_reads_it_and_changes_nothing(client, entry):
    client.force_login(factories.staff(roles.MANAGER, "mia"))
    page = client.get(LOG)
    assert page.status_code == 200
    assert "a page" in page.text
    assert client.get(LOG, {"action": "publication", "q": "page"}).status_code == 200
    assert client.get(f"{LOG}add/").status_code == 403
    assert client.post(f"{LOG}{entry.pk}/change/", {"who": "me"}).status_code == 403
    assert client.post(f"{LOG}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [entry.pk]}
    client.post(LOG, sent | {"post": "yes"})
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER])
def test_others_do_not_read_it(client, role):
    client.force_login(factories.staff(role, "eve"))
    assert client.get(LOG).status_code == 403


def test_second_steps_are_noted_with_the_sign_in(client, ada):
    secret = has_app(ada)
    sign_in(client)
    client.post(AUTHENTICATE, {"code": code(secret)})
    assert entries("signed_in")[-1][3] == "password, totp"
    assert Client().get(LOG).status_code == 302
