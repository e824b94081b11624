from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from portal.clinic import roles
from portal.clinic.feedback_box import feedback_box
from portal.clinic.models import Clinic, Feedback
from portal.pages.editorial.dashboard import boxes_for
from tests import edits, factories

pytestmark = pytest.mark.django_db
INBOX = "/admin/clinic/feedback/"
ROLES = [roles.EDITOR, roles.REVIEWER, roles.MANAGER]


@pytest.fixture
def guide():
    return factories.page("guide")


@pytest.fixture
def feedback(guide):
    return about(guide, text="What does it cost?")


def about(row, **fields) -> Feedback:
    return Feedback.objects.create(
        path=row.get_absolute_url(),
        kind=row.kind,
        language=row.language,
        slug=row.slug,
        revision=row.live,
        **({"clear": "no"} | fields),
    )


@pytest.mark.parametrize("role", ROLES)
def test_inbox_shows_feedback_with_its_page(client, guide, feedback, role):
    client.force_login(factories.staff(role))
    html = client.get(INBOX).content.decode()
    assert "What does it cost?" in html
    assert 'href="/guides/when-to-consider/"' in html
    assert f'href="/admin/pages/guide/{guide.pk}/change/"' in html


def test_inbox_asks_the_database_as_often_for_many(client, guide, feedback):
    client.force_login(factories.staff(roles.EDITOR))
    client.get(INBOX)
    with CaptureQueriesContext(connection) as few:
        client.get(INBOX)
    for _ in range(9):
        about(guide)
    with CaptureQueriesContext(connection) as many:
        client.get(INBOX)
    assert len(many) == len(few)


def test_inbox_follows_a_page_that_was_changed(client, guide, feedback):
    edits.publish_edit(guide, factories.editor(), summary="Better.")
    client.force_login(factories.staff(roles.EDITOR, "ed"))
    html = client.get(f"{INBOX}{feedback.pk}/change/").content.decode()
    assert f'href="/admin/pages/guide/{guide.pk}/change/"' in html
    assert f"/admin/pages/revision/{feedback.revision_id}/preview/" in html


def test_inbox_and_box_call_pages_by_their_titles(client, guide, feedback):
    for path in ("/glossary/", "/gone/"):
        Feedback.objects.create(path=path, clear="no")
    client.force_login(factories.staff(roles.EDITOR))
    html = client.get(INBOX).content.decode()
    assert '<a href="/guides/when-to-consider/">When to consider</a>' in html
    assert '<a href="/glossary/">Glossary</a>' in html
    assert '<a href="/gone/">/gone/</a>' in html
    entries = ask(factories.staff(roles.EDITOR, "ben")).entries
    titles = [entry.title for entry in entries]
    assert titles == ["/gone/", "Glossary", "When to consider"]


def test_inbox_shows_feedback_on_the_whole_site(client):
    made = Feedback.objects.create(clear="yes")
    client.force_login(factories.staff(roles.EDITOR))
    assert "The whole site" in client.get(INBOX).content.decode()
    html = client.get(f"{INBOX}{made.pk}/change/").content.decode()
    assert "The whole site" in html


def test_inbox_escapes_what_was_written(client, guide):
    about(guide, text="<script>alert(1)</script>")
    client.force_login(factories.staff(roles.EDITOR))
    assert "<script>alert(1)" not in client.get(INBOX).content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_marks_as_done_and_as_new(client, feedback, role):
    client.force_login(factories.staff(role))
    for action, state in (("mark_done", "done"), ("mark_new", "new")):
        data = {"action": action, "_selected_action": [feedback.pk]}
        response = client.post(INBOX, data, follow=True)
        feedback.refresh_from_db()
        assert feedback.state == state
        assert "1 marked" in response.content.decode()


def test_form_changes_the_state_and_nothing_else(client, feedback):
    client.force_login(factories.staff(roles.EDITOR))
    data = {"state": "done", "text": "forged", "clear": "yes", "day": "2000-01-01"}
    client.post(f"{INBOX}{feedback.pk}/change/", data)
    kept = Feedback.objects.get()
    assert (kept.state, kept.text, kept.clear) == ("done", feedback.text, "no")


@pytest.mark.parametrize(
    ("role", "status"),
    [(roles.EDITOR, 403), (roles.REVIEWER, 403), (roles.MANAGER, 200)],
)
def test_only_the_site_manager_deletes(client, feedback, role, status):
    client.force_login(factories.staff(role))
    assert client.get(f"{INBOX}{feedback.pk}/delete/").status_code == status
    data = {"action": "delete_selected", "_selected_action": [feedback.pk], "post": "1"}
    client.post(INBOX, data)
    assert Feedback.objects.exists() == (role != roles.MANAGER)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_adds_feedback(client, role):
    client.force_login(factories.staff(role))
    assert client.get(f"{INBOX}add/").status_code == 403


def test_staff_without_a_role_see_nothing(client, feedback):
    client.force_login(factories.user(is_staff=True))
    assert client.get(INBOX).status_code == 403
    assert client.get(f"{INBOX}{feedback.pk}/change/").status_code == 403
    data = {"action": "mark_done", "_selected_action": [feedback.pk]}
    assert client.post(INBOX, data).status_code == 403


def test_strangers_are_led_to_sign_in(client, feedback):
    assert client.get(INBOX).status_code == 302
    assert client.get(f"{INBOX}{feedback.pk}/change/").status_code == 302


def ask(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return feedback_box(request)


@pytest.mark.parametrize("role", ROLES)
def test_box_lists_what_is_new(guide, feedback, role):
    about(guide, state="done")
    about(guide)
    box = ask(factories.staff(role))
    assert box.count == 2
    assert [entry.note for entry in box.entries] == ["No", "What does it cost?"]
    assert box.entries[0].title == "When to consider"
    assert box.more_url == f"{INBOX}?state__exact=new"


def test_box_of_feedback_on_the_whole_site():
    Feedback.objects.create(clear="yes")
    assert ask(factories.staff(roles.EDITOR)).entries[0].title == "The whole site"


def test_box_is_not_for_others(feedback):
    assert ask(AnonymousUser()) is None
    assert ask(factories.user(is_staff=True)) is None


def test_box_stands_on_the_dashboard():
    request = RequestFactory().get("/admin/")
    request.user, request.clinic = factories.editor(), Clinic.current
    assert "Feedback" in [str(box.title) for box in boxes_for(request)]
