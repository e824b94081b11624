"""An editor saves, previews and publishes; patients see only what is published."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Permission

from conditions.models import Condition
from portal.pages.models import Guide, Source
from portal.pages.records import record_fields, record_models
from portal.pages.revisions import Revision
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    editor = factories.editor()
    client.force_login(editor)
    return client


def form_data(kind: str, head: Revision | None = None, **changes: object) -> dict:
    """Return what the browser sends for a record's form."""
    record = factories.record(kind, **changes)
    data = {}
    for field in record_fields(record_models()[kind]):
        value = record.get(field.name, "")
        data[field.name] = json.dumps(value) if isinstance(value, list) else value
        if value == "" and field.default is list:
            data[field.name] = "[]"
    return data | {"change_note": "Mended", "based_on": head.pk if head else ""}


def change_url(page) -> str:
    return f"/admin/{page._meta.app_label}/{page._meta.model_name}/{page.pk}/change/"


@pytest.mark.parametrize("kind", sorted(factories.SLUGS))
def test_form_shows_every_field_with_help(staff, kind):
    html = staff.get(change_url(factories.page(kind))).content.decode()
    for field in record_fields(record_models()[kind]):
        assert f'id_{field.name}"' in html
        assert field.help_text, field.name


def test_save_makes_a_draft_that_patients_do_not_see(staff, client):
    page = factories.page("guide")
    response = staff.post(
        change_url(page), form_data("guide", page.live, title="A better title")
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
    staff.post(change_url(page), form_data("guide", page.live, title="My draft"))
    assert 'value="My draft"' in staff.get(change_url(page)).content.decode()


def test_preview_shows_a_draft_to_staff_only_and_uncached(staff, client):
    page = factories.page("condition")
    staff.post(
        change_url(page), form_data("condition", page.live, title="Sciatic pain")
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


def test_publish_action_shows_the_draft_to_patients(staff, client):
    page = factories.page("guide")
    staff.post(change_url(page), form_data("guide", page.live, title="A better title"))
    staff.post(
        "/admin/pages/guide/",
        {"action": "publish_drafts", "_selected_action": [page.pk]},
    )
    client.logout()
    assert "A better title" in client.get("/guides/when-to-consider/").content.decode()
    states = list(Revision.objects.values_list("state", flat=True))
    assert states == ["published", "superseded"]


def test_unpublish_action_takes_the_page_away(staff, client):
    page = factories.page("guide")
    staff.post(
        "/admin/pages/guide/", {"action": "unpublish", "_selected_action": [page.pk]}
    )
    assert client.get("/guides/when-to-consider/").status_code == 410


def test_actions_need_the_right_to_publish(client):
    page = factories.page("guide")
    editor = factories.user("ben", is_staff=True)
    names = ["view_guide", "change_guide"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(editor)
    client.post(change_url(page), form_data("guide", page.live, title="Unreviewed"))
    for action in ("publish_drafts", "unpublish"):
        client.post(
            "/admin/pages/guide/", {"action": action, "_selected_action": [page.pk]}
        )
    page.refresh_from_db()
    assert (page.status, page.title) == ("published", "When to consider")


def test_new_page_is_a_draft(staff, client):
    data = form_data("source") | {"slug": "new-trial"}
    response = staff.post("/admin/pages/source/add/", data)
    assert response.status_code == 302, response.context["errors"]
    source = Source.objects.get()
    assert (source.status, source.language) == ("draft", "")
    assert Revision.objects.get().record == factories.record("source")


def test_save_refuses_bad_values_and_keeps_them_in_the_form(staff):
    page = factories.page("guide")
    data = form_data("guide", page.live, body="See [this](javascript:alert(1)).")
    response = staff.post(change_url(page), data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "javascript:alert(1" in html
    assert "found the link" in html
    assert Revision.objects.count() == 1


def test_save_names_the_bad_item_of_a_list(staff):
    page = factories.page("condition")
    procedures = [{"procedure": "nerve-block", "evidence": "mixed"}]
    data = form_data("condition", page.live, procedures=procedures)
    html = staff.post(change_url(page), data).content.decode()
    assert "Item 1: found text: nothing" in html


def test_save_drops_empty_rows_and_parts(staff):
    page = factories.page("guide")
    data = form_data("guide", page.live) | {
        "questions": json.dumps(["", " Why? ", None]),
        "related": json.dumps([""]),
    }
    staff.post(change_url(page), data)
    record = Revision.objects.first().record
    assert record["questions"] == ["Why?"]
    assert "related" not in record


def test_save_on_top_of_a_newer_version_asks_first_and_loses_nothing(staff):
    page = factories.page("guide")
    began = form_data("guide", page.live, title="Mine")
    theirs = factories.revision("guide", title="Theirs")
    response = staff.post(change_url(page), began)
    html = response.content.decode()
    assert "saved a newer version while you were editing" in html
    assert 'value="Mine"' in html
    assert Revision.objects.first() == theirs
    staff.post(change_url(page), began | {"based_on": theirs.pk})
    newest = Revision.objects.first()
    assert (newest.record["title"], newest.based_on) == ("Mine", theirs)


def test_nobody_deletes_in_admin(staff):
    page = factories.page("condition")
    assert (
        staff.get(f"/admin/conditions/condition/{page.pk}/delete/").status_code == 403
    )
    assert Condition.objects.exists()


def test_revisions_and_conflicts_are_only_read(staff):
    made = factories.revision("guide")
    for url in ("revision/add/", "conflict/add/", f"revision/{made.pk}/delete/"):
        assert staff.get(f"/admin/pages/{url}").status_code == 403
    assert staff.get(f"/admin/pages/revision/{made.pk}/change/").status_code == 200
    assert staff.get("/admin/pages/revision/").status_code == 200
    assert staff.get("/admin/pages/conflict/").status_code == 200


def test_list_uses_a_fixed_number_of_queries(staff, django_assert_num_queries):
    for number in range(3):
        factories.page("guide", f"guide-{number}", title=f"Guide {number}")
    with django_assert_num_queries(5) as few:
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
    data = form_data("guide", page.live, title="A miracle", body="One.\n\nSafe.")
    response = staff.post(change_url(page), data | {"questions": '["The best one."]'})
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
    data = form_data("procedure", page.live, benefits=benefits)
    response = staff.post(change_url(page), data)
    assert response.context["adminform"].form.errors == {
        "harms": ["Found 1 harms beside 3 benefits, allowed at least half as many"]
    }
