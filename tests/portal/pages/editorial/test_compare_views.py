from __future__ import annotations

import pytest

from portal.pages.publishing import publish
from tests import factories
from tests.edits import draft


def url(revision, **query):
    pairs = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/admin/pages/revision/{revision.pk}/compare/?{pairs}"


@pytest.fixture
def staff(client, editor):
    client.force_login(editor)
    return client


def test_compare_shows_words_that_came_and_went(staff, page, editor):
    made = draft(page, editor, title="When to consider <it>")
    response = staff.get(url(made))
    html = response.content.decode()
    assert '<ins><span class="visually-hidden">added: </span> &lt;it&gt;</ins>' in html
    assert "no-store" in response.headers["Cache-Control"]
    assert [field.label for field in response.context["fields"]] == ["Title"]


def test_compare_shows_removed_words(staff, page, editor):
    made = draft(page, editor, title="When to")
    html = staff.get(url(made)).content.decode()
    assert '<del><span class="visually-hidden">removed: </span> consider</del>' in html


def test_compare_is_with_what_patients_read(staff, page, editor):
    draft(page, editor, title="One")
    made = draft(page, editor, title="Two")
    assert staff.get(url(made)).context["other"] == page.live
    assert staff.get(url(made, **{"with": "live"})).context["other"] == page.live


def test_compare_what_patients_read_is_with_the_version_before(staff, page, editor):
    made = draft(page, editor, title="One")
    publish([made])
    assert staff.get(url(made)).context["other"] == page.live


def test_compare_a_version_that_goes_on_from_nothing_is_with_the_older(staff, page):
    other = factories.revision("guide", title="Loaded")
    publish([other])
    assert staff.get(url(other)).context["other"] == page.live


def test_compare_the_first_version_shows_all_as_new(staff, page):
    response = staff.get(url(page.live))
    assert response.context["other"] is None
    assert "There was no version before" in response.content.decode()


def test_compare_with_a_chosen_version(staff, page, editor):
    first = draft(page, editor, title="One")
    second = draft(page, editor, title="Two")
    response = staff.get(url(second, **{"with": first.pk}))
    assert response.context["other"] == first
    assert f'<option value="{first.pk}" selected>' in response.content.decode()


def test_compare_two_chosen_versions(staff, page, editor):
    first = draft(page, editor, title="One")
    second = draft(page, editor, title="Two")
    response = staff.get(url(second, **{"this": first.pk, "with": second.pk}))
    assert response["Location"] == url(first, **{"with": second.pk})


def test_compare_with_itself_says_so(staff, page):
    html = staff.get(url(page.live, **{"with": page.live.pk})).content.decode()
    assert "Both say the same." in html


@pytest.mark.parametrize(
    ("asked", "status", "text"),
    [
        ("yesterday", 400, "“yesterday” is no version"),
        ("9" * 40, 404, "no version with that number"),
        ("999", 404, "no version with that number"),
    ],
)
def test_compare_with_no_version_says_why(staff, page, asked, status, text):
    response = staff.get(url(page.live, **{"with": asked}))
    assert response.status_code == status
    assert text in response.content.decode()
    assert 'name="with"' in response.content.decode()


def test_compare_with_another_page_is_404(staff, page):
    other = factories.page("guide", "other", title="Other").live
    assert staff.get(url(page.live, **{"with": other.pk})).status_code == 404


def test_compare_with_live_where_there_is_none_is_404(staff, editor):
    made = factories.revision("guide")
    response = staff.get(url(made, **{"with": "live"}))
    assert response.status_code == 404
    assert "Patients read no version" in response.content.decode()
    assert staff.get(url(made)).status_code == 200


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_compare_every_kind(staff, kind):
    made = factories.page(kind).live
    newer = factories.revision(kind, title="New title")
    assert staff.get(url(made)).status_code == 200
    assert staff.get(url(newer)).context["fields"]


def test_compare_unknown_is_404(staff):
    assert staff.get("/admin/pages/revision/999/compare/").status_code == 404


def test_compare_is_for_who_may_edit(client, page):
    assert client.get(url(page.live)).status_code == 302
    client.force_login(factories.user("nobody", is_staff=True))
    assert client.get(url(page.live)).status_code == 403


def test_compare_refuses_other_methods(staff, page):
    assert staff.post(url(page.live)).status_code == 405
