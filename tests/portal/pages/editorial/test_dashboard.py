"""What the first page of admin shows to whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.clinic.models import Clinic
from portal.clinic.roles import EDITOR, MANAGER, REVIEWER
from portal.pages.editorial import dashboard, workflow
from portal.pages.editorial.models import Event
from portal.pages.editorial.owners import set_owner
from portal.pages.models import Guide
from portal.pages.publishing import head_revision, set_aside
from portal.pages.revisions import Conflict, Revision
from tests import edits, factories

PLAIN = {"body": "Words without a link.", "sources": None}
pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.page("guide", **PLAIN)


def boxes(client, user) -> dict:
    """Return the boxes that this person sees, by their titles."""
    client.force_login(user)
    context = client.get("/admin/").context
    return {box.title: box for box in (*context["boxes"], *context["empty_boxes"])}


def titles(box) -> list[str]:
    return [entry.title for entry in box.entries]


def waiting(client, user):
    return boxes(client, user)["Waiting for my review"]


def submitted(page, author, **changes) -> Revision:
    draft = edits.draft(page, author, **changes)
    workflow.submit(draft, by=author)
    return draft


def test_dashboard_of_each_role(client):
    editor = boxes(client, factories.staff(EDITOR))
    assert list(editor) == [
        "My drafts",
        "Reviews overdue or due soon",
        "Conflicts with the content files",
        "Feedback",
        "Sources to check at the original",
        "Translations out of date",
        "Publication schedule",
    ]
    for role, name in ((REVIEWER, "ben"), (MANAGER, "cid")):
        theirs = boxes(client, factories.staff(role, name))
        assert list(theirs) == ["Waiting for my review", *editor]


def test_dashboard_of_staff_without_a_role_has_no_boxes(client):
    assert boxes(client, factories.user(is_staff=True)) == {}
    html = client.get("/admin/").content.decode()
    assert "You don’t have permission" in html
    assert "Review queue" not in html


def test_dashboard_asks_strangers_to_sign_in(client):
    assert client.get("/admin/").status_code == 302


def test_dashboard_names_empty_boxes_in_one_line(client):
    client.force_login(factories.staff(EDITOR))
    html = " ".join(client.get("/admin/").content.decode().split())
    assert "None at the moment: drafts of yours, reviews due," in html


def test_dashboard_shows_the_clinics_name_and_where_one_can_go(client):
    Clinic.objects.create(pk=1, name="Harbor Pain Clinic")
    client.force_login(factories.staff(MANAGER))
    html = client.get("/admin/").content.decode()
    for text in (
        "Harbor Pain Clinic",
        "Review queue",
        "/admin/conditions/condition/",
        "/admin/pages/source/",
        "Staff accounts",
        "View site",
    ):
        assert text in html


def test_waiting_are_those_of_others_longest_first(client, page):
    other = factories.page("symptom")
    editor, ben = factories.staff(EDITOR), factories.staff(REVIEWER, "ben")
    first = submitted(other, editor)
    submitted(page, ben)
    box = waiting(client, ben)
    assert titles(box) == [other.title]
    assert box.entries[0].url == f"/admin/pages/revision/{first.pk}/review/"
    assert "Symptom · ada · since" in box.entries[0].note
    assert waiting(client, factories.staff(REVIEWER, "cid")).count == 2


def test_waiting_leaves_out_what_one_wrote_in_part(client, page):
    editor, ben = factories.staff(EDITOR), factories.staff(REVIEWER, "ben")
    edits.draft(page, ben, summary="Ben's words.")
    submitted(page, editor, funding="A fund.")
    assert waiting(client, ben).count == 0
    assert waiting(client, factories.staff(REVIEWER, "cid")).count == 1


def test_waiting_shows_what_one_wrote_before_it_was_published(client, page):
    editor, ben = factories.staff(EDITOR), factories.staff(REVIEWER, "ben")
    edits.publish_edit(page, ben, summary="Ben's words.")
    submitted(page, editor, funding="A fund.")
    assert waiting(client, ben).count == 1


def test_waiting_shows_everything_in_a_one_person_clinic(client, page):
    Clinic.objects.create(pk=1, second_person_reviews=False)
    ben = factories.staff(REVIEWER, "ben")
    submitted(page, ben)
    assert waiting(client, ben).count == 1


def test_waiting_shows_what_one_only_signed(client, page):
    """Taken off the schedule, it waits again: with a signature, but others' words."""
    editor, ben = factories.staff(EDITOR), factories.staff(REVIEWER, "ben")
    draft = submitted(page, editor, summary="A better sentence.")
    review = workflow.Review(
        reviewed_by="Dr Ben",
        last_reviewed=dt.date(2026, 1, 5),
        next_review_due=dt.date(2027, 1, 5),
    )
    on = timezone.localdate() + dt.timedelta(days=3)
    made = workflow.schedule(draft, by=ben, review=review, allow_own=False, on=on)
    workflow.unschedule(made, by=ben)
    assert waiting(client, ben).count == 1


