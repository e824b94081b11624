"""An editor saves, previews and publishes; patients see only what is published."""

from __future__ import annotations

import pytest
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry

from portal.clinic import roles
from portal.pages.editorial.signing import SIGNATURE
from portal.pages.models import Guide, Source
from portal.pages.publishing import head_revision, withdraw
from portal.pages.records import record_fields, record_models
from portal.pages.revisions import Revision
from tests import factories
from tests.form_posts import form_post, list_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    editor = factories.editor()
    client.force_login(editor)
    return client


def change_url(page) -> str:
    return f"/admin/{page._meta.app_label}/{page._meta.model_name}/{page.pk}/change/"


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_form_shows_every_field(staff, kind):
    html = staff.get(change_url(factories.page(kind))).content.decode()
    for field in record_fields(record_models()[kind]):
        if field.name in SIGNATURE:
            assert f'class="form-row field-{field.name}"' in html
            assert f'name="{field.name}"' not in html
        else:
            assert f'id_{field.name}"' in html, field.name


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_form_has_every_field_once(staff, kind):
    model = record_models()[kind]
    admin = site.get_model_admin(model)
    placed = [
        name for _, options in admin.get_fieldsets(None) for name in options["fields"]
    ]
    assert len(placed) == len(set(placed))
    own = {field.name for field in record_fields(model)}
    assert own <= set(placed) <= own | {"language", "slug"}


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_every_field_has_help_with_an_example_or_choices(kind):
    """So that an editor who has never seen the portal knows what to write."""
    model = record_models()[kind]
    for field in [model._meta.get_field("slug"), *record_fields(model)]:
        has_choices = field.choices or getattr(field, "of", None)
        if field.name not in SIGNATURE and not has_choices:
            assert "Example" in str(field.help_text), field.name
        assert str(field.help_text), field.name


def test_save_makes_a_draft_that_patients_do_not_see(staff, client):
    page = factories.page("guide")
    response = staff.post(
        change_url(page), form_post("guide", page.live, title="A better title")
    )
    assert response.status_code == 302, response.context["errors"]
    draft = Revision.objects.first()
    assert (draft.state, draft.note, draft.by) == ("draft", "Mended", "ada")
    assert draft.record == factories.record("guide", title="A better title")
    assert draft.based_on == page.live
    page.refresh_from_db()
    assert page.title == "When to consider"
    client.logout()
    assert (
        "A better title" not in client.get("/guides/when-to-consider/").content.decode()
    )


def test_form_goes_on_from_the_newest_draft(staff):
    page = factories.page("guide")
    staff.post(change_url(page), form_post("guide", page.live, title="My draft"))
    assert 'value="My draft"' in staff.get(change_url(page)).content.decode()


def test_preview_shows_a_draft_to_staff_only_and_uncached(staff, client):
    page = factories.page("condition")
    staff.post(
        change_url(page), form_post("condition", page.live, title="Sciatic pain")
    )
    url = f"/admin/pages/revision/{Revision.objects.first().pk}/preview/"
    response = staff.get(url)
    assert "Sciatic pain" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    client.logout()
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_preview_shows_every_kind(staff, kind):
    draft = factories.revision(kind, title="Only a draft")
    html = staff.get(f"/admin/pages/revision/{draft.pk}/preview/").content.decode()
    assert "Only a draft" in html


def test_preview_unknown_is_404(staff):
    assert staff.get("/admin/pages/revision/999/preview/").status_code == 404


def test_list_has_no_shortcuts_past_the_review(staff):
    page = factories.page("guide")
    factories.revision("guide", title="Unreviewed")
    for action in ("publish_drafts", "unpublish", "delete_selected"):
        staff.post(
            "/admin/pages/guide/", {"action": action, "_selected_action": [page.pk]}
        )
    page.refresh_from_db()
    assert (page.status, page.title) == ("published", "When to consider")


def test_new_page_is_a_draft(staff, client):
    data = form_post("source") | {"slug": "new-trial"}
    response = staff.post("/admin/pages/source/add/", data)
    assert response.status_code == 302, response.context["errors"]
    source = Source.objects.get()
    assert (source.status, source.language) == ("draft", "")
    assert Revision.objects.get().record == factories.record("source")


