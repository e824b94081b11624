"""What editors do with versions; `test_reviewing` has what reviewers do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from portal.pages.editorial.models import Event
from portal.pages.editorial.workflow import (
    RefusedError,
    delete,
    record_event,
    restore,
    submit,
    unpublish,
)
from portal.pages.models import Guide
from portal.pages.publishing import head_revision, publish
from portal.pages.revisions import Revision
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db
ADDRESS = ("guide", "en", "when-to-consider")


def states():
    found = Revision.objects.of(*ADDRESS).order_by("pk")
    return list(found.values_list("state", flat=True))


def events():
    return list(Event.objects.order_by("pk").values_list("action", "who", "note"))


def test_submit_asks_for_a_review(page, editor):
    made = draft(page, editor, title="Other words")
    submit(made, by=editor, note="Please look")
    assert states() == ["published", "submitted"]
    assert events() == [("submitted", "Ana Gil", "Please look")]


def test_submit_takes_the_place_of_an_earlier_request(page, editor):
    submit(draft(page, editor, title="First"), by=editor)
    submit(draft(page, editor, title="Second"), by=editor)
    assert states() == ["published", "superseded", "submitted"]


def test_submit_again_what_was_sent_back(page, editor):
    made = draft(page, editor, title="First")
    Revision.objects.filter(pk=made.pk).update(state="sent_back")
    submit(made, by=editor)
    assert states() == ["published", "submitted"]


def test_submit_refuses_an_older_version(page, editor):
    made = draft(page, editor, title="First")
    draft(page, editor, title="Second")
    with pytest.raises(RefusedError, match="newer version"):
        submit(made, by=editor)
    assert not events()


def test_submit_refuses_what_waits_already(page, editor):
    made = draft(page, editor, title="First")
    submit(made, by=editor)
    with pytest.raises(RefusedError, match="Waiting for review"):
        submit(made, by=editor)
    assert len(events()) == 1


def test_record_event_keeps_the_name_of_the_day(page, editor):
    event = record_event(page.live, Event.Action.SIGNED, by=editor)
    editor.last_name = "Ruiz"
    editor.save()
    event.refresh_from_db()
    assert str(event) == "Ana Gil: signed"


def test_restore_brings_an_earlier_version_back_as_a_draft(page, editor):
    first = page.live
    publish([draft(page, editor, title="Second")])
    made = restore(first, by=editor)
    assert (made.state, made.record, made.author) == ("draft", first.record, editor)
    assert states() == ["superseded", "published", "draft"]
    assert events() == [("restored", "Ana Gil", "")]
    page.refresh_from_db()
    assert page.title == "Second"


def test_restore_goes_on_from_the_newest_draft(page, editor):
    newest = draft(page, editor, title="Not ready")
    assert restore(page.live, by=editor).based_on == newest
    assert states() == ["published", "superseded", "draft"]


def test_restore_refuses_what_the_newest_version_says_already(page, editor):
    with pytest.raises(RefusedError, match="says the same"):
        restore(page.live, by=editor)


def test_restore_leaves_out_fields_that_there_are_no_more(page, editor):
    old = factories.revision("guide", colour="blue", title="Old")
    draft(page, editor, title="New", colour=None)
    assert "colour" not in restore(old, by=editor).record


def test_restore_of_a_page_without_a_row_makes_one(editor):
    kept = factories.revision("guide", title="Kept")
    factories.revision("guide", title="Another")
    made = restore(kept, by=editor)
    assert made.record["title"] == "Kept"
    assert Guide.objects.get().status == Guide.Status.DRAFT


def test_restore_brings_a_deleted_page_back_unpublished(page, editor):
    first = page.live
    delete(page, by=editor)
    made = restore(first, by=editor)
    page.refresh_from_db()
    assert page.status == Guide.Status.WITHDRAWN
    assert head_revision(*ADDRESS) == made
    assert made.state == "draft"
    assert not Guide.objects.published().exists()


def test_unpublish_takes_the_page_away_and_keeps_its_work(page, editor, reviewer):
    made = draft(page, editor, title="Not ready")
    unpublish(page, by=reviewer, note="Out of date")
    assert page.status == Guide.Status.WITHDRAWN
    assert states() == ["superseded", "draft"]
    assert Event.objects.get().revision == made
    assert events() == [("unpublished", "Omar Reyes", "Out of date")]


def test_unpublish_takes_versions_off_the_schedule(page, editor, reviewer):
    made = draft(page, editor, title="Later")
    day = timezone.localdate() + dt.timedelta(days=3)
    Revision.objects.filter(pk=made.pk).update(state="scheduled", publish_on=day)
    unpublish(page, by=reviewer)
    assert states() == ["superseded", "submitted"]
    assert [action for action, *_ in events()][-2:] == ["unscheduled", "unpublished"]


def test_unpublish_refuses_what_is_not_published(page, reviewer):
    unpublish(page, by=reviewer)
    with pytest.raises(RefusedError, match="not published"):
        unpublish(page, by=reviewer)


def test_delete_keeps_every_version_and_nothing_waits(page, editor, reviewer):
    submit(draft(page, editor, title="Waits"), by=editor)
    delete(page, by=reviewer, note="A double")
    page.refresh_from_db()
    assert page.status == Guide.Status.DELETED
    assert states() == ["superseded", "superseded"]
    assert events()[-1] == ("deleted", "Omar Reyes", "A double")
    with pytest.raises(RefusedError, match="deleted already"):
        delete(page, by=reviewer)