def test_my_drafts_are_mine_and_the_newest(client, page):
    ada, ben = factories.staff(EDITOR), factories.staff(EDITOR, "ben")
    edits.draft(page, ada, title="First")
    edits.draft(page, ada, title="Second")
    edits.draft(factories.page("symptom"), ben)
    box = boxes(client, ada)["My drafts"]
    assert titles(box) == ["Second"]
    url = "/admin/pages/revision/edit/guide/en/when-to-consider/"
    assert box.entries[0].url == url


def test_my_drafts_begin_with_what_was_sent_back_and_why(client, page):
    ada = factories.staff(EDITOR)
    draft = submitted(page, ada)
    workflow.send_back(
        draft, by=factories.staff(REVIEWER, "ben"), reason="Name the source."
    )
    edits.draft(factories.page("symptom"), ada, title="Later")
    box = boxes(client, ada)["My drafts"]
    assert titles(box) == [page.title, "Later"]
    assert box.entries[0].note == "Guide · sent back: Name the source."
    assert box.entries[0].late


def test_my_drafts_hold_what_was_set_aside_until_it_is_merged(client, page):
    ada = factories.staff(EDITOR)
    head = head_revision(*page.live.address)
    edits.draft(page, factories.staff(EDITOR, "ben"))
    aside = set_aside(page, factories.record("guide"), author=ada, based_on=head)
    box = boxes(client, ada)["My drafts"]
    assert box.entries[0].url == f"/admin/pages/revision/{aside.pk}/merge/"
    workflow.record_event(aside, Event.Action.MERGED, by=ada)
    assert boxes(client, ada)["My drafts"].count == 0


def test_reviews_due_begin_with_mine(client):
    today = timezone.localdate()
    days = {"late": -3, "soon": 30, "far": 31, "mine": 20}
    for slug, ahead in days.items():
        due = str(today + dt.timedelta(days=ahead))
        factories.page("guide", slug, title=slug, next_review_due=due)
    withdrawn = factories.page("symptom", next_review_due=str(today))
    workflow.unpublish(withdrawn, by=factories.user("cid"))
    ada = factories.staff(EDITOR)
    set_owner(type(withdrawn).objects.get(), ada)
    factories.page("cause", title="Cause", next_review_due=str(today))
    set_owner(factories.page("guide", "mine2", title="x"), ada)
    set_owner(Guide.objects.get(slug="mine"), ada)
    box = boxes(client, ada)["Reviews overdue or due soon"]
    assert titles(box) == ["mine", "late", "Cause", "soon"]
    assert (box.count, box.note) == (4, "1 overdue")
    assert [entry.late for entry in box.entries] == [False, True, False, False]
    assert "yours" in box.entries[0].note


def test_reviews_due_name_another_language(client):
    today = str(timezone.localdate())
    factories.page("guide", language="es", next_review_due=today)
    box = boxes(client, factories.staff(EDITOR))["Reviews overdue or due soon"]
    assert box.entries[0].note.startswith("Guide · Spanish · due on")


def test_a_box_lists_so_many_and_links_to_all(client):
    today = str(timezone.localdate())
    for number in range(dashboard.SHOWN + 1):
        factories.page("guide", f"g{number}", title=f"G{number}", next_review_due=today)
    box = boxes(client, factories.staff(EDITOR))["Reviews overdue or due soon"]
    assert (len(box.entries), box.count) == (dashboard.SHOWN, dashboard.SHOWN + 1)
    assert box.has_more
    assert f"All {box.count}" in client.get("/admin/").content.decode()
    assert "G8" in client.get(box.more_url).content.decode()


