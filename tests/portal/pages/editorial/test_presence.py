from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from portal.clinic import roles
from portal.pages.editorial.presence import line_about, mark_open, others_at
from portal.pages.models import OpenForm
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/admin/pages/revision/presence/"
ADDRESS = ("guide", "en", "when-to-consider")
FORM = {"kind": "guide", "language": "en", "slug": "when-to-consider"}


@pytest.fixture
def page():
    return factories.page("guide")


@pytest.fixture
def ben():
    return factories.staff(roles.EDITOR, "ben", first_name="Ben", last_name="Okafor")


@pytest.fixture
def ada(client):
    made = factories.staff(roles.EDITOR)
    client.force_login(made)
    return made


def test_form_says_who_else_has_it_open(client, ada, ben, page):
    mark_open(ADDRESS, ben)
    html = client.get(f"/admin/pages/guide/{page.pk}/change/").content.decode()
    assert "Ben Okafor has this page open too (since " in html
    assert [o.user for o in others_at(ADDRESS, ben)] == [ada]


def test_presence_answers_with_the_others(client, ada, ben, page):
    assert client.post(URL, FORM).json() == {"others": []}
    mark_open(ADDRESS, ben)
    mark_open(("guide", "en", "another"), factories.user("eve"))
    began = OpenForm.objects.get(user=ben).opened_at
    (line,) = client.post(URL, FORM).json()["others"]
    assert line == f"Ben Okafor has this page open too (since {began:%H:%M})."


def test_presence_is_forgotten_after_two_minutes(client, ada, ben, page):
    mark_open(ADDRESS, ben)
    past = timezone.now() - dt.timedelta(minutes=2, seconds=1)
    OpenForm.objects.update(seen_at=past, opened_at=past)
    assert client.post(URL, FORM).json() == {"others": []}
    assert OpenForm.objects.get().user == ada


def test_presence_keeps_when_the_form_was_opened(ben, page):
    mark_open(ADDRESS, ben)
    past = timezone.now() - dt.timedelta(minutes=10)
    OpenForm.objects.update(opened_at=past)
    mark_open(ADDRESS, ben)
    assert OpenForm.objects.get().opened_at == past
    mark_open(ADDRESS, ben, anew=True)
    assert OpenForm.objects.get().opened_at > past


def test_line_about_somebody_without_a_name(page):
    mark_open(ADDRESS, factories.user("eve"))
    assert line_about(OpenForm.objects.get()).startswith("eve has this page open too")


@pytest.mark.parametrize(
    "wrong", [{"kind": "nothing"}, {"slug": "nothing"}, {"kind": ""}]
)
def test_presence_of_no_record(client, ada, page, wrong):
    assert client.post(URL, FORM | wrong).status_code == 400
    assert not OpenForm.objects.exists()


def test_presence_each_role(client, page):
    for number, role in enumerate(roles.ROLES):
        client.force_login(factories.staff(role, f"user{number}"))
        assert client.post(URL, FORM).status_code == 200
    client.force_login(factories.user("eve", is_staff=True))
    assert client.post(URL, FORM).status_code == 403
    client.logout()
    assert client.post(URL, FORM).status_code == 302


def test_presence_other_answers(client, ada, page):
    assert client.get(URL).status_code == 405


def test_presence_needs_the_forms_token(ada, page):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert strict.post(URL, FORM).status_code == 403
    form = strict.get(f"/admin/pages/guide/{page.pk}/change/").content.decode()
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = strict.post(URL, FORM, headers={"X-CSRFToken": token})
    assert answer.status_code == 200
