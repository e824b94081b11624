from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from portal.clinic import roles
from portal.clinic.models import Clinic
from portal.pages.editorial.due_dates import propose
from portal.pages.editorial.models import SignOffLink
from portal.pages.editorial.workflow import schedule, submit
from portal.pages.models import Guide, Source
from portal.pages.publishing import publish
from portal.pages.revisions import Revision
from tests import factories
from tests.edits import draft

QUEUE = "/admin/pages/revision/queue/"
TODAY = timezone.localdate()
SIGNATURE = {
    "scope": "whole",
    "reviewed_by": "Omar Reyes, physician",
    "last_reviewed": TODAY.isoformat(),
    "next_review_due": (TODAY + dt.timedelta(days=300)).isoformat(),
}
OWN = "somebody else reviews and publishes it"


def url(revision):
    return f"/admin/pages/revision/{revision.pk}/review/"


@pytest.fixture
def desk(client, reviewer):
    """The reviewer's browser."""
    client.force_login(reviewer)
    return client


def page_of(client, revision):
    response = client.get(url(revision))
    assert response.status_code == 200
    return response.content.decode()


def decide(client, revision, decision, **answers):
    response = client.post(url(revision), {"decision": decision} | answers)
    if response.status_code == 302:
        assert response["Location"] == QUEUE
        revision.refresh_from_db()
        return {}
    return response.context["form"].errors


def test_review_shows_what_changes_who_wrote_it_and_why(desk, submitted):
    response = desk.get(url(submitted))
    html = response.content.decode()
    assert [field.label for field in response.context["fields"]] == ["Title"]
    for text in ("Written by Ana Gil", "Please look", "Reading grade"):
        assert text in html
    assert f"/admin/pages/revision/{submitted.pk}/preview/" in html
    assert "no-store" in response.headers["Cache-Control"]


def test_review_proposes_the_signature(desk, submitted):
    initial = desk.get(url(submitted)).context["form"].initial
    assert initial == {
        "reviewed_by": "Omar Reyes",
        "last_reviewed": TODAY,
        "next_review_due": propose(TODAY, 12),
    }


def test_review_proposes_the_profession_that_stood_there(desk, editor):
    page = factories.page("guide", reviewed_by="Omar Reyes, physician")
    made = draft(page, editor, title="Other words")
    submit(made, by=editor)
    form = desk.get(url(made)).context["form"]
    assert form.initial["reviewed_by"] == "Omar Reyes, physician"
    assert "the earlier review by Omar Reyes, physician still stands" in str(form)


def test_review_proposes_the_clinician_who_was_asked(desk, submitted, reviewer):
    SignOffLink.objects.create(
        revision=submitted,
        token_digest="x",
        name="Mia Ross, nurse",
        made_by=reviewer,
        valid_until=timezone.now(),
        answered_at=timezone.now(),
        approves=True,
    )
    form = desk.get(url(submitted)).context["form"]
    assert form.initial["reviewed_by"] == "Mia Ross, nurse"


def test_publish_now(desk, submitted):
    assert decide(desk, submitted, "publish", **SIGNATURE) == {}
    page = Guide.objects.published().get()
    assert (page.title, page.reviewed_by) == ("Other words", "Omar Reyes, physician")
    assert page.last_reviewed == TODAY
    assert "patients read “Other words” now" in desk.get(QUEUE).content.decode()


def test_publish_a_small_correction(desk, submitted):
    assert decide(desk, submitted, "publish", scope="small") == {}
    assert Guide.objects.published().get().reviewed_by == ""


def test_publish_on_a_later_day(desk, submitted):
    day = TODAY + dt.timedelta(days=5)
    assert decide(desk, submitted, "schedule", publish_on=day, **SIGNATURE) == {}
    made = Revision.objects.first()
    assert (made.state, made.publish_on) == ("scheduled", day)
    assert "Patients read “Other words” from" in desk.get(QUEUE).content.decode()


