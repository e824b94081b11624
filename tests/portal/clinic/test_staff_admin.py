"""A Site manager looks after accounts, and raises nobody above their own rights."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User

from portal.clinic.roles import EDITOR, MANAGER, REVIEWER
from tests import factories

pytestmark = pytest.mark.django_db
ADD = "/admin/auth/user/add/"
PASSWORD = "a long horse 77"


def url(user: User, page: str = "change") -> str:
    return f"/admin/auth/user/{user.pk}/{page}/"


def role(name: str) -> Group:
    return Group.objects.get(name=name)


def form(**changes: object) -> dict:
    """Return what the browser sends for an account."""
    sent = {
        "username": "ben",
        "first_name": "Ben",
        "last_name": "Hill",
        "email": "ben@example.org",
        "is_active": "on",
        "groups": role(EDITOR).pk,
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    return {
        name: value for name, value in (sent | changes).items() if value is not None
    }


@pytest.fixture
def mona() -> User:
    return factories.staff(MANAGER, "mona", first_name="Mona", email="m@example.org")


@pytest.fixture
def manager(client, mona):
    client.force_login(mona)
    return client


@pytest.fixture
def root() -> User:
    return factories.user("root", is_staff=True, is_superuser=True)


@pytest.mark.parametrize("name", [EDITOR, REVIEWER, MANAGER])
def test_manager_adds_staff_with_a_role(manager, name):
    response = manager.post(ADD, form(groups=role(name).pk))
    assert response.status_code == 302, response.context["errors"]
    ben = User.objects.get(username="ben")
    assert [group.name for group in ben.groups.all()] == [name]
    assert (ben.is_staff, ben.is_superuser) == (True, False)
    assert (ben.get_full_name(), ben.email) == ("Ben Hill", "ben@example.org")
    assert ben.check_password(PASSWORD)


@pytest.mark.parametrize("name", ["first_name", "email", "groups", "username"])
def test_manager_must_fill_in(manager, name):
    response = manager.post(ADD, form(**{name: ""}))
    assert response.status_code == 200
    assert name in response.context["adminform"].form.errors
    assert not User.objects.filter(username="ben").exists()


def test_manager_changes_a_name_and_a_role(manager):
    ben = factories.staff(EDITOR, "ben")
    html = manager.get(url(ben)).content.decode()
    for text in ("Clinical reviewer: does that too", "Set a new password"):
        assert text in html
    assert "pbkdf2" not in html
    response = manager.post(url(ben), form(groups=role(REVIEWER).pk, first_name="Bo"))
    assert response.status_code == 302
    ben = User.objects.get(pk=ben.pk)
    assert ben.first_name == "Bo"
    assert ben.has_perm("pages.publish_revision")


def test_form_shows_the_role_that_one_has(manager):
    ben = factories.staff(REVIEWER, "ben")
    ben.groups.add(role(EDITOR))
    html = manager.get(url(ben)).content.decode()
    assert html.count(" checked") == 2  # the role, and that they may sign in
    assert f'value="{role(REVIEWER).pk}"' in html.split("checked")[0].rsplit("<", 1)[1]


def test_manager_lets_somebody_leave(manager):
    ben = factories.staff(EDITOR, "ben")
    manager.post(url(ben), form(is_active=None))
    ben.refresh_from_db()
    assert not ben.is_active


def test_manager_cannot_make_a_superuser_or_give_single_rights(manager):
    right = Permission.objects.get(codename="delete_user")
    above = {
        "is_superuser": "on",
        "is_staff": "on",
        "user_permissions": right.pk,
    }
    ben = factories.staff(EDITOR, "ben")
    assert manager.post(url(ben), form(**above)).status_code == 302
    assert manager.post(ADD, form(username="cid", **above)).status_code == 302
    for made in User.objects.filter(username__in=["ben", "cid"]):
        assert not made.is_superuser
        assert not made.user_permissions.exists()
        assert not made.has_perm("auth.delete_user")
    html = manager.get(url(ben)).content.decode()
    assert "is_superuser" not in html
    assert "user_permissions" not in html


def test_manager_can_choose_no_other_group(manager):
    other = Group.objects.create(name="Everything")
    ben = factories.staff(EDITOR, "ben")
    for address, sent in (
        (url(ben), form(groups=other.pk)),
        (ADD, form(username="cid", groups=other.pk)),
    ):
        response = manager.post(address, sent)
        assert "groups" in response.context["adminform"].form.errors
    assert not other.user_set.exists()
    assert "Everything" not in manager.get(url(ben)).content.decode()


def test_manager_cannot_give_a_role_that_was_made_greater_than_theirs(manager):
    """A superuser may have given the editors a right that managers lack."""
    right = Permission.objects.get(codename="delete_user")
    role(EDITOR).permissions.add(right)
    response = manager.post(ADD, form())
    assert "groups" in response.context["adminform"].form.errors


def above(kind: str) -> User:
    """Return an account with more rights than any role's."""
    if kind == "superuser":
        return factories.user("eve", is_staff=True, is_superuser=True)
    eve = factories.staff(EDITOR, "eve")
    if kind == "single right":
        eve.user_permissions.add(Permission.objects.get(codename="delete_user"))
    else:
        eve.groups.add(Group.objects.create(name="Everything"))
    return eve


