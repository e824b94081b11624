from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from portal.clinic import roles
from portal.pages.editorial import workflow
from portal.pages.editorial.models import Event, SignOffLink
from portal.pages.editorial.sign_off import (
    Answer,
    State,
    answer_link,
    asked_by,
    find_link,
    make_link,
    note_opened,
    revoke,
    signatures,
    state_of,
)
from portal.pages.editorial.steps import RefusedError
from portal.pages.publishing import publish
from tests import edits, factories

pytestmark = pytest.mark.django_db
NAME = "Dr Ada Lovelace, pain specialist"
YES = Answer(name=NAME, approves=True, comment="")
NO = Answer(name=NAME, approves=False, comment="The dose is wrong.")


@pytest.fixture
def editor():
    return factories.staff(roles.EDITOR, "ed")


@pytest.fixture
def reviewer():
    return factories.staff(roles.REVIEWER, "rita", first_name="Rita", last_name="View")


@pytest.fixture
def submitted(editor):
    revision = edits.draft(factories.page("guide"), editor, summary="Another one.")
    workflow.submit(revision, by=editor)
    revision.refresh_from_db()
    return revision


@pytest.fixture
def made(submitted, reviewer):
    return make_link(submitted, name=NAME, email="", days=14, by=reviewer)


def later(link: SignOffLink) -> SignOffLink:
    """Let the link's time be over."""
    link.valid_until = timezone.now() - dt.timedelta(seconds=1)
    link.save()
    return link


def test_link_keeps_a_digest_of_its_secret_only(made):
    link, secret = made
    assert len(secret) >= 43
    assert link.token_digest == hashlib.sha256(secret.encode()).hexdigest()
    kept = SignOffLink.objects.values().get()
    assert secret not in [str(value) for value in kept.values()]


def test_link_is_valid_for_its_days(made):
    link, _ = made
    left = link.valid_until - timezone.now()
    assert dt.timedelta(days=13, hours=23) < left <= dt.timedelta(days=14)


def test_links_have_different_secrets(submitted, reviewer):
    secrets = {
        make_link(submitted, name=NAME, email="", days=1, by=reviewer)[1]
        for _ in range(5)
    }
    assert len(secrets) == 5


def test_link_only_for_what_waits_for_review(editor, reviewer):
    draft = edits.draft(factories.page("guide"), editor, summary="Another one.")
    with pytest.raises(RefusedError, match="waits for review"):
        make_link(draft, name=NAME, email="", days=14, by=reviewer)
    assert not SignOffLink.objects.exists()


def test_link_only_for_what_patients_read_as_it_is(reviewer):
    rules = factories.revision("guide")
    type(rules).objects.filter(pk=rules.pk).update(
        kind="pain-path", language="", state="submitted"
    )
    rules.refresh_from_db()
    with pytest.raises(RefusedError, match="Only a page"):
        make_link(rules, name=NAME, email="", days=14, by=reviewer)


def test_link_says_who_asked(made):
    assert asked_by(made[0]) == "Rita View"


def test_link_of_somebody_without_a_name(submitted, editor):
    link, _ = make_link(submitted, name=NAME, email="", days=14, by=editor)
    assert asked_by(link) == "ed"


def test_state_open_then_opened(made):
    link, secret = made
    assert state_of(link) is State.OPEN
    note_opened(find_link(secret))
    link.refresh_from_db()
    assert state_of(link) is State.OPENED
    assert state_of(link).is_waiting
    first = link.opened_at
    note_opened(link)
    link.refresh_from_db()
    assert link.opened_at == first


def test_state_expired(made):
    link, secret = made
    assert state_of(later(link)) is State.EXPIRED
    assert find_link(secret) is None
    assert answer_link(secret, YES) is None


def test_state_revoked(made):
    link, secret = made
    revoke(link)
    link.refresh_from_db()
    assert state_of(link) is State.REVOKED
    assert not state_of(link).is_waiting
    assert find_link(secret) is None
    assert answer_link(secret, YES) is None
    first = link.revoked_at
    revoke(link)
    link.refresh_from_db()
    assert link.revoked_at == first


