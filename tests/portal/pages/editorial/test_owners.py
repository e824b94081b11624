"""Somebody looks after a page: chosen by editors, found by a filter."""

from __future__ import annotations

import pytest

from portal.clinic.roles import EDITOR, MANAGER, REVIEWER
from portal.pages.editorial.owners import owner_of, possible_owners, set_owner
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/admin/pages/revision/owner/guide/en/when-to-consider/"


@pytest.fixture
def page():
    return factories.page("guide")


def test_owner_shows_who_it_is(client, page):
    ada = factories.staff(EDITOR, first_name="Ada", last_name="Field")
    set_owner(page, ada)
    client.force_login(ada)
    html = client.get(URL).content.decode()
    assert f'<option value="{ada.pk}" selected>Ada Field</option>' in html
    assert "Nobody in particular" in html


@pytest.mark.parametrize("role", [EDITOR, REVIEWER, MANAGER])
def test_owner_is_chosen_changed_and_taken_away(client, page, role):
    ada, ben = factories.staff(role), factories.staff(EDITOR, "ben")
    client.force_login(ada)
    for user in (ada, ben):
        response = client.post(URL, {"user": user.pk}, follow=True)
        assert response.redirect_chain == [
            (f"/admin/pages/guide/{page.pk}/change/", 302)
        ]
        assert f"{user.username} looks after" in response.content.decode()
        assert owner_of(page) == user
    response = client.post(URL, {"user": ""}, follow=True)
    assert "Nobody in particular looks after" in response.content.decode()
    assert owner_of(page) is None


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"is_active": False}, id="left"),
        pytest.param({"is_staff": False}, id="not staff"),
    ],
)
def test_owner_cannot_be_somebody_who_cannot_edit(client, page, fields):
    client.force_login(factories.staff(EDITOR))
    ben = factories.staff(EDITOR, "ben")
    type(ben).objects.filter(pk=ben.pk).update(**fields)
    cid = factories.user("cid", is_staff=True)
    for user in (ben, cid):
        response = client.post(URL, {"user": user.pk})
        assert response.status_code == 200
        assert "Select a valid choice" in response.content.decode()
    assert owner_of(page) is None


def test_owner_who_can_no_longer_edit_is_told_of(client, page):
    ben = factories.staff(EDITOR, "ben")
    set_owner(page, ben)
    ben.groups.clear()
    client.force_login(factories.staff(EDITOR))
    assert "ben looks after this page, but" in client.get(URL).content.decode()
    assert set(possible_owners()) == {type(ben).objects.get(username="ada")}


@pytest.mark.parametrize("method", ["get", "post"])
def test_owner_is_refused_without_the_right(client, page, method):
    client.force_login(factories.user(is_staff=True))
    assert getattr(client, method)(URL).status_code == 403


def test_owner_asks_strangers_to_sign_in(client, page):
    assert client.get(URL).status_code == 302
    assert client.post(URL, {"user": ""}).status_code == 302


@pytest.mark.parametrize("name", ["owner", "edit"])
@pytest.mark.parametrize(
    "address", ["guide/en/no-such-page", "guide/es/when-to-consider", "quiz/en/x"]
)
def test_unknown_record_is_404(client, page, name, address):
    client.force_login(factories.staff(EDITOR))
    assert client.get(f"/admin/pages/revision/{name}/{address}/").status_code == 404


def test_owner_refuses_other_methods(client, page):
    client.force_login(factories.staff(EDITOR))
    assert client.put(URL).status_code == 405


def test_owner_of_a_record_without_language(client):
    source = factories.page("source")
    ada = factories.staff(EDITOR)
    client.force_login(ada)
    client.post("/admin/pages/revision/owner/source/-/trial-2020/", {"user": ada.pk})
    assert owner_of(source) == ada


def test_edit_leads_to_the_form(client, page):
    url = "/admin/pages/revision/edit/guide/en/when-to-consider/"
    assert client.get(url).headers["Location"].startswith("/admin/login/")
    client.force_login(factories.user("cid", is_staff=True))
    assert client.get(url).status_code == 403
    client.force_login(factories.staff(EDITOR))
    change = f"/admin/pages/guide/{page.pk}/change/"
    assert client.get(url).headers["Location"] == change
    assert client.post(url).status_code == 405


def test_filter_shows_mine_only(client, page):
    factories.page("guide", "another", title="Another guide")
    ada = factories.staff(EDITOR)
    set_owner(page, ada)
    client.force_login(ada)
    everything = client.get("/admin/pages/guide/").content.decode()
    mine = client.get("/admin/pages/guide/?mine=yes").content.decode()
    assert "2 guides" in everything
    assert "Another guide" in everything
    assert "1 guide" in mine
    assert "Another guide" not in mine