@pytest.mark.parametrize("kind", ["superuser", "single right", "other group"])
def test_manager_neither_sees_nor_changes_an_account_above_their_own(manager, kind):
    eve = above(kind)
    before = User.objects.filter(pk=eve.pk).values().get()
    listed = manager.get("/admin/auth/user/").context["cl"].result_list
    assert [user.username for user in listed] == ["mona"]
    for page in ("change", "history", "delete"):
        for method in (manager.get, manager.post):
            response = method(url(eve, page), form(username="eve"))
            assert response.status_code in (302, 403), page
            assert "eve" not in response.content.decode()
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    for method in (manager.get, manager.post):
        assert method(url(eve, "password"), new).status_code == 404
    assert User.objects.filter(pk=eve.pk).values().get() == before


def test_manager_sets_a_new_password(manager):
    ben = factories.staff(EDITOR, "ben")
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert manager.post(url(ben, "password"), new).status_code == 302
    ben.refresh_from_db()
    assert ben.check_password(PASSWORD)


def test_manager_cannot_lock_themselves_out(manager, mona):
    sent = form(username="mona", groups=role(EDITOR).pk, is_active=None)
    assert manager.post(url(mona), sent).status_code == 302
    mona = User.objects.get(pk=mona.pk)
    assert mona.is_active
    assert mona.is_staff
    assert [group.name for group in mona.groups.all()] == [MANAGER]
    assert mona.email == "ben@example.org"


def test_manager_deletes_nobody(manager):
    ben = factories.staff(EDITOR, "ben")
    assert manager.post(url(ben, "delete"), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [ben.pk], "post": "yes"}
    manager.post("/admin/auth/user/", data)
    assert User.objects.filter(pk=ben.pk).exists()


def test_manager_cannot_touch_the_roles_even_with_djangos_rights(manager, mona):
    for codename in ("view_group", "add_group", "change_group", "delete_group"):
        mona.user_permissions.add(Permission.objects.get(codename=codename))
    pk = role(EDITOR).pk
    everything = {
        "name": "Editor",
        "permissions": [p.pk for p in Permission.objects.all()],
    }
    for page in ("", "add/", f"{pk}/change/", f"{pk}/delete/", f"{pk}/history/"):
        assert manager.get(f"/admin/auth/group/{page}").status_code == 403
        assert manager.post(f"/admin/auth/group/{page}", everything).status_code == 403
    assert "Groups" not in manager.get("/admin/").content.decode()


@pytest.mark.parametrize("name", [EDITOR, REVIEWER])
def test_others_have_no_access_to_accounts(client, name):
    ada = factories.staff(name)
    client.force_login(ada)
    for address in ("/admin/auth/user/", ADD, url(ada), url(ada, "password")):
        assert client.get(address).status_code == 403
        assert client.post(address, form()).status_code == 403
    assert not User.objects.filter(username="ben").exists()


def test_strangers_are_asked_to_sign_in(client):
    ada = factories.staff(EDITOR)
    for address in ("/admin/auth/user/", ADD, url(ada), url(ada, "password")):
        assert client.get(address).status_code == 302


def test_list_names_everybodys_role(manager):
    factories.staff(REVIEWER, "ben", first_name="Ben", last_name="Hill")
    html = manager.get("/admin/auth/user/").content.decode()
    for text in ("Ben Hill", "Clinical reviewer", "Site manager"):
        assert text in html


def test_superuser_sees_and_gives_everything(client, root):
    client.force_login(root)
    other = Group.objects.create(name="Everything")
    ben = factories.staff(EDITOR, "ben")
    right = Permission.objects.get(codename="delete_user")
    sent = form(groups=[other.pk], user_permissions=[right.pk], is_superuser="on")
    assert client.post(url(ben), sent).status_code == 302
    ben = User.objects.get(pk=ben.pk)
    assert ben.is_superuser
    assert ben.is_staff
    assert list(ben.groups.all()) == [other]
    assert list(ben.user_permissions.all()) == [right]
    assert "Superuser" in client.get("/admin/auth/user/").content.decode()
    assert client.get(f"/admin/auth/group/{other.pk}/change/").status_code == 200


def test_superuser_takes_all_rights_and_with_them_the_way_in(client, root):
    client.force_login(root)
    ben = factories.staff(EDITOR, "ben")
    client.post(url(ben), form(groups=None))
    ben.refresh_from_db()
    assert not ben.is_staff


def test_superuser_cannot_give_up_their_own_rights(client, root):
    client.force_login(root)
    client.post(url(root), form(username="root", groups=None, is_active=None))
    root.refresh_from_db()
    assert root.is_superuser
    assert root.is_staff
    assert root.is_active
