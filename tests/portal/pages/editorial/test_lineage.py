from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from portal.clinic import roles
from portal.pages.editorial.lineage import authors_since_live, is_behind, line_of
from portal.pages.editorial.models import Event
from portal.pages.editorial.workflow import (
    Review,
    publish_reviewed,
    record_event,
    restore,
    schedule,
    submit,
    unpublish,
    unschedule,
)
from portal.pages.loading import load_content
from portal.pages.models import Guide
from portal.pages.publishing import head_revision, publish, set_aside
from tests import edits, factories
from tests.edits import draft

pytestmark = pytest.mark.django_db
ADDRESS = ("guide", "en", "when-to-consider")
REVIEW = Review(
    reviewed_by="Omar Reyes, physician",
    last_reviewed=dt.date(2026, 11, 1),
    next_review_due=dt.date(2027, 10, 29),
)


@pytest.fixture
def people():
    return [factories.staff(roles.REVIEWER, name) for name in ("ada", "ben", "cleo")]


def authors(revision):
    return {person.username for person in _users(authors_since_live(revision))}


def _users(pks):
    return factories.User.objects.filter(pk__in=pks)


def publish_it(revision, by, review=REVIEW):
    return publish_reviewed(revision, by=by, review=review, allow_own=False)


def test_line_goes_back_to_the_first_version(page, people):
    first = draft(page, people[0], title="One")
    second = draft(page, people[1], title="Two")
    assert list(line_of(second)) == [second, first, page.live]


def test_behind_what_patients_read(page, people):
    made = draft(page, people[0], title="One")
    assert not is_behind(made)
    publish([factories.revision("guide", title="Other")])
    assert is_behind(made)


def test_a_page_that_nobody_reads_is_never_ahead(page, people):
    made = draft(page, people[0], title="One")
    unpublish(page, by=people[1])
    assert not is_behind(made)


def test_authors_are_all_since_the_last_review(page, people):
    ada, ben, cleo = people
    draft(page, ada, title="One")
    made = draft(page, ben, title="Two")
    assert authors(made) == {"ada", "ben"}
    publish_it(made, cleo)
    assert authors(draft(page, ada, title="Three")) == {"ada"}


def test_a_signature_is_no_writing(page, people):
    ada, ben, _ = people
    made = draft(page, ada, title="One")
    day = timezone.localdate() + dt.timedelta(days=2)
    signed = schedule(made, by=ben, review=REVIEW, allow_own=False, on=day)
    unschedule(signed, by=ben)
    assert authors(signed) == {"ada"}


def test_a_save_that_says_nothing_new_is_no_writing(page, people):
    draft(page, people[0], title="One")
    assert authors(draft(page, people[1])) == {"ada"}


def test_authors_of_what_is_not_published_any_more_were_reviewed(page, people):
    ada, ben, cleo = people
    publish_it(draft(page, ada, title="One"), ben)
    unpublish(page, by=ben)
    page = Guide.objects.get()
    assert authors(draft(page, cleo, title="Two")) == {"cleo"}


def test_authors_of_a_draft_that_was_put_on_top(page, people):
    """What lay between it and the version that was signed is in it too."""
    ada, ben, cleo = people
    made = draft(page, ada, title="One")
    submit(made, by=ada)
    draft(page, cleo, summary="Hers.")
    draft(page, ada, title="Two")
    publish_it(made, ben)
    assert authors(head_revision(*ADDRESS)) == {"ada", "cleo"}


def test_authors_of_a_draft_that_a_load_made(content, people):
    load_content(content)
    page = Guide.objects.get()
    draft(page, people[0], title="One")
    edits.edit(content / edits.GUIDE, "A plain sentence.", "Another sentence.")
    load_content(content)
    head = head_revision(*ADDRESS)
    assert (head.author, head.record["title"]) == (people[0], "One")
    assert authors(head) == {"ada"}


def test_authors_of_words_that_were_restored(page, people):
    """Nobody publishes their own words because somebody else brought them back."""
    ada, ben, cleo = people
    publish_it(draft(page, cleo, title="One"), ada)
    page.refresh_from_db()
    unseen = draft(page, ben, summary="Ben wrote this.")
    publish_it(draft(page, cleo, summary="Quite another one."), ada)
    assert authors(restore(unseen, by=ada)) == {"ada", "ben"}


def test_authors_of_words_that_were_published_before_are_free(page, people):
    ada, ben, cleo = people
    first = publish_it(draft(page, ben, title="Ben wrote this"), ada)
    publish_it(draft(page, cleo, title="Another"), ada)
    assert authors(restore(first, by=cleo)) == {"cleo"}


def test_authors_of_words_that_were_merged(page, people):
    ada, ben, _ = people
    record = page.live.record | {"summary": "Ben wrote this."}
    set_aside(page, record, author=ben, based_on=page.live)
    merged = draft(page, ada, title="One", summary="Ben wrote this.")
    record_event(merged, Event.Action.MERGED, by=ada)
    assert authors(merged) == {"ada", "ben"}
