from __future__ import annotations

import threading
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from conditions.models import Cause
from portal.pages.publishing import head_revision, publish, save_draft, withdraw
from portal.pages.record_rows import to_record
from portal.pages.revisions import Link, PublishedVersion, Revision
from tests import factories
from tests.edits import draft, publish_edit

pytestmark = pytest.mark.django_db
ADDRESS = ("cause", "en", "nerve-damage")


@pytest.fixture
def ada():
    return User.objects.create(username="ada")


def states():
    return list(
        Revision.objects.of(*ADDRESS).order_by("pk").values_list("state", flat=True)
    )


def version():
    return PublishedVersion.objects.get().number


def test_save_draft_of_a_new_page_makes_a_row_that_patients_do_not_see(ada):
    row = Cause(language="en", slug="nerve-damage")
    record = factories.record("cause")
    made = save_draft(row, record, author=ada, based_on=None, note="First words")
    assert Cause.objects.get().status == Cause.Status.DRAFT
    assert not Cause.objects.published().exists()
    assert (made.state, made.record, made.note, made.by) == (
        "draft",
        record,
        "First words",
        "ada",
    )
    assert not Link.objects.exists()
    assert version() == 0


def test_save_draft_leaves_the_live_row_untouched(ada):
    page = factories.page("cause")
    before = Cause.objects.values().get()
    links = list(Link.objects.values())
    number = version()
    made = draft(page, ada, title="Other words", funding=None)
    assert Cause.objects.values().get() == before
    assert list(Link.objects.values()) == links
    assert version() == number
    assert made.based_on == page.live
    assert head_revision(*ADDRESS) == made
    assert states() == ["published", "draft"]


def test_head_revision_of_nothing():
    assert head_revision("cause", "en", "nothing") is None


def test_publish_makes_the_row_and_its_links():
    page = factories.page("cause")
    assert to_record(page) == factories.record("cause")
    assert page.status == Cause.Status.PUBLISHED
    assert page.live.state == Revision.State.PUBLISHED
    assert {(link.relation, link.to_slug) for link in Link.objects.of(*ADDRESS)} == {
        ("sources", "trial-2020"),
        ("mentions", "sciatica"),
    }


def test_publish_supersedes_what_was_published(ada):
    page = factories.page("cause", synonyms=["a"])
    made = publish_edit(page, ada, title="Other words", synonyms=None)
    assert states() == ["superseded", "published"]
    assert (page.title, page.synonyms, page.live) == ("Other words", [], made)
    publish_edit(page, ada, title="Third words")
    assert states() == ["superseded", "superseded", "published"]


def test_publish_an_older_revision_again(ada):
    page = factories.page("cause")
    first = page.live
    publish_edit(page, ada, title="Other words")
    publish([first])
    assert states() == ["published", "superseded"]
    assert Cause.objects.get().title == "Nerve damage"


def test_publish_what_is_published_already():
    page = factories.page("cause")
    publish([page.live])
    assert states() == ["published"]


def test_publish_leaves_other_languages_alone(ada):
    english = factories.page("cause")
    spanish = factories.page("cause", language="es")
    publish_edit(english, ada, title="Other words")
    spanish.refresh_from_db()
    assert spanish.title == "Nerve damage"
    assert spanish.live.state == Revision.State.PUBLISHED


def test_publish_nothing():
    publish([])
    assert not PublishedVersion.objects.exists()


def test_publish_all_or_none():
    good = factories.revision("cause")
    bad = factories.revision("symptom", last_reviewed="not a date")
    with pytest.raises(ValueError, match="not a date"):
        publish([good, bad])
    assert not Cause.objects.exists()
    assert states() == ["draft"]
    assert not PublishedVersion.objects.exists()


def test_published_version_grows_with_every_change(ada):
    page = factories.page("cause")
    numbers = [version()]
    publish_edit(page, ada, title="Other words")
    numbers.append(version())
    withdraw([page])
    numbers.append(version())
    assert numbers == sorted(set(numbers))


def test_withdraw_hides_the_page_and_keeps_its_history(ada):
    page = factories.page("cause")
    withdraw(Cause.objects.all())
    assert not Cause.objects.published().exists()
    page.refresh_from_db()
    assert page.status == Cause.Status.WITHDRAWN
    assert page.title == "Nerve damage"
    assert states() == ["superseded"]
    assert not Link.objects.of(*ADDRESS).exists()


def test_withdraw_and_publish_again():
    page = factories.page("cause")
    withdraw([page])
    publish([page.live])
    assert Cause.objects.published().get().live.state == "published"
    assert Link.objects.of(*ADDRESS).count() == 2


def test_database_holds_one_published_revision_of_a_record():
    factories.page("cause")
    other = factories.revision("cause")
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=other.pk).update(state="published")


def test_database_refuses_a_published_row_without_its_revision():
    factories.page("cause")
    with pytest.raises(IntegrityError), transaction.atomic():
        Cause.objects.update(live=None)


def test_database_refuses_a_revision_of_nobody():
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            kind="cause", language="en", slug="a", record={}, origin="admin"
        )


def test_publish_by_several_at_once_leaves_one_published(in_threads):
    page = factories.page("cause")
    number = version()
    revisions = [factories.revision("cause", title=f"By {n}") for n in range(6)]
    start = threading.Barrier(len(revisions), timeout=60)

    def work(revision):
        revision.refresh_from_db()
        start.wait()
        publish([revision])

    def look():
        page.refresh_from_db()
        return page.live, to_record(page), states(), version(), Link.objects.count()

    in_threads(*(partial(work, revision) for revision in revisions))
    ((live, record, found, now, links),) = in_threads(look)
    assert sorted(found) == ["published"] + ["superseded"] * 6
    assert live.state == "published"
    assert live.record == record != factories.record("cause")
    assert now == number + 6
    assert links == 2
