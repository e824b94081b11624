"""A page gets another address: nothing that leads to it is lost."""

from __future__ import annotations

import datetime as dt

import pytest

from conditions.models import Condition, Symptom
from portal.clinic import roles
from portal.pages.editorial import workflow
from portal.pages.editorial.addresses import edit_url, form_url
from portal.pages.editorial.lineage import authors_since_live, is_behind
from portal.pages.editorial.models import Event, OpenForm, Owner, Redirect
from portal.pages.editorial.renaming import left_behind, rename
from portal.pages.models import Guide, Source
from portal.pages.publishing import head_revision, publish, save_draft, set_aside
from portal.pages.record_rows import to_record
from portal.pages.records import record_models
from portal.pages.revisions import (
    Conflict,
    Link,
    LoadedRecord,
    PublishedVersion,
    Revision,
)
from procedures.models import ConventionalCare, Procedure
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db
OLD, NEW = "burning-pain", "pain-that-burns"


@pytest.fixture
def bob():
    return factories.staff(roles.REVIEWER, "bob")


@pytest.fixture
def pages():
    """A published page of each kind; the condition names the symptom and others."""
    text = f"See [it](symptom:{OLD})."
    return {
        kind: factories.page(kind, **({"body": text} if kind == "guide" else {}))
        for kind in factories.SLUGS
    }


def moved(by) -> object:
    return rename(Symptom, OLD, NEW, by=by)


def test_rename_moves_everything_that_belongs_to_the_page(pages, bob):
    factories.page("symptom", language="es", title="Dolor")
    own = {"kind": "symptom", "language": "en", "slug": OLD}
    LoadedRecord.objects.create(**own, file="en/symptoms/burning-pain.md", record={})
    Conflict.objects.create(**own, field="title")
    Owner.objects.create(**own, user=bob)
    OpenForm.objects.create(**own, user=bob, seen_at=pages["guide"].live.created_at)
    stale = own | {"slug": NEW}
    OpenForm.objects.create(**stale, user=bob, seen_at=pages["guide"].live.created_at)
    before = PublishedVersion.objects.get().number
    moved(bob)
    assert not Symptom.objects.filter(slug=OLD).exists()
    assert Symptom.objects.published().filter(slug=NEW).count() == 2
    for model in (Revision, LoadedRecord, Conflict, Owner, OpenForm, Link):
        assert not model.objects.filter(kind="symptom", slug=OLD).exists(), model
    for model in (LoadedRecord, Conflict, Owner, OpenForm):
        assert model.objects.filter(kind="symptom", slug=NEW).count() == 1, model
    assert LoadedRecord.objects.get().file == "en/symptoms/burning-pain.md"
    assert Revision.objects.filter(kind="symptom", slug=NEW).count() == 2
    assert not Link.objects.filter(to_kind="symptom", to_slug=OLD).exists()
    assert PublishedVersion.objects.get().number > before
    assert [(r.slug, r.to_slug) for r in Redirect.objects.all()] == [(OLD, NEW)]
    events = Event.objects.filter(action="renamed")
    assert {(e.revision.language, e.note, e.who) for e in events} == {
        ("en", f"{OLD} → {NEW}", "bob"),
        ("es", f"{OLD} → {NEW}", "bob"),
    }


def test_rename_mends_what_patients_read_at_once(pages, bob):
    mended = moved(bob)
    condition, guide = Condition.objects.get(), Guide.objects.get()
    assert condition.symptoms == [NEW]
    assert guide.body == f"See [it](symptom:{NEW})."
    assert {revision.kind for revision in mended.published} == {"condition", "guide"}
    assert mended.drafts == []
    for row in (condition, guide):
        assert row.live.based_on == pages[row.kind].live
        assert row.live.author == bob
        assert row.live.note == f"Link follows the new address of {OLD}: {NEW}"
        assert row.live.state == "published"
        assert to_record(row) == row.live.record
        assert row.live.events.get().action == "published"
        assert head_revision(row.kind, "en", row.slug) == row.live
    other = Procedure.objects.get()
    assert other.live == pages["procedure"].live


def test_rename_mends_links_to_the_page_in_its_own_text(bob):
    factories.page("guide", body="[Here](guide:when-to-consider).")
    rename(Guide, "when-to-consider", "when", by=bob)
    assert Guide.objects.get().body == "[Here](guide:when)."
    link = Link.objects.get(kind="guide", to_kind="guide")
    assert (link.slug, link.to_slug) == ("when", "when")


