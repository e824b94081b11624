from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from portal.clinic import roles
from portal.clinic.models import Clinic
from portal.pages.editorial.models import Event
from portal.pages.editorial.workflow import schedule, submit
from tests import factories
from tests.edits import draft

QUEUE = "/admin/pages/revision/queue/"


@pytest.fixture
def scheduled(submitted, reviewer):
    day = timezone.localdate() + dt.timedelta(days=3)
    return schedule(submitted, by=reviewer, review=None, allow_own=False, on=day)


def unschedule_url(revision):
    return f"/admin/pages/revision/{revision.pk}/unschedule/"


def test_queue_lists_what_waits_longest_first(client, submitted, reviewer, editor):
    source = factories.page("source", "other", title="Other")
    second = draft(source, editor, title="Another source")
    submit(second, by=editor)
    Event.objects.filter(revision=submitted).update(
        at=timezone.now() - dt.timedelta(days=9)
    )
    client.force_login(reviewer)
    response = client.get(QUEUE)
    html = response.content.decode()
    waiting = response.context["waiting"]
    assert [entry.title for entry in waiting] == ["Other words", "Another source"]
    assert "1\xa0week, 2\xa0days ago" in html
    assert "<q>Please look</q>" in html
    assert f"/admin/pages/revision/{submitted.pk}/review/" in html
    assert "no-store" in response.headers["Cache-Control"]


def test_queue_has_what_a_load_put_there(client, page, reviewer):
    made = factories.revision("guide", title="Merged")
    type(made).objects.filter(pk=made.pk).update(state="submitted", note="Loaded")
    client.force_login(reviewer)
    (entry,) = client.get(QUEUE).context["waiting"]
    assert (entry.since, entry.note) == (made.created_at, "Loaded")


def test_queue_marks_what_i_wrote(client, page, reviewer):
    submit(draft(page, reviewer, title="Mine"), by=reviewer)
    client.force_login(reviewer)
    assert "You wrote part of this" in client.get(QUEUE).content.decode()
    Clinic.objects.create(pk=1, second_person_reviews=False)
    assert "You wrote part of this" not in client.get(QUEUE).content.decode()


def test_queue_of_an_editor_offers_no_decision(client, scheduled, editor):
    client.force_login(editor)
    html = client.get(QUEUE).content.decode()
    assert "Other words" in html
    assert "Take it off the schedule" not in html


def test_queue_is_in_pages(client, page, editor, reviewer, monkeypatch):
    monkeypatch.setattr("portal.pages.editorial.queue_views.EACH_PAGE", 1)
    source = factories.page("source", "other", title="Other")
    submit(draft(source, editor, title="One"), by=editor)
    submit(draft(page, editor, title="Two"), by=editor)
    client.force_login(reviewer)
    (entry,) = client.get(QUEUE, {"p": 2}).context["waiting"]
    assert entry.title == "Two"


def test_queue_says_when_nothing_waits(client, reviewer):
    client.force_login(reviewer)
    html = client.get(QUEUE).content.decode()
    assert "Nothing waits for review." in html
    assert "Nothing is scheduled." in html


def test_queue_is_for_who_may_edit(client, db):
    assert client.get(QUEUE).status_code == 302
    client.force_login(factories.user("nobody", is_staff=True))
    assert client.get(QUEUE).status_code == 403


def test_queue_refuses_other_methods(client, reviewer):
    client.force_login(reviewer)
    assert client.post(QUEUE).status_code == 405


def test_take_off_schedule(client, scheduled, reviewer):
    client.force_login(reviewer)
    assert "Take it off the schedule" in client.get(QUEUE).content.decode()
    response = client.post(unschedule_url(scheduled), follow=True)
    assert response.redirect_chain == [(QUEUE, 302)]
    assert "is off the schedule" in response.content.decode()
    scheduled.refresh_from_db()
    assert scheduled.state == "submitted"


def test_take_off_schedule_what_is_not_on_it_says_so(client, submitted, reviewer):
    client.force_login(reviewer)
    html = client.post(unschedule_url(submitted), follow=True).content.decode()
    assert "This version is not scheduled." in html


def test_take_off_schedule_is_for_reviewers(client, scheduled, editor):
    assert client.post(unschedule_url(scheduled)).status_code == 302
    client.force_login(editor)
    assert client.post(unschedule_url(scheduled)).status_code == 403
    client.force_login(factories.staff(roles.MANAGER, "man"))
    assert client.get(unschedule_url(scheduled)).status_code == 405
    assert client.post("/admin/pages/revision/999/unschedule/").status_code == 404