def test_send_back_with_a_reason(desk, submitted):
    assert decide(desk, submitted, "send_back", reason="Which trial?") == {}
    assert submitted.state == "sent_back"
    assert "went back to its author" in desk.get(QUEUE).content.decode()
    assert "Which trial?" in page_of(desk, submitted)


@pytest.mark.parametrize(
    ("decision", "answers", "wrong"),
    [
        ("", {}, {"decision"}),
        ("delete", {}, {"decision"}),
        ("publish", {}, {"scope"}),
        ("publish", {"scope": "whole"}, {*SIGNATURE} - {"scope"}),
        ("publish", SIGNATURE | {"last_reviewed": "soon"}, {"last_reviewed"}),
        (
            "publish",
            SIGNATURE | {"last_reviewed": TODAY + dt.timedelta(days=1)},
            {"last_reviewed"},
        ),
        ("publish", SIGNATURE | {"next_review_due": TODAY}, {"next_review_due"}),
        ("publish", SIGNATURE | {"reviewed_by": "A\u202e"}, {"reviewed_by"}),
        ("schedule", SIGNATURE, {"publish_on"}),
        ("schedule", SIGNATURE | {"publish_on": TODAY}, {"publish_on"}),
        ("send_back", {}, {"reason"}),
        ("send_back", {"reason": "x" * 501}, {"reason"}),
    ],
)
def test_decision_that_lacks_something_changes_nothing(
    desk, submitted, decision, answers, wrong
):
    assert decide(desk, submitted, decision, **answers).keys() == wrong
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_decision_that_cannot_be_done_keeps_what_was_typed(desk, submitted):
    publish([factories.revision("guide", title="From elsewhere")])
    response = desk.post(url(submitted), {"decision": "publish"} | SIGNATURE)
    html = response.content.decode()
    assert response.context["form"].non_field_errors()
    assert 'value="Omar Reyes, physician"' in html
    assert "Merge them first" in html
    assert "Nothing was changed" in html


def test_decision_about_what_somebody_dealt_with_says_so(desk, submitted):
    decide(desk, submitted, "publish", **SIGNATURE)
    errors = decide(desk, submitted, "publish", **SIGNATURE)
    assert errors == {"__all__": ["Somebody has dealt with this version already."]}


def test_review_of_a_faulty_version_offers_only_to_send_it_back(desk, page, editor):
    made = draft(page, editor, summary=None)
    submit(made, by=editor)
    response = desk.get(url(made))
    assert "Summary: This field cannot be blank." in response.content.decode()
    choices = response.context["form"].fields["decision"].choices
    assert [value for value, _ in choices] == ["send_back"]
    errors = decide(desk, made, "publish", **SIGNATURE)
    assert errors == {"__all__": ["Summary: This field cannot be blank."]}


def test_review_of_a_version_that_fell_behind_says_so(desk, submitted):
    publish([factories.revision("guide", title="From elsewhere")])
    assert "Bring both together first" in page_of(desk, submitted)


def test_review_offers_the_author_no_decision(desk, page, reviewer):
    made = draft(page, reviewer, title="Mine")
    submit(made, by=reviewer)
    response = desk.get(url(made))
    assert response.context["form"] is None
    assert OWN in response.content.decode()
    response = desk.post(url(made), {"decision": "publish"} | SIGNATURE)
    assert response.status_code == 403
    assert OWN in response.content.decode()
    made.refresh_from_db()
    assert made.state == "submitted"


def test_review_offers_the_author_no_decision_who_may_do_all(client, page):
    root = factories.editor()
    made = draft(page, root, title="Mine")
    submit(made, by=root)
    client.force_login(root)
    assert OWN in page_of(client, made)
    assert client.post(url(made), {"decision": "publish"}).status_code == 403


@pytest.mark.parametrize("state", ["draft", "sent_back", "submitted"])
def test_review_in_a_clinic_of_one_person(desk, page, reviewer, state):
    Clinic.objects.create(pk=1, second_person_reviews=False, review_interval=6)
    made = draft(page, reviewer, title="Mine")
    Revision.objects.filter(pk=made.pk).update(state=state)
    form = desk.get(url(made)).context["form"]
    assert form.initial["next_review_due"] == propose(TODAY, 6)
    assert ("send_back" in str(form)) is (state == "submitted")
    assert decide(desk, made, "publish", **SIGNATURE) == {}
    assert Guide.objects.published().get().title == "Mine"