def test_rename_of_a_source_mends_lists_and_objects(pages, bob):
    rename(Source, "trial-2020", "the-trial", by=bob)
    for kind in ("condition", "procedure"):
        row = record_models()[kind].objects.get()
        assert row.sources == ["the-trial"]
        assert row.positions[0]["source"] == "the-trial"
    assert "trial-2020" not in str(Procedure.objects.get().live.record)


@pytest.mark.parametrize("state", ["draft", "sent_back", "submitted", "scheduled"])
def test_rename_mends_open_versions_and_leaves_them_where_they_are(pages, bob, state):
    ada = factories.staff(roles.EDITOR)
    version = draft(pages["guide"], ada, title="Better")
    if state != "draft":
        workflow.submit(version, by=ada, note="Please")
    if state == "sent_back":
        workflow.send_back(version, by=bob, reason="Why?")
    if state == "scheduled":
        day = dt.date.today() + dt.timedelta(days=9)
        workflow.schedule(version, by=bob, review=None, allow_own=False, on=day)
    version.refresh_from_db()
    mended = moved(bob)
    (copy,) = mended.drafts
    assert (copy.state, copy.publish_on, copy.author, copy.origin) == (
        state,
        version.publish_on,
        ada,
        version.origin,
    )
    assert copy.record == version.record | {"body": f"See [it](symptom:{NEW})."}
    assert head_revision(*copy.address) == copy
    version.refresh_from_db()
    assert version.state == "superseded"
    assert not is_behind(copy)
    assert authors_since_live(copy) == {ada.pk}
    said = list(version.events.order_by("pk").values_list("action", "note", "at"))
    assert list(copy.events.order_by("pk").values_list("action", "note", "at")) == said


def test_rename_keeps_everybody_who_wrote_a_version(pages, bob):
    """Who wrote a part of it still cannot publish it."""
    ada, eve = factories.staff(roles.EDITOR), factories.user("eve")
    draft(pages["guide"], ada, title="Better")
    sent = draft(pages["guide"], eve, summary="Shorter.")
    workflow.submit(sent, by=eve)
    on_top = draft(pages["guide"], bob, funding="Somebody")
    moved(bob)
    head = head_revision(*on_top.address)
    assert (head.state, head.record["funding"]) == ("draft", "Somebody")
    assert authors_since_live(head) == {ada.pk, eve.pk, bob.pk}
    waiting = Revision.objects.get(state="submitted")
    assert authors_since_live(waiting) == {ada.pk, eve.pk}
    assert not is_behind(waiting)
    workflow.publish_reviewed(waiting, by=bob, review=None, allow_own=False)
    assert not is_behind(head)
    row = Guide.objects.get()
    assert (row.title, row.summary) == ("Better", "Shorter.")
    assert row.body == f"See [it](symptom:{NEW})."


def test_rename_mends_a_draft_of_a_page_that_names_it_only_there(bob):
    page = factories.page("guide", body="Nothing.")
    factories.page("symptom")
    ada = factories.user()
    first = draft(page, ada, body=f"[It](symptom:{OLD})")
    workflow.submit(first, by=ada)
    second = draft(page, bob, title="On top")
    mended = moved(bob)
    assert mended.published == []
    assert [r.record["body"] for r in mended.drafts] == [f"[It](symptom:{NEW})"] * 2
    sent, top = mended.drafts
    assert (sent.state, sent.based_on) == ("submitted", page.live)
    assert (top.state, top.based_on) == ("draft", sent)
    assert head_revision("guide", "en", page.slug) == top
    assert authors_since_live(top) == {ada.pk, bob.pk}
    assert second.record["title"] == top.record["title"] == "On top"
    assert Guide.objects.get().live == page.live


def test_rename_puts_a_draft_without_the_link_on_top_of_what_was_mended(pages, bob):
    ada = factories.user()
    version = draft(pages["guide"], ada, body="No link any more.")
    (copy,) = moved(bob).drafts
    assert copy.record == version.record
    assert copy.based_on == Guide.objects.get().live


def test_rename_leaves_a_version_that_is_behind_as_it_was(pages, bob):
    """It still has to be merged, and it is still the newest."""
    ada = factories.user()
    old = draft(pages["guide"], ada, title="Mine")
    other = factories.revision("guide", body=f"See [it](symptom:{OLD}).", title="B")
    publish([other])
    Revision.objects.filter(pk=old.pk).update(state="draft")
    (copy,) = moved(bob).drafts
    assert copy.record["title"] == "Mine"
    assert is_behind(copy)
    assert head_revision(*copy.address) == copy


