"""The machine's clock jumps a day, forwards or back: what then."""

from __future__ import annotations

import datetime as dt
import re
import time
from email.utils import formatdate
from types import SimpleNamespace

import pytest
from django.utils import timezone

from portal.clinic import roles
from portal.clinic.models import Feedback
from portal.pages.editorial import workflow
from portal.pages.editorial.presence import forget_gone, mark_open, others_at
from portal.pages.models import Guide, Revision
from portal.pages.publishing import head_revision
from tests import factories
from tests.edits import draft
from tests.portal.painpath.walking import Visitor, address, carried, send
from tests.portal.serving.asking import ask, front

pytestmark = pytest.mark.django_db
PAGE = "/guides/when-to-consider/"
DAY = 24 * 3600


@pytest.fixture
def clock(monkeypatch):
    """The wall clock, which jumps; what counts seconds by itself goes on."""
    jumped = [0.0]
    now, seconds = timezone.now, time.time
    monkeypatch.setattr("time.time", lambda: seconds() + jumped[0])
    monkeypatch.setattr(
        "django.utils.timezone.now", lambda: now() + dt.timedelta(seconds=jumped[0])
    )

    def jump(days: float) -> None:
        jumped[0] += days * DAY

    return SimpleNamespace(jump=jump)


@pytest.fixture
def memory(clock):
    """A worker that showed a page already, long enough ago for it to have a date."""
    factories.page("guide")
    memory = front()
    memory._watch.ask()
    ask(memory, PAGE)
    clock.jump(3 / DAY)
    return memory


def test_pages_in_memory_after_a_jump_forwards(clock, memory):
    before = ask(memory, PAGE)
    clock.jump(1)
    after = ask(memory, PAGE)
    assert (after.status, after.headers) == (200, before.headers)
    date = {"HTTP_IF_MODIFIED_SINCE": after.headers["Last-Modified"]}
    assert ask(memory, PAGE, **date).status == 304


def test_pages_in_memory_after_a_jump_back(clock, memory):
    """No date that is still to come is told, nor believed; the tag holds."""
    before = ask(memory, PAGE)
    clock.jump(-1)
    after = ask(memory, PAGE)
    assert (after.status, after.body) == (200, before.body)
    assert "Last-Modified" not in after.headers
    tag = {"HTTP_IF_NONE_MATCH": before.headers["ETag"]}
    assert ask(memory, PAGE, **tag).status == 304
    date = {"HTTP_IF_MODIFIED_SINCE": before.headers["Last-Modified"]}
    assert ask(memory, PAGE, **date).status == 200


@pytest.mark.parametrize("days", [1, -1])
def test_a_publication_after_a_jump_is_seen(clock, memory, days):
    clock.jump(days)
    factories.page("guide", title="Made after the jump")
    memory._watch.ask()
    assert "Made after the jump" in ask(memory, PAGE).text
    assert not memory._watch.away


def test_a_date_from_before_a_jump_back_hides_no_publication(clock, memory):
    clock.jump(-1)
    factories.page("guide", title="Made after the jump")
    memory._watch.ask()
    tomorrow = {"HTTP_IF_MODIFIED_SINCE": formatdate(time.time() + DAY, usegmt=True)}
    assert ask(memory, PAGE, **tomorrow).status == 200


def test_answers_of_the_pain_path_stay_or_are_said_to_have_expired(clock):
    visitor = Visitor()
    visitor.get(address("start"))
    send(visitor, "start", for_whom="me")
    clock.jump(-1)
    send(visitor, "emergency", emergency_signs=["none"])
    assert carried(visitor) == {"for_whom": "me", "emergency_signs": ["none"]}
    clock.jump(1)
    page = visitor.get(address("urgent"), follow=True).content.decode()
    assert "More than 30 minutes passed" in page


@pytest.mark.parametrize("days", [-1, 2])
def test_feedback_is_asked_for_once_more_and_then_taken(client, clock, days):
    def send(html):
        token = re.search(r'name="token" value="([^"]+)"', html)[1]
        sent = {"token": token, "clear": "no", "text": "Which nerve?"}
        clock.jump(30 / DAY)
        return client.post("/feedback/", sent)

    html = client.get("/feedback/").content.decode()
    clock.jump(days)
    again = send(html)
    assert again.status_code == 200
    assert "Which nerve?" in again.content.decode()
    assert send(again.content.decode()).status_code == 302
    assert Feedback.objects.get().text == "Which nerve?"


@pytest.fixture
def people():
    return SimpleNamespace(
        editor=factories.staff(roles.EDITOR, "ed"),
        reviewer=factories.staff(roles.REVIEWER, "rev"),
    )


def test_a_version_written_after_a_jump_back_is_the_newest(clock, people):
    page = factories.page("guide")
    clock.jump(-1)
    made = draft(page, people.editor, title="Written later")
    assert made.created_at < page.live.created_at
    assert head_revision("guide", "en", page.slug) == made
    assert Revision.objects.first() == made


def test_the_schedule_follows_the_clock_and_publishes_once(clock, people):
    """A day too early if the clock says so; never twice, and never taken back."""
    factories.pages(("source", "condition", "guide"))
    version = draft(Guide.objects.get(), people.editor, title="On its day")
    workflow.submit(version, by=people.editor)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    workflow.schedule(
        version, by=people.reviewer, review=None, allow_own=False, on=tomorrow
    )
    clock.jump(-1)
    assert list(workflow.publish_due(timezone.localdate())) == []
    clock.jump(2)
    assert len(list(workflow.publish_due(timezone.localdate()))) == 1
    clock.jump(-1)
    assert list(workflow.publish_due(timezone.localdate())) == []
    assert Guide.objects.get().title == "On its day"


def test_an_open_form_noted_by_a_clock_that_went_before_is_forgotten(clock, people):
    address = ("guide", "en", "when-to-consider")
    clock.jump(1)
    mark_open(address, people.editor)
    assert others_at(address, people.reviewer).exists()
    clock.jump(-1)
    assert not others_at(address, people.reviewer).exists()
    forget_gone()
    clock.jump(1)
    assert not others_at(address, people.reviewer).exists()