def test_review_of_a_draft_waits_for_its_author(desk, page, editor):
    made = draft(page, editor, title="Not ready")
    assert "Its author has not sent it for review yet." in page_of(desk, made)


def test_review_of_a_scheduled_version_can_take_it_off(desk, submitted, reviewer):
    day = TODAY + dt.timedelta(days=5)
    made = schedule(submitted, by=reviewer, review=None, allow_own=False, on=day)
    html = page_of(desk, made)
    assert "It is signed." in html
    assert f"/admin/pages/revision/{made.pk}/unschedule/" in html


def test_review_of_what_patients_read_shows_what_it_changed(desk, submitted):
    decide(desk, submitted, "publish", scope="small")
    html = page_of(desk, submitted)
    assert "What this version changed" in html
    assert "There is nothing to decide: this version is published." in html


def test_review_of_a_new_page(desk, editor):
    made = factories.revision("guide", sources=None, body="Text of some words.")
    Revision.objects.filter(pk=made.pk).update(state="submitted")
    assert "Patients read nothing of this page yet" in page_of(desk, made)


@pytest.mark.parametrize("kind", ["source", "term"])
def test_review_of_what_is_no_page_has_no_signature(desk, kind, editor):
    made = draft(factories.page(kind), editor, title="Another title")
    submit(made, by=editor)
    assert "scope" not in desk.get(url(made)).context["form"].fields
    assert decide(desk, made, "publish") == {}
    assert made.state == "published"


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_review_of_every_kind(desk, kind):
    made = factories.revision(kind)
    Revision.objects.filter(pk=made.pk).update(state="submitted")
    assert "Your decision" in page_of(desk, made)


def test_review_shows_what_a_kind_adds(desk, submitted, monkeypatch):
    def context(self, live):
        return {"page": self, "title_before": live.title}

    monkeypatch.setattr(Guide, "review_template", "pages/_review_line.html")
    monkeypatch.setattr(Guide, "review_context", context)
    response = desk.get(url(submitted))
    assert response.context["title_before"] == "When to consider"
    assert "Not yet reviewed by a clinician" in response.content.decode()


def test_editor_reads_a_review_and_decides_nothing(client, submitted, editor):
    other = factories.staff(roles.EDITOR, "ed2")
    client.force_login(other)
    assert "A clinical reviewer decides about it." in page_of(client, submitted)
    assert client.post(url(submitted), {"decision": "publish"}).status_code == 403
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_site_manager_decides_too(client, submitted):
    client.force_login(factories.staff(roles.MANAGER, "man"))
    assert decide(client, submitted, "publish", **SIGNATURE) == {}


def test_review_is_for_who_may_edit(client, submitted):
    assert client.get(url(submitted)).status_code == 302
    assert client.post(url(submitted)).status_code == 302
    client.force_login(factories.user("nobody", is_staff=True))
    assert client.get(url(submitted)).status_code == 403
    assert client.post(url(submitted)).status_code == 403


def test_review_unknown_is_404(desk):
    assert desk.get("/admin/pages/revision/999/review/").status_code == 404


def test_review_refuses_other_methods(desk, submitted):
    assert desk.put(url(submitted)).status_code == 405


def test_review_says_once_what_the_author_wrote(desk, page, editor):
    head = draft(page, editor, title="Other words")
    Revision.objects.filter(pk=head.pk).update(note="Says when")
    submit(head, by=editor, note="Says when")
    html = desk.get(url(head)).content.decode()
    assert html.count("Says when") == 1
    assert "asking for a review" not in html


def test_review_calls_sources_by_their_titles(desk, submitted):
    Source.objects.update(checked="no")
    html = desk.get(url(submitted)).content.decode()
    assert "Sources that nobody has read yet: “A trial”." in html
