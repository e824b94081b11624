from __future__ import annotations

import datetime as dt
import threading
from functools import partial

import pytest
from django.db import IntegrityError
from django.utils import timezone

from portal.clinic import roles
from portal.pages.editorial import reviewing
from portal.pages.editorial.models import Event
from portal.pages.editorial.workflow import (
    RefusedError,
    Review,
    delete,
    publish_due,
    publish_reviewed,
    restore,
    schedule,
    send_back,
    submit,
    unschedule,
)
from portal.pages.models import Guide
from portal.pages.publishing import NewerVersionError, head_revision, publish
from portal.pages.revisions import Revision
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db
ADDRESS = ("guide", "en", "when-to-consider")
TODAY = timezone.localdate()
LATER = TODAY + dt.timedelta(days=3)
REVIEW = Review(
    reviewed_by="Omar Reyes, physician",
    last_reviewed=dt.date(2026, 11, 1),
    next_review_due=dt.date(2027, 10, 29),
)
SIGNED = {
    "reviewed_by": "Omar Reyes, physician",
    "last_reviewed": "2026-11-01",
    "next_review_due": "2027-10-29",
}


def states():
    found = Revision.objects.of(*ADDRESS).order_by("pk")
    return list(found.values_list("state", flat=True))


def actions():
    return list(Event.objects.order_by("pk").values_list("action", flat=True))


def publish_it(revision, by, review=None, *, allow_own=False):
    return publish_reviewed(revision, by=by, review=review, allow_own=allow_own)


def schedule_it(revision, by, review=None, on=LATER):
    return schedule(revision, by=by, review=review, allow_own=False, on=on)


def published():
    return Guide.objects.published().get()


def test_send_back_gives_the_reason(submitted, reviewer):
    send_back(submitted, by=reviewer, reason="The risk needs its source.")
    assert states() == ["published", "sent_back"]
    assert Event.objects.first().note == "The risk needs its source."
    with pytest.raises(RefusedError, match="waits for review"):
        send_back(submitted, by=reviewer, reason="Again")


def test_publish_with_a_review_signs_the_record(submitted, reviewer):
    live = publish_it(submitted, reviewer, REVIEW)
    assert live.record == submitted.record | SIGNED
    assert (live.based_on, live.author) == (submitted, reviewer)
    assert published().live == live
    assert published().reviewed_by == "Omar Reyes, physician"
    assert states() == ["superseded", "superseded", "published"]
    assert actions() == ["submitted", "signed", "published"]


def test_publish_without_a_review_keeps_the_earlier_one(editor, reviewer):
    factories.pages(("source", "condition"))
    page = factories.page("guide", **SIGNED)
    made = draft(page, editor, title="Other words")
    assert publish_it(made, reviewer) == made
    assert published().last_reviewed == dt.date(2026, 11, 1)


def test_publish_without_a_review_takes_no_signature_from_the_author(
    page, editor, reviewer
):
    made = draft(page, editor, title="Other words", **SIGNED)
    live = publish_it(made, reviewer)
    assert published().reviewed_by == ""
    assert (live.based_on, live.note) == (made, "The earlier review stands")
    assert actions() == ["published"]


def test_publish_a_source_has_no_signature(page, editor, reviewer):
    source = factories.page("source", "other-trial", title="Other")
    made = draft(source, editor, title="Another trial")
    assert publish_it(made, reviewer, REVIEW) == made
    assert made.record.keys().isdisjoint(SIGNED)


def test_publish_refuses_the_author(submitted, editor, reviewer):
    with pytest.raises(RefusedError, match="You wrote part"):
        publish_it(submitted, editor)
    assert states() == ["published", "submitted"]
    publish_it(submitted, editor, allow_own=True)
    assert states() == ["superseded", "published"]


def test_publish_refuses_what_somebody_dealt_with(submitted, reviewer):
    publish_it(submitted, reviewer)
    with pytest.raises(RefusedError, match="dealt with"):
        publish_it(submitted, reviewer)


def test_publish_refuses_when_patients_read_something_newer(page, submitted, reviewer):
    meanwhile = factories.revision("guide", title="From elsewhere")
    publish([meanwhile])
    with pytest.raises(RefusedError, match="Merge them first"):
        publish_it(submitted, reviewer, REVIEW)
    assert published().title == "From elsewhere"
    assert actions() == ["submitted"]


