"""Who gets which e-mail, and that nobody gets one twice."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.clinic.roles import EDITOR, REVIEWER
from portal.pages.editorial.models import Reminder
from portal.pages.editorial.owners import set_owner
from portal.pages.models import Guide
from tests import edits, factories

pytestmark = pytest.mark.django_db
HERE = "tests.portal.pages.management.commands.test_send_review_reminders"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://pain.example.org"


@pytest.fixture
def owner() -> User:
    return factories.staff(EDITOR, first_name="Ada", email="ada@example.org")


@pytest.fixture
def reviewer() -> User:
    return factories.staff(REVIEWER, "ben", email="ben@example.org")


def due(days: int, slug: str = "late", owner: User | None = None) -> Guide:
    day = timezone.localdate() + dt.timedelta(days=days)
    title = slug.capitalize()
    page = factories.page("guide", slug, title=title, next_review_due=str(day))
    if owner:
        set_owner(page, owner)
    return page


def send(*options: str) -> str:
    """Run the command; return what it said."""
    said = StringIO()
    call_command("send_review_reminders", *options, stdout=said, stderr=said)
    return said.getvalue()


def later(**ago: int) -> None:
    """Let what was sent be as long ago as this."""
    for reminder in Reminder.objects.all():
        then = dt.timedelta(**ago)
        reminder.begun_at -= then
        reminder.sent_at = reminder.sent_at and reminder.sent_at - then
        reminder.save()


def test_owner_gets_one_mail_about_overdue_and_soon(owner, reviewer):
    due(-3, "late", owner)
    due(0, "today", owner)
    due(30, "soon", owner)
    due(31, "far", owner)
    said = send()
    (sent,) = mail.outbox
    assert sent.to == ["ada@example.org"]
    assert sent.subject == "3 pages to review, 1 overdue"
    assert sent.body.startswith("Hello Ada,\n\nYou look after these pages.")
    overdue, soon = sent.body.split("DUE WITHIN 30 DAYS")
    assert "* Late\n  was due on" in overdue
    assert "* Today\n" in soon
    assert "* Soon\n" in soon
    url = "https://pain.example.org/admin/pages/revision/edit/guide/en/late/\n"
    assert url in sent.body
    assert "Far" not in sent.body
    assert "sent to Ada <ada@example.org>: 3 pages to review, 1 overdue" in said


def test_text_is_neither_escaped_nor_full_of_gaps(owner):
    due(-3, "late", owner)
    Guide.objects.update(title="Nerves & <joints>")
    send()
    (sent,) = mail.outbox
    assert "Nerves & <joints>" in sent.body
    assert "\n\n\n" not in sent.body


def test_pages_without_an_owner_go_to_all_reviewers(owner, reviewer):
    factories.staff(REVIEWER, "cid")
    User.objects.filter(username="cid").update(is_active=False, email="c@example.org")
    factories.staff(REVIEWER, "dan", email="dan@example.org")
    due(-3, "nobodys")
    due(3, "bens", reviewer)
    send()
    assert [m.to for m in mail.outbox] == [["ben@example.org"], ["dan@example.org"]]
    ben, dan = (m.body for m in mail.outbox)
    assert "You look after these pages" in ben
    assert "* Bens" in ben
    assert "* Nobodys" in ben
    assert "revision/owner/guide/en/nobodys/" in ben
    assert "* Bens" not in dan


def test_drafts_and_withdrawn_pages_are_nobodys_business(owner, reviewer):
    day = str(timezone.localdate())
    factories.revision("guide", next_review_due=day)
    assert send() == "Nothing to remind of.\n"
    assert mail.outbox == []


def test_second_run_sends_nothing(owner, reviewer):
    due(-3, "late", owner)
    due(-3, "nobodys")
    send()
    assert len(mail.outbox) == 2
    assert send() == "Nothing to remind of.\n"
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(("days", "mails"), [(13, 1), (14, 2)])
def test_same_page_again_after_two_weeks(owner, days, mails):
    due(-3, "late", owner)
    send()
    later(days=days)
    send()
    assert len(mail.outbox) == mails
    assert Reminder.objects.count() == 1


def test_another_due_day_is_another_reminder(owner):
    page = due(-3, "late", owner)
    send()
    edits.publish_edit(page, owner, next_review_due=str(timezone.localdate()))
    send()
    assert [m.subject for m in mail.outbox] == [
        "1 page to review, 1 overdue",
        "1 page to review",
    ]


def test_new_page_comes_alone_and_a_new_owner_is_told(owner, reviewer):
    page = due(-3, "late", owner)
    send()
    due(-3, "other", owner)
    set_owner(page, reviewer)
    send()
    assert [m.to for m in mail.outbox[1:]] == [["ada@example.org"], ["ben@example.org"]]
    assert "Late" not in mail.outbox[1].body
    assert "Late" in mail.outbox[2].body


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param({"email": ""}, "has no e-mail address", id="no address"),
        pytest.param({"is_active": False}, "is switched off", id="left"),
        pytest.param({"is_staff": False}, "may no longer edit", id="no staff"),
    ],
)
def test_owner_who_cannot_be_reached_is_named_and_reviewers_are_told(
    owner, reviewer, change, why
):
    due(-3, "late", owner)
    User.objects.filter(pk=owner.pk).update(**change)
    said = send()
    assert "Ada looks after 1 page, but" in said
    assert why in said
    assert [m.to for m in mail.outbox] == [["ben@example.org"]]


def test_no_reviewer_with_an_address_is_told(owner):
    due(-3, "nobodys")
    assert "Nobody is told of 1 page: no active clinical reviewer" in send()
    assert mail.outbox == []


def test_check_says_and_sends_nothing(owner):
    due(-3, "late", owner)
    said = send("--check")
    assert "would write to Ada <ada@example.org>: 1 page to review, 1 overdue" in said
    assert "Late" in said
    assert mail.outbox == []
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_site_address_is_needed(settings, options):
    settings.SITE_URL = ""
    with pytest.raises(CommandError, match="SITE_URL is not set"):
        send(*options)


class RefusesAda(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["ada@example.org"]:
            raise ConnectionRefusedError("the mailbox is full")
        return super().send_messages(messages)


def test_failed_mail_is_told_others_are_sent_and_it_is_tried_again(
    settings, owner, reviewer
):
    due(-3, "late", owner)
    due(-3, "bens", reviewer)
    before, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{HERE}.RefusesAda"
    said = StringIO()
    with pytest.raises(CommandError, match="1 of 2 e-mails could not be sent"):
        call_command("send_review_reminders", stdout=said, stderr=said)
    assert "not sent to Ada" in said.getvalue()
    assert "the mailbox is full" in said.getvalue()
    assert [m.to for m in mail.outbox] == [["ben@example.org"]]
    settings.EMAIL_BACKEND = before
    send()
    assert [m.to for m in mail.outbox[1:]] == [["ada@example.org"]]


class BreaksOffAtBen(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["ben@example.org"]:
            raise KeyboardInterrupt
        return super().send_messages(messages)


def test_run_that_broke_off_repeats_nothing(settings, owner, reviewer):
    due(-3, "late", owner)
    due(-3, "bens", reviewer)
    before, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{HERE}.BreaksOffAtBen"
    with pytest.raises(KeyboardInterrupt):
        send()
    settings.EMAIL_BACKEND = before
    send()  # perhaps the first one still sends: wait
    assert [m.to for m in mail.outbox] == [["ada@example.org"]]
    later(hours=1)
    send()
    assert [m.to for m in mail.outbox] == [["ada@example.org"], ["ben@example.org"]]


class SendsAnotherRun(EmailBackend):
    """While the first mail leaves, cron starts the command once more."""

    running = False

    def send_messages(self, messages):
        if not SendsAnotherRun.running:
            SendsAnotherRun.running = True
            send()
        return super().send_messages(messages)


def test_two_runs_at_once_send_each_mail_once(settings, owner, reviewer):
    SendsAnotherRun.running = False
    due(-3, "late", owner)
    due(-3, "bens", reviewer)
    settings.EMAIL_BACKEND = f"{HERE}.SendsAnotherRun"
    send()
    assert sorted(m.to for m in mail.outbox) == [
        ["ada@example.org"],
        ["ben@example.org"],
    ]
