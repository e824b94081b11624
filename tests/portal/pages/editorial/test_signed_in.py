"""A form asks whether its editor is signed in, and what became of a save."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.clinic import roles
from portal.pages.publishing import set_aside
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db

URL = "/admin/pages/revision/signed-in/"


@pytest.fixture
def ada():
    return factories.staff(roles.EDITOR)


@pytest.fixture
def editor(client, ada):
    client.force_login(ada)
    return client


def saved(client, **query: object) -> float | None:
    return client.get(
        URL, {"kind": "guide", "slug": "when-to-consider"} | query
    ).json()["saved"]


def test_answer_names_who_is_signed_in_uncached(editor, ada):
    response = editor.get(URL)
    assert response.json()["user"] == str(ada.pk)
    assert "no-store" in response.headers["Cache-Control"]


def test_answer_has_a_token_that_counts(ada):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    token = strict.get(URL).json()["token"]
    where = {"kind": "guide", "field": "body", "language": "en", "text": "Text"}
    response = strict.post(
        "/admin/pages/revision/markdown-preview/",
        where | {"csrfmiddlewaretoken": token},
    )
    assert response.status_code == 200


def test_answer_tells_how_long_ago_a_version_was_saved_on_top(editor, ada):
    page = factories.page("guide")
    assert saved(editor, based_on=page.live_id) is None
    draft(page, ada, title="Mine")
    assert 0 <= saved(editor, based_on=page.live_id) < 60


def test_answer_counts_what_was_set_aside_as_saved(editor, ada):
    page = factories.page("guide")
    record = factories.record("guide")
    set_aside(page, record, author=ada, based_on=page.live)
    assert saved(editor, based_on=page.live_id) is not None


def test_answer_counts_only_ones_own_versions(editor):
    page = factories.page("guide")
    draft(page, factories.staff(roles.EDITOR, "ben"), title="Theirs")
    assert saved(editor, based_on=page.live_id) is None


def test_answer_knows_a_new_record_by_its_name(editor, ada):
    assert saved(editor) is None
    made = factories.revision("guide")
    type(made).objects.filter(pk=made.pk).update(author=ada)
    assert saved(editor) is not None
    assert saved(editor, slug="another") is None


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "²"])
def test_answer_about_no_number_is_404(editor, number):
    assert editor.get(URL, {"based_on": number}).status_code == 404


def test_answer_is_only_read(editor):
    assert editor.post(URL).status_code == 405


def test_answer_is_refused_to_staff_without_a_role(client):
    client.force_login(factories.user(is_staff=True))
    assert client.get(URL).status_code == 403


def test_answer_needs_sign_in(client):
    assert client.get(URL).status_code == 302