def test_conflicts_are_counted_by_page(client, page):
    for name in ("title", "summary"):
        Conflict.objects.create(
            kind="guide", language="en", slug=page.slug, field=name, in_file="x"
        )
    Conflict.objects.create(kind="source", slug="trial-2020", field="title")
    box = boxes(client, factories.staff(EDITOR))["Conflicts with the content files"]
    assert titles(box) == [page.title, "trial-2020"]
    assert box.entries[0].note == "Guide · 2 fields"
    assert "/source/-/trial-2020/" in box.entries[1].url
    assert client.get(box.entries[0].url).status_code == 200


def test_files_of_the_pain_path_are_named_in_words(client, page):
    Conflict.objects.create(kind="pain-path", slug="path", field="text")
    box = boxes(client, factories.staff(EDITOR))["Conflicts with the content files"]
    assert titles(box) == ["Pain path: rules"]


def test_sources_are_counted_by_how_they_were_checked(client):
    factories.page("source")
    factories.page("source", "other", checked="no")
    factories.page("source", "whole", checked="original")
    factories.revision("source", "draft")
    box = boxes(client, factories.staff(EDITOR))["Sources to check at the original"]
    assert box.count == 2
    assert sorted(titles(box)) == ["Not yet read", "Read in a copy of the document"]
    assert "2 sources" in client.get(box.more_url).content.decode()
    for entry in box.entries:
        assert "1 source" in client.get(entry.url).content.decode()


def test_translations_show_the_outdated_and_count_the_missing(client, page):
    factories.page("guide", language="es", title="Una guía")
    old = timezone.now() - dt.timedelta(days=9)
    Revision.objects.filter(language="es").update(created_at=old)
    for number in range(dashboard.SHOWN + 1):
        factories.page("symptom", f"s{number}")
    ada = factories.staff(EDITOR)
    box = boxes(client, ada)["Translations out of date"]
    assert titles(box) == ["Una guía", "Not yet in Spanish"]
    assert (box.count, box.entries[1].note) == (10, "9 pages")
    html = client.get(box.more_url).content.decode()
    assert html.count("not yet in Spanish") == 9


def test_schedule_says_what_comes_next_and_what_is_late(client, page):
    ada, ben = factories.staff(EDITOR), factories.staff(REVIEWER, "ben")
    other = factories.page("guide", "other", title="Other", **PLAIN)
    for row, days in ((page, 9), (other, 2)):
        on = timezone.localdate() + dt.timedelta(days=days)
        workflow.schedule(
            submitted(row, ada), by=ben, review=None, allow_own=False, on=on
        )
    box = boxes(client, ada)["Publication schedule"]
    assert titles(box) == ["Other", page.title]
    assert not box.entries[0].late
    Revision.objects.filter(slug="other").exclude(publish_on=None).update(
        publish_on=timezone.localdate() - dt.timedelta(days=1)
    )
    assert boxes(client, ada)["Publication schedule"].entries[0].late


@pytest.mark.parametrize("name", ["reviews-due", "translations-due"])
def test_lists_are_for_editors(client, name):
    url = f"/admin/pages/revision/{name}/"
    assert client.get(url).status_code == 302
    client.force_login(factories.user("cid", is_staff=True))
    assert client.get(url).status_code == 403
    client.force_login(factories.staff(EDITOR))
    assert "nothing here" in client.get(url).content.decode()
    assert client.post(url).status_code == 405


def fill() -> None:
    """Put something into every box, in each language."""
    ada, ben = factories.staff(EDITOR, "edna"), factories.staff(REVIEWER, "rhea")
    today = str(timezone.localdate())
    for number in range(12):
        row = factories.page("guide", f"g{number}", next_review_due=today)
        submitted(row, ada)
    for number in range(12):
        row = factories.page("symptom", f"s{number}", next_review_due=today)
        edits.draft(row, ben)
        set_owner(row, ben)
        factories.page("source", f"source-{number}")
        Conflict.objects.create(kind="guide", slug=f"g{number}", field="title")
    factories.page("symptom", "s1", language="es")
    Clinic.objects.get_or_create(pk=1)


def queries(client) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get("/admin/").status_code == 200
    return len(found)


def test_dashboard_asks_the_database_a_fixed_number_of_times(client):
    Clinic.objects.create(pk=1)
    client.force_login(factories.staff(REVIEWER))
    empty = queries(client)
    fill()
    assert queries(client) == empty <= 15