def test_save_refuses_bad_values_and_keeps_them_in_the_form(staff):
    page = factories.page("guide")
    data = form_post("guide", page.live, body="See [this](javascript:alert(1)).")
    response = staff.post(change_url(page), data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "javascript:alert(1" in html
    assert "found the link" in html
    assert Revision.objects.count() == 1


def test_save_names_the_bad_item_of_a_list(staff):
    page = factories.page("condition")
    procedures = [{"procedure": "nerve-block", "evidence": "mixed"}]
    data = form_post("condition", page.live, procedures=procedures)
    html = staff.post(change_url(page), data).content.decode()
    assert "Item 1, “What the evidence says”: found nothing, allowed text" in html


def test_save_drops_empty_rows_and_parts(staff):
    page = factories.page("guide")
    data = form_post("guide", page.live) | {
        "questions": ["", " Why? ", " "],
        "related": [""],
    }
    staff.post(change_url(page), data)
    record = Revision.objects.first().record
    assert record["questions"] == ["Why?"]
    assert "related" not in record


def test_save_on_top_of_a_newer_version_sets_it_aside_and_leads_to_both(staff):
    page = factories.page("guide")
    began = form_post("guide", page.live, title="Mine")
    theirs = factories.revision("guide", title="Theirs")
    response = staff.post(change_url(page), began, follow=True)
    aside = Revision.objects.first()
    assert response.redirect_chain[0][0] == f"/admin/pages/revision/{aside.pk}/merge/"
    assert "saved a newer version while you were editing" in response.content.decode()
    assert (aside.state, aside.record["title"]) == ("aside", "Mine")
    assert aside.based_on == page.live
    assert head_revision("guide", "en", page.slug) == theirs
    assert 'value="Theirs"' in staff.get(change_url(page)).content.decode()


@pytest.mark.parametrize("based_on", ["", "x", "999999"])
def test_save_from_nobody_knows_which_version_is_set_aside(staff, based_on):
    page = factories.page("guide")
    data = form_post("guide", page.live, title="Mine") | {"based_on": based_on}
    assert "/merge/" in staff.post(change_url(page), data).headers["Location"]
    aside = Revision.objects.first()
    assert (aside.state, aside.based_on) == ("aside", None)


def test_save_keeps_the_signature_of_the_version_that_was_begun_from(staff):
    page = factories.page("guide", reviewed_by="Dr Old")
    began = form_post("guide", page.live, title="Mine") | {"reviewed_by": "Dr Evil"}
    factories.revision("guide", title="Theirs", reviewed_by="Dr New")
    staff.post(change_url(page), began)
    assert Revision.objects.first().record["reviewed_by"] == "Dr Old"


def test_save_of_what_both_typed_alike_makes_no_version(staff):
    page = factories.page("guide")
    began = form_post("guide", page.live, title="Alike")
    factories.revision("guide", title="Alike")
    staff.post(change_url(page), began)
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_save_without_a_change_makes_no_version(staff, kind):
    page = factories.page(kind)
    response = staff.post(change_url(page), form_post(kind, page.live), follow=True)
    assert "You changed nothing" in response.content.decode()
    assert Revision.objects.count() == 1
    assert not LogEntry.objects.exists()


def test_save_and_send_for_review_is_one_click(staff):
    page = factories.page("guide")
    data = form_post("guide", page.live, title="Better") | {"_submit": "1"}
    response = staff.post(change_url(page), data, follow=True)
    sent = Revision.objects.first()
    assert (sent.state, sent.record["title"]) == ("submitted", "Better")
    event = sent.events.get()
    assert (event.action, event.note, event.who) == ("submitted", "Mended", "ada")
    html = response.content.decode()
    assert "Sent for review" in html
    assert f"/admin/pages/revision/{sent.pk}/preview/" in html


def test_send_for_review_of_a_draft_that_was_saved_before(staff):
    page = factories.page("guide")
    staff.post(change_url(page), form_post("guide", page.live, title="Better"))
    draft = Revision.objects.first()
    again = form_post("guide", draft, title="Better") | {"_submit": "1"}
    staff.post(change_url(page), again)
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("taken_away", [False, True], ids=["published", "withdrawn"])
def test_send_for_review_of_a_page_that_had_to_change_in_nothing(staff, taken_away):
    """So that somebody can sign it, or publish it again."""
    page = factories.page("guide")
    if taken_away:
        withdraw([page])
    data = form_post("guide", page.live) | {"_submit": "1", "change_note": ""}
    staff.post(change_url(page), data)
    sent = Revision.objects.first()
    assert (sent.state, sent.based_on) == ("submitted", page.live)
    assert sent.record == page.live.record
    assert sent.note == "Read again; nothing had to change"


def test_send_for_review_of_nothing_new_gives_way_to_a_newer_version(staff):
    page = factories.page("guide")
    data = form_post("guide", page.live) | {"_submit": "1"}
    factories.revision("guide", title="Theirs")
    html = staff.post(change_url(page), data, follow=True).content.decode()
    assert "There is a newer version" in html
    assert Revision.objects.count() == 2
    assert not Revision.objects.filter(state="submitted").exists()


def test_preview_of_the_form_saves_nothing(staff):
    page = factories.page("guide")
    data = form_post("guide", page.live, title="As typed") | {"_preview": "1"}
    response = staff.post(change_url(page), data)
    assert response.status_code == 200
    assert ">As typed</h1>" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert Revision.objects.count() == 1
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("kind", ["source", "term", "procedure"])
def test_preview_of_a_new_record(staff, kind):
    model = record_models()[kind]
    url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/"
    data = form_post(kind, title="As typed") | {"slug": "new", "_preview": "1"}
    if kind != "source":
        data |= {"language": "en"}
    assert "As typed" in staff.post(url, data).content.decode()
    assert not Revision.objects.exists()
    assert not model.objects.exists()


def test_new_page_that_somebody_else_has_made_is_refused(staff):
    factories.page("guide")
    data = form_post("guide") | {"slug": "when-to-consider", "language": "en"}
    response = staff.post("/admin/pages/guide/add/", data)
    assert "slug" in response.context["adminform"].form.errors


def test_log_has_what_was_saved(staff):
    page = factories.page("guide")
    staff.post(change_url(page), form_post("guide", page.live, title="Better"))
    data = form_post("term") | {"slug": "new-term", "language": "en"}
    staff.post("/admin/pages/term/add/", data)
    assert LogEntry.objects.count() == 2


def test_revisions_and_conflicts_are_only_read(staff):
    made = factories.revision("guide")
    for url in ("revision/add/", "conflict/add/", f"revision/{made.pk}/delete/"):
        assert staff.get(f"/admin/pages/{url}").status_code == 403
    assert staff.get(f"/admin/pages/revision/{made.pk}/change/").status_code == 200
    assert staff.get("/admin/pages/revision/").status_code == 200
    assert staff.get("/admin/pages/conflict/").status_code == 200


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "Draft"),
        ("submitted", "Waiting for review"),
        ("sent_back", "Sent back"),
    ],
)
def test_list_says_what_is_in_work(staff, state, words):
    page = factories.page("guide", next_review_due="2027-03-01")
    head = factories.revision("guide", title="Newer")
    Revision.objects.filter(pk=head.pk).update(state=state)
    Revision.objects.create(
        kind="guide", language="en", slug=page.slug, record={}, state="aside",
        origin="files",
    )  # fmt: skip
    html = staff.get("/admin/pages/guide/").content.decode()
    assert f"{words} · <a" in html
    assert f"/admin/pages/revision/{head.pk}/preview/" in html
    assert "March 1, 2027" in html


