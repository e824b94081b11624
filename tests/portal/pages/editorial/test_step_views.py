from __future__ import annotations

import pytest

from portal.pages.publishing import head_revision, publish
from tests import factories
from tests.edits import draft


def url(revision, step):
    return f"/admin/pages/revision/{revision.pk}/{step}/"


@pytest.fixture
def staff(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def made(page, editor):
    return draft(page, editor, title="Other words")


def test_submit_with_a_note(staff, made):
    response = staff.post(url(made, "submit"), {"note": "Please look"}, follow=True)
    assert response.status_code == 200
    assert "Sent for review." in response.content.decode()
    made.refresh_from_db()
    assert (made.state, made.events.get().note) == ("submitted", "Please look")


def test_submit_twice_says_why_not(staff, made):
    staff.post(url(made, "submit"))
    html = staff.post(url(made, "submit"), follow=True).content.decode()
    assert "This version is not a draft" in html
    assert made.events.count() == 1


def test_submit_refuses_a_note_that_is_too_long(staff, made):
    html = staff.post(url(made, "submit"), {"note": "x" * 501}, follow=True)
    assert "at most 500 letters" in html.content.decode()
    assert not made.events.exists()


def test_restore_says_first_what_changes(staff, page, made):
    publish([made])
    response = staff.get(url(page.live, "restore"))
    html = response.content.decode()
    assert "Other" in html
    assert "consider</ins>" in html
    assert "no-store" in response.headers["Cache-Control"]
    assert head_revision("guide", "en", "when-to-consider") == made


def test_restore_brings_the_version_back(staff, page, made):
    publish([made])
    response = staff.post(url(page.live, "restore"), follow=True)
    assert "Brought back as a draft." in response.content.decode()
    head = head_revision("guide", "en", "when-to-consider")
    assert (head.record, head.state) == (page.live.record, "draft")


def test_restore_what_is_newest_says_why_not(staff, made):
    response = staff.post(url(made, "restore"))
    assert "says the same already" in response.content.decode()


def test_restore_shows_a_version_of_a_page_without_others(staff):
    assert staff.get(url(factories.revision("guide"), "restore")).status_code == 200


@pytest.mark.parametrize("step", ["submit", "restore"])
def test_step_is_for_who_may_edit(client, page, step):
    assert client.post(url(page.live, step)).status_code == 302
    client.force_login(factories.user("nobody", is_staff=True))
    assert client.post(url(page.live, step)).status_code == 403


@pytest.mark.parametrize("step", ["submit", "restore"])
def test_step_of_no_version_is_404(staff, step):
    assert staff.post(f"/admin/pages/revision/999/{step}/").status_code == 404


def test_step_refuses_other_methods(staff, page):
    assert staff.get(url(page.live, "submit")).status_code == 405
    assert staff.put(url(page.live, "restore")).status_code == 405