def test_publish_tells_every_fault(page, editor, reviewer):
    made = draft(page, editor, summary=None, sources=["nowhere"])
    with pytest.raises(RefusedError) as refused:
        publish_it(made, reviewer)
    assert refused.value.reasons == (
        "Summary: This field cannot be blank.",
        "Sources: found source:nowhere, which is nowhere, allowed the name of a "
        "source that exists",
    )


def test_publish_refuses_a_signature_that_cannot_be(submitted, reviewer):
    signature = Review(
        reviewed_by="x" * 121, last_reviewed=TODAY, next_review_due=LATER
    )
    with pytest.raises(RefusedError, match="Reviewed by"):
        publish_it(submitted, reviewer, signature)
    assert states() == ["published", "submitted"]


def test_publish_refuses_a_deleted_page_until_it_is_restored(page, editor, reviewer):
    delete(page, by=reviewer)
    made = draft(page, editor, title="Written all the same")
    with pytest.raises(RefusedError, match="Restore it first"):
        publish_it(made, reviewer)
    brought_back = restore(page.live, by=editor)
    publish_it(brought_back, reviewer)
    assert published().title == "When to consider"


def test_publish_puts_a_newer_draft_on_top(page, submitted, editor, reviewer):
    newer = draft(page, editor, summary="A newer summary.")
    live = publish_it(submitted, reviewer, REVIEW)
    head = head_revision(*ADDRESS)
    assert head.record == newer.record | SIGNED
    assert (head.based_on, head.author, head.state) == (live, editor, "draft")
    assert states() == ["superseded", "superseded", "superseded", "published", "draft"]
    other = factories.staff(roles.REVIEWER, "rev2")
    publish_it(head, other)
    assert published().summary == "A newer summary."


def test_publish_leaves_a_newer_draft_that_goes_on_from_it(
    page, submitted, editor, reviewer
):
    newer = draft(page, editor, summary="A newer summary.")
    publish_it(submitted, reviewer)
    assert head_revision(*ADDRESS) == newer
    assert states() == ["superseded", "published", "draft"]


def test_publish_keeps_a_newer_request_for_review(page, submitted, editor, reviewer):
    early = schedule_it(submitted, reviewer)
    newer = draft(page, editor, summary="A newer summary.")
    submit(newer, by=editor, note="And this")
    publish_it(early, reviewer, REVIEW)
    head = head_revision(*ADDRESS)
    assert (head.state, head.record["summary"]) == ("submitted", "A newer summary.")
    assert head.events.get().note == "And this"


def test_publish_lets_what_was_signed_for_a_later_day_wait_for_review(
    page, submitted, editor, reviewer
):
    newer = draft(page, editor, summary="A newer summary.")
    Revision.objects.filter(pk=newer.pk).update(state="scheduled", publish_on=LATER)
    publish_it(submitted, reviewer, REVIEW)
    assert head_revision(*ADDRESS).state == "submitted"


def test_schedule_signs_now_and_publishes_later(submitted, reviewer):
    made = schedule_it(submitted, reviewer, REVIEW)
    assert states() == ["published", "superseded", "scheduled"]
    assert published().title == "When to consider"
    assert list(publish_due(TODAY)) == []
    ((due),) = publish_due(LATER)
    assert (due.revision, due.refused) == (made, "")
    assert published().title == "Other words"
    made.refresh_from_db()
    assert (made.state, made.publish_on) == ("published", None)
    assert actions() == ["submitted", "signed", "scheduled", "published"]
    assert list(publish_due(LATER)) == []


@pytest.mark.parametrize("day", [TODAY, TODAY - dt.timedelta(days=1)])
def test_schedule_refuses_a_day_that_is_not_to_come(submitted, reviewer, day):
    with pytest.raises(RefusedError, match="after today"):
        schedule_it(submitted, reviewer, on=day)


def test_schedule_takes_the_place_of_what_was_scheduled(
    page, submitted, editor, reviewer
):
    schedule_it(submitted, reviewer)
    schedule_it(draft(page, editor, title="Third words"), reviewer)
    assert states() == ["published", "superseded", "scheduled"]


def test_unschedule_waits_for_review_again(submitted, reviewer):
    made = schedule_it(submitted, reviewer, REVIEW)
    unschedule(made, by=reviewer)
    made.refresh_from_db()
    assert (made.state, made.publish_on) == ("submitted", None)
    with pytest.raises(RefusedError, match="not scheduled"):
        unschedule(made, by=reviewer)
    publish_it(made, reviewer, REVIEW)  # a signature is no writing
    assert published().live == made