def test_list_says_nothing_of_pages_without_work(staff):
    page = factories.page("guide")
    withdraw([page])
    html = staff.get("/admin/pages/guide/").content.decode()
    assert "/preview/" not in html
    assert "Unpublished" in html


def test_list_uses_a_fixed_number_of_queries(
    staff, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(3):
        factories.page("guide", f"guide-{number}", title=f"Guide {number}")
    with django_assert_max_num_queries(12) as few:
        staff.get("/admin/pages/guide/")
    for number in range(3, 30):
        factories.page("guide", f"guide-{number}", title=f"Guide {number}")
    with django_assert_num_queries(len(few.captured_queries)):
        staff.get("/admin/pages/guide/")
    assert Guide.objects.count() == 30


def test_admin_needs_sign_in(client):
    for url in ("/admin/", "/admin/pages/guide/", "/admin/pages/revision/"):
        assert client.get(url).status_code == 302


def test_save_refuses_claims_and_keeps_them_in_the_form(staff):
    page = factories.page("guide")
    data = form_post("guide", page.live, title="A miracle", body="One.\n\nSafe.")
    response = staff.post(
        change_url(page), data | list_post("questions", ["The best one."])
    )
    assert response.context["adminform"].form.errors == {
        "title": ["Found 'miracle', allowed what it does, in plain words"],
        "questions": ["Item 1: found 'best', allowed a comparison that a source makes"],
        "body": [
            "Line 3: found 'safe', allowed its harms, of 100 people, or “not safe”, or "
            "a question"
        ],
    }
    assert Revision.objects.count() == 1


def test_save_refuses_unequal_detail(staff):
    page = factories.page("procedure")
    benefits = [factories.OUTCOME | {"text": str(number)} for number in range(3)]
    data = form_post("procedure", page.live, benefits=benefits)
    response = staff.post(change_url(page), data)
    assert response.context["adminform"].form.errors == {
        "harms": ["Found 1 harms beside 3 benefits, allowed at least half as many"]
    }


def test_form_of_each_role(client):
    page = factories.page("guide")
    for number, role in enumerate(roles.ROLES):
        client.force_login(factories.staff(role, f"user{number}"))
        assert client.get(change_url(page)).status_code == 200
    client.force_login(factories.user("nobody", is_staff=True))
    assert client.get(change_url(page)).status_code == 403
    assert client.post(change_url(page), form_post("guide")).status_code == 403


def test_form_unknown_leads_back(staff):
    assert staff.get("/admin/pages/guide/999/change/").status_code == 302