def test_state_stays_what_it_was_answered_after_its_time(made):
    link, secret = made
    answer_link(secret, YES)
    link.refresh_from_db()
    assert state_of(later(link)) is State.SIGNED


def test_answer_that_signs(made, submitted):
    link, secret = made
    answered = answer_link(secret, YES)
    assert state_of(answered) is State.SIGNED
    submitted.refresh_from_db()
    assert submitted.state == "submitted", "a signature publishes nothing"
    assert signatures(submitted) == [link]
    event = Event.objects.first()
    assert (event.action, event.who, event.by) == ("signed", NAME, None)
    assert event.revision == submitted


def test_answer_that_asks_for_changes(made, submitted):
    _, secret = made
    assert state_of(answer_link(secret, NO)) is State.CHANGES
    submitted.refresh_from_db()
    assert submitted.state == "sent_back"
    assert signatures(submitted) == []
    event = Event.objects.first()
    assert (event.action, event.who) == ("sent_back", NAME)
    assert event.note == "The dose is wrong."


def test_answer_under_another_name_says_so(made, submitted):
    _, secret = made
    answer_link(secret, Answer(name="Dr Bo, nurse", approves=True, comment="Good."))
    event = Event.objects.first()
    assert event.who == "Dr Bo, nurse"
    assert event.note == f"The link was made for {NAME}. Good."
    assert signatures(submitted)[0].name == "Dr Bo, nurse"


def test_answer_keeps_a_long_comment_whole(made):
    _, secret = made
    long = "x" * 4000
    link = answer_link(secret, Answer(name="N" * 120, approves=False, comment=long))
    link.refresh_from_db()
    assert link.comment == long
    assert len(Event.objects.first().note) == 500


@pytest.mark.parametrize(("first", "second"), [(YES, NO), (NO, YES), (YES, YES)])
def test_answer_is_taken_once(made, submitted, first, second):
    _, secret = made
    assert answer_link(secret, first)
    assert answer_link(secret, second) is None
    assert SignOffLink.objects.get().approves is first.approves
    assert Event.objects.filter(action__in=["signed", "sent_back"]).count() == 1


def test_answer_with_an_unknown_secret():
    assert find_link("junk") is None
    assert answer_link("junk", YES) is None


def test_answer_to_what_was_published_meanwhile(made, submitted):
    link, secret = made
    publish([submitted])
    with pytest.raises(RefusedError, match="does not wait"):
        answer_link(secret, YES)
    link.refresh_from_db()
    assert link.answered_at is None


def test_answer_to_what_gave_way_to_a_newer_version(made, submitted, editor):
    _, secret = made
    row = type(factories.page("guide", "other"))
    newer = edits.draft(row.objects.get(slug=submitted.slug), editor, summary="Newer.")
    workflow.submit(newer, by=editor)
    with pytest.raises(RefusedError):
        answer_link(secret, YES)


def test_two_clinicians_sign_one_version(made, submitted, reviewer):
    other, secret = make_link(submitted, name="Dr Bo", email="", days=1, by=reviewer)
    answer_link(made[1], YES)
    answer_link(secret, Answer(name="Dr Bo", approves=True, comment=""))
    assert signatures(submitted) == [other, made[0]]


def test_change_asked_by_one_closes_the_others(made, submitted, reviewer):
    _, secret = make_link(submitted, name="Dr Bo", email="", days=1, by=reviewer)
    answer_link(made[1], NO)
    with pytest.raises(RefusedError):
        answer_link(secret, YES)


def test_revoke_after_the_answer_is_refused(made):
    link, secret = made
    answer_link(secret, YES)
    with pytest.raises(RefusedError, match="the answer stays"):
        revoke(link)
    link.refresh_from_db()
    assert link.revoked_at is None