def test_publish_due_tells_what_became_faulty(page, submitted, reviewer):
    schedule_it(submitted, reviewer)
    factories.page("guide", "other", title="Other words")  # the name is taken now
    ((due),) = publish_due(LATER)
    assert "other words" in due.refused
    assert published_titles() == {"When to consider", "Other words"}
    assert states() == ["published", "scheduled"]


def published_titles():
    return set(Guide.objects.published().values_list("title", flat=True))


def test_publish_due_tells_what_fell_behind_and_goes_on(page, submitted, reviewer):
    schedule_it(submitted, reviewer)
    publish([factories.revision("guide", title="From elsewhere")])
    source = factories.page("source", "other-trial", title="Other")
    author = factories.staff(roles.EDITOR, "ed2")
    schedule_it(draft(source, author, title="Another trial"), reviewer)
    refused, done = publish_due(LATER)
    assert "Merge them first" in refused.refused
    assert done.refused == ""


def test_publish_due_passes_over_what_somebody_was_quicker_with(
    submitted, editor, reviewer
):
    first = schedule_it(submitted, reviewer)
    source = factories.page("source", "other-trial", title="Other")
    second = schedule_it(draft(source, editor, title="Another trial"), reviewer)
    due = publish_due(LATER)
    assert next(due).revision == first
    publish_it(second, reviewer)
    assert list(due) == []


def test_publish_due_twice_at_once_publishes_once(
    page, submitted, reviewer, in_threads
):
    schedule_it(submitted, reviewer)
    start = threading.Barrier(3, timeout=60)

    def work():
        start.wait()
        return [due.refused for due in publish_due(LATER)]

    def look():
        return states(), actions()

    assert sorted(in_threads(work, work, work)) == [[], [], [""]]
    ((found, done),) = in_threads(look)
    assert found == ["superseded", "published"]
    assert done == ["submitted", "scheduled", "published"]


def test_publish_due_hides_no_error_of_the_database(submitted, reviewer, monkeypatch):
    def broken(revisions):
        raise IntegrityError("two published")

    schedule_it(submitted, reviewer)
    monkeypatch.setattr(reviewing, "publish", broken)
    with pytest.raises(IntegrityError):
        list(publish_due(LATER))
    assert states() == ["published", "scheduled"]


def test_two_reviewers_at_once_publish_it_once(in_threads):
    factories.pages(("source", "condition"))
    page = factories.page("guide")
    editor = factories.staff(roles.EDITOR, "ed")
    people = [factories.staff(roles.REVIEWER, f"rev{n}") for n in range(4)]
    made = draft(page, editor, title="Other words")
    submit(made, by=editor)
    start = threading.Barrier(len(people), timeout=60)

    def work(person):
        found = Revision.objects.get(pk=made.pk)
        start.wait()
        try:
            publish_it(found, person, REVIEW)
        except RefusedError as error:
            return str(error)
        return ""

    def look():
        return states(), actions()

    answers = in_threads(*(partial(work, person) for person in people))
    ((found, done),) = in_threads(look)
    assert sorted(answers) == [
        "",
        *["Somebody has dealt with this version already."] * 3,
    ]
    assert found == ["superseded", "superseded", "published"]
    assert done == ["submitted", "signed", "published"]


def test_a_save_during_a_publication_is_not_passed_over(in_threads):
    """Whichever comes first, the newest version goes on from what patients read."""
    factories.pages(("source", "condition"))
    page = factories.page("guide")
    editor = factories.staff(roles.EDITOR, "ed")
    reviewer = factories.staff(roles.REVIEWER, "rev")
    made = draft(page, editor, title="Other words")
    submit(made, by=editor)
    start = threading.Barrier(2, timeout=60)

    def review():
        found = Revision.objects.get(pk=made.pk)
        start.wait()
        publish_it(found, reviewer, REVIEW)

    def save():
        row = Guide.objects.get()
        start.wait()
        try:
            draft(row, editor, summary="A newer summary.")
        except NewerVersionError:
            return False
        return True

    def look():
        return head_revision(*ADDRESS), published().live

    _, saved = in_threads(review, save)
    ((head, live),) = in_threads(look)
    if saved:
        assert head.record["summary"] == "A newer summary."
        assert head.based_on_id in (live.pk, made.pk)
        assert head.record["reviewed_by"] == "Omar Reyes, physician"