def test_rename_of_a_draft_that_nobody_published(bob):
    row = Guide(language="en", slug="a")
    save_draft(row, factories.record("guide"), author=bob, based_on=None)
    rename(Guide, "a", "b", by=bob)
    assert Guide.objects.get().slug == Revision.objects.get().slug == "b"


def test_rename_twice_leads_on_in_one_step(pages, bob):
    moved(bob)
    rename(Symptom, NEW, "burning", by=bob)
    assert {(r.slug, r.to_slug) for r in Redirect.objects.all()} == {
        (OLD, "burning"),
        (NEW, "burning"),
    }
    assert Condition.objects.get().symptoms == ["burning"]


def test_rename_back_again(pages, bob):
    moved(bob)
    rename(Symptom, NEW, OLD, by=bob)
    assert [(r.slug, r.to_slug) for r in Redirect.objects.all()] == [(NEW, OLD)]
    assert Condition.objects.get().live.record == pages["condition"].live.record


def refusal(model, old, new, by) -> tuple[str, ...]:
    before = list(Revision.objects.order_by("pk").values())
    with pytest.raises(workflow.RefusedError) as caught:
        rename(model, old, new, by=by)
    assert list(Revision.objects.order_by("pk").values()) == before
    assert not Redirect.objects.filter(to_slug=new).exists()
    return caught.value.reasons


def test_rename_refuses_an_address_that_is_taken(pages, bob):
    factories.page("symptom", NEW, language="es", title="Otro")
    assert refusal(Symptom, OLD, NEW, bob) == ("“Otro” has this address already.",)
    assert refusal(Symptom, OLD, OLD, bob) == ("This is the address that it has.",)
    assert refusal(Symptom, OLD, "No!", bob) == (
        "Use lower-case letters, digits and single hyphens.",
    )
    assert refusal(Symptom, "nothing", "new", bob) == (
        "There is no page at this address any more.",
    )
    assert len(refusal(Procedure, "nerve-block", "compare", bob)) == 1
    assert len(refusal(ConventionalCare, "exercise", "nerve-block", bob)) == 1


def test_rename_refuses_the_former_address_of_another_page(pages, bob):
    rename(Symptom, OLD, NEW, by=bob)
    factories.page("symptom", "other", title="Other")
    (reason,) = refusal(Symptom, "other", OLD, bob)
    assert reason.startswith(f"This is the former address of “{NEW}”")


def test_rename_refuses_what_something_else_depends_on(pages, bob, monkeypatch):
    uses = [("nerve-block", "rule 3"), ("nerve-block", "rule 3"), ("other", "rule 4")]
    monkeypatch.setattr(
        Source,
        "names_in_use",
        classmethod(lambda cls, kind: iter(uses if kind == "procedure" else ())),
    )
    assert refusal(Procedure, "nerve-block", "new", bob) == (
        "It is needed by: source (rule 3). Change that first.",
    )
    with pytest.raises(workflow.RefusedError, match="rule 3"):
        workflow.unpublish(pages["procedure"], by=bob)
    with pytest.raises(workflow.RefusedError, match="rule 3"):
        workflow.delete(pages["procedure"], by=bob)
    spanish = factories.page("procedure", language="es", title="Bloqueo")
    workflow.unpublish(spanish, by=bob)  # the English page is still there


def test_versions_set_aside_are_counted_and_get_the_new_name_when_kept(pages, bob):
    record = pages["guide"].live.record | {"title": "Mine"}
    set_aside(pages["guide"], record, author=bob, based_on=pages["guide"].live)
    assert left_behind("symptom", OLD) == 1
    moved(bob)
    aside = Revision.objects.get(state="aside")
    assert OLD in aside.record["body"]  # a version is never changed
    again = set_aside(pages["guide"], aside.record, author=bob, based_on=None)
    assert NEW in again.record["body"]


def test_an_earlier_version_brought_back_gets_the_new_name(pages, bob):
    earlier = pages["condition"].live
    moved(bob)
    draft(Condition.objects.get(), bob, title="Other")
    restored = workflow.restore(earlier, by=bob)
    assert restored.record["symptoms"] == [NEW]
    found = workflow.publish_reviewed(restored, by=bob, review=None, allow_own=True)
    assert found.state == "published"


def test_an_address_in_an_email_still_leads_to_the_form(client, pages, bob):
    address = edit_url("symptom", "en", OLD)
    moved(bob)
    client.force_login(bob)
    assert client.get(address).url == form_url(Symptom.objects.get())
    assert client.get(edit_url("symptom", "en", "nothing")).status_code == 404
