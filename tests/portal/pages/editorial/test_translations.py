"""What a translation says is compared with what English said when it was written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from portal.clinic.roles import EDITOR, REVIEWER
from portal.pages.editorial import translations, workflow
from portal.pages.editorial.translations import missing, outdated
from portal.pages.revisions import Revision
from tests import edits, factories

pytestmark = pytest.mark.django_db
PLAIN = {"body": "Words without a link.", "sources": None}
REVIEW = workflow.Review(
    reviewed_by="Dr B. Reviewer",
    last_reviewed=dt.date(2026, 1, 5),
    next_review_due=dt.date(2027, 1, 5),
)


def written(page, days_ago: int) -> None:
    """Let the published version be as old as this."""
    at = timezone.now() - dt.timedelta(days=days_ago)
    Revision.objects.filter(pk=page.live_id).update(created_at=at)


@pytest.fixture
def english():
    page = factories.page("guide", **PLAIN)
    written(page, 100)
    return page


@pytest.fixture
def spanish(english):
    page = factories.page("guide", language="es", title="Una guía", **PLAIN)
    written(page, 50)
    return page


def reviewed(page, **changes):
    """Edit, send for review and publish with a signature, as two people do."""
    editor = factories.staff(EDITOR)
    draft = edits.draft(page, editor, **changes)
    workflow.submit(draft, by=editor)
    reviewer = factories.staff(REVIEWER, "ben")
    workflow.publish_reviewed(draft, by=reviewer, review=REVIEW, allow_own=False)


def test_translation_is_up_to_date(spanish):
    assert outdated().items == []


def test_translation_is_behind_once_english_says_something_else(spanish, english):
    reviewed(english, summary="It says something else.")
    (found,) = outdated().items
    assert found.address == ("guide", "es", "when-to-consider")
    assert found.title == "Una guía"
    assert found.since.date() == timezone.localdate()


def test_review_without_new_words_makes_nothing_outdated(spanish, english):
    reviewed(english)
    assert outdated().items == []


def test_words_that_came_back_make_nothing_outdated(spanish, english):
    reviewed(english, summary="For a day.")
    english.refresh_from_db()
    edits.publish_edit(english, factories.user("cid"), summary="A plain sentence.")
    assert outdated().items == []


def test_translation_is_compared_with_what_patients_read_then(english):
    reviewed(english, summary="New words.")
    english.refresh_from_db()
    factories.page("guide", language="es", **PLAIN)
    assert outdated().items == []


def test_draft_that_was_published_later_was_not_what_was_translated(spanish, english):
    """A draft may be older than the translation, and patients read it only now."""
    editor = factories.staff(EDITOR)
    draft = edits.draft(english, editor, summary="Written long ago.")
    at = timezone.now() - dt.timedelta(days=60)
    Revision.objects.filter(pk=draft.pk).update(created_at=at)
    workflow.submit(draft, by=editor)
    ben = factories.staff(REVIEWER, "ben")
    workflow.publish_reviewed(draft, by=ben, review=REVIEW, allow_own=False)
    assert len(outdated().items) == 1


def test_one_load_of_both_languages_makes_nothing_outdated():
    factories.page("guide", language="es", title="Una guía")
    factories.page("guide", summary="Written in the same hour.")
    assert outdated().items == []


def test_withdrawn_english_makes_nothing_outdated(spanish, english):
    reviewed(english, summary="New words.")
    workflow.unpublish(english, by=factories.user("root"))
    assert outdated().items == []
    assert missing(8) == []


def test_only_so_many_are_compared(spanish, english, monkeypatch):
    monkeypatch.setattr(translations, "LOOKED_AT", 0)
    assert not outdated().at_least
    reviewed(english, summary="New words.")
    assert outdated().at_least


def test_nothing_is_missing_in_a_language_that_was_not_begun(english):
    assert missing(8) == []


def test_pages_that_a_begun_language_lacks_are_missing(spanish):
    factories.page("symptom")
    factories.page("source")
    factories.revision("cause")
    (found,) = missing(8)
    assert (found.language, found.count) == ("es", 1)
    assert found.items[0].address == ("symptom", "es", "burning-pain")
    assert found.items[0].title == "Burning pain"
