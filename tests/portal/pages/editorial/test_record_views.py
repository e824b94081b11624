"""The pages that unpublish, delete and rename a record, by role and by address."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conditions.models import Condition
from portal.clinic import roles
from portal.pages.editorial.models import Event, Redirect
from portal.pages.models import Guide, Source
from portal.pages.publishing import save_draft, withdraw
from portal.pages.revisions import Revision
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db
STEPS = ("unpublish", "delete", "rename")


def url(row, step: str) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{step}/"


def sign_in(client, role: str, username: str = "ada"):
    member = factories.staff(role, username)
    client.force_login(member)
    return member


@pytest.fixture
def bob(client):
    return sign_in(client, roles.REVIEWER, "bob")


def unpublished_draft(author) -> Guide:
    row = Guide(language="en", slug="a")
    save_draft(row, factories.record("guide"), author=author, based_on=None)
    return row


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", [roles.REVIEWER, roles.MANAGER])
def test_steps_show_where_the_page_is_used_first(client, step, role):
    sign_in(client, role)
    factories.page("condition")
    page = factories.page("symptom")
    html = client.get(url(page, step)).content.decode()
    assert "1 page that patients read links to it" in html
    assert "Sciatica</a>" in html
    assert "Condition: Symptoms</span>" in html
    if step != "rename":
        assert html.index("Sciatica</a>") < html.index("<textarea")
        assert "The links above would lead there" in html


@pytest.mark.parametrize("step", STEPS)
def test_steps_of_a_published_page_are_refused_for_an_editor(client, step):
    sign_in(client, roles.EDITOR)
    page = factories.page("guide")
    assert client.get(url(page, step)).status_code == 403
    data = {"reason": "So", "slug": "new"}
    assert client.post(url(page, step), data).status_code == 403
    withdraw([page])  # patients read it once
    assert client.post(url(page, step), data).status_code == 403
    page.refresh_from_db()
    assert (page.slug, page.status) == ("when-to-consider", "withdrawn")


@pytest.mark.parametrize("step", STEPS)
def test_steps_need_a_sign_in_a_page_and_a_right_method(client, bob, step):
    page = factories.page("guide")
    assert client.put(url(page, step)).status_code == 405
    assert client.get(f"/admin/pages/guide/9999/{step}/").status_code == 404
    Guide.objects.update(status="deleted")
    assert client.get(url(page, step)).status_code == 404
    client.logout()
    response = client.get(url(page, step))
    assert (response.status_code, "/login/" in response.url) == (302, True)
    client.force_login(factories.user("eve", is_staff=True))
    Guide.objects.update(status="published")
    assert client.get(url(page, step)).status_code == 403


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_never_cached(client, bob, step):
    response = client.get(url(factories.page("guide"), step))
    assert "no-store" in response.headers["Cache-Control"]


def test_unpublish_takes_the_page_from_patients_with_the_reason(client, bob):
    page = factories.page("guide")
    response = client.post(url(page, "unpublish"), {"reason": "Out of date"})
    assert response.url == url(page, "change")
    event = Event.objects.get()
    assert (event.action, event.note, event.by) == ("unpublished", "Out of date", bob)
    assert client.get("/guides/when-to-consider/").status_code == 410


@pytest.mark.parametrize("step", ["unpublish", "delete"])
def test_a_reason_is_needed(client, bob, step):
    page = factories.page("guide")
    response = client.post(url(page, step), {"reason": " "})
    assert response.status_code == 200
    assert "This field is required" in response.content.decode()
    assert Guide.objects.published().exists()


@pytest.mark.parametrize("step", ["unpublish", "delete", "rename"])
def test_what_the_path_needs_stays(client, bob, step, monkeypatch):
    page = factories.page("guide")
    monkeypatch.setattr(
        Source,
        "names_in_use",
        classmethod(lambda cls, kind: iter([(page.slug, "rule 3")])),
    )
    html = client.get(url(page, step)).content.decode()
    assert "It is needed by: source (rule 3). Change that first." in html
    assert "<textarea" not in html
    data = {"reason": "So", "slug": "new"}
    html = client.post(url(page, step), data).content.decode()
    assert "It is needed by: source (rule 3). Change that first." in html
    assert Guide.objects.published().get().slug == page.slug


def test_unpublish_of_what_is_not_published_leads_back(client, bob):
    page = factories.page("guide")
    withdraw([page])
    for response in (
        client.get(url(page, "unpublish")),
        client.post(url(page, "unpublish"), {"reason": "So"}),
    ):
        assert response.url == url(page, "change")
    assert not Event.objects.exists()


@pytest.mark.parametrize("step", ["unpublish", "delete"])
def test_a_translation_gives_way_to_english(client, bob, step):
    factories.page("guide")
    page = factories.page("guide", language="es", title="Cuando")
    html = client.get(url(page, step)).content.decode()
    assert "No link breaks." in html
    assert client.post(url(page, step), {"reason": "So"}).status_code == 302
    assert client.get("/es/guides/when-to-consider/").status_code == 200


def test_delete_keeps_every_version_and_patients_see_that_it_is_gone(client, bob):
    page = factories.page("guide")
    draft(page, bob, title="Better")
    response = client.post(url(page, "delete"), {"reason": "Twice"})
    assert response.url == "/admin/pages/guide/"
    page.refresh_from_db()
    assert page.status == "deleted"
    assert Revision.objects.count() == 2
    assert client.get("/guides/when-to-consider/").status_code == 410
    html = client.get("/admin/pages/guide/", follow=True).content.decode()
    assert "0 guides" in html


def test_an_editor_deletes_a_draft_that_patients_never_saw(client):
    ada = sign_in(client, roles.EDITOR)
    row = unpublished_draft(ada)
    assert (
        "Patients never saw this page"
        in client.get(url(row, "delete")).content.decode()
    )
    assert client.post(url(row, "delete"), {"reason": "Typo"}).status_code == 302
    assert Guide.objects.get().status == "deleted"
    assert client.get("/guides/a/").status_code == 404  # not a word of it


def test_an_editor_renames_a_draft(client):
    ada = sign_in(client, roles.EDITOR)
    row = unpublished_draft(ada)
    assert client.post(url(row, "rename"), {"slug": "b"}).status_code == 302
    assert Guide.objects.get().slug == "b"
    factories.page("guide", "b", language="es", title="Otro")
    assert client.get(url(row, "rename")).status_code == 403  # its translation is read


def test_rename_says_what_followed(client, bob):
    factories.page("condition")
    page = factories.page("symptom")
    factories.page("symptom", language="es", title="Dolor")
    html = client.get(url(page, "rename")).content.decode()
    assert "It moves in every language that it has: English, Spanish." in html
    assert "/symptoms/burning-pain/" in html
    response = client.post(url(page, "rename"), {"slug": "burning"}, follow=True)
    assert response.redirect_chain[-1][0] == url(page, "change")
    assert (
        "The address is now “burning”; the old one leads there. Links that follow it: "
        "1 on pages that patients read, 0 in versions in work."
    ) in response.content.decode()
    assert Condition.objects.get().symptoms == ["burning"]


def test_rename_shows_why_not_at_the_field(client, bob):
    page = factories.page("guide")
    factories.page("guide", "other", title="Other")
    response = client.post(url(page, "rename"), {"slug": "other"})
    assert response.context["form"].errors == {
        "slug": ["“Other” has this address already."]
    }
    response = client.post(url(page, "rename"), {"slug": ""})
    assert "This field is required" in response.content.decode()
    assert not Redirect.objects.exists()


def test_form_leads_to_each_step_that_one_may_take(client):
    page = factories.page("guide")
    sign_in(client, roles.EDITOR)
    html = client.get(url(page, "change")).content.decode()
    assert url(page, "rename") not in html
    assert url(page, "delete") not in html
    sign_in(client, roles.REVIEWER, "bob")
    html = client.get(url(page, "change")).content.decode()
    assert all(url(page, step) in html for step in STEPS)
    withdraw([page])
    html = client.get(url(page, "change")).content.decode()
    assert url(page, "unpublish") not in html
    Guide.objects.update(status="deleted")
    html = client.get(url(page, "change")).content.decode()
    assert url(page, "delete") not in html
    assert reverse("admin:pages_deleted") in html


def test_files_of_the_path_have_no_such_steps(client, bob):
    from portal.painpath.models import PathRules

    row = PathRules(pk=1)
    for step in STEPS:
        assert client.post(
            url(row, step), {"slug": "x", "reason": "x"}
        ).status_code in (
            302,  # Django's own answer to an unknown row
            403,
            404,
        )


@pytest.mark.parametrize(
    ("kind", "slug", "fault"),
    [
        ("guide", "gone", "had this address and was deleted on"),
        ("guide", "old", "This is the former address of “new”"),
        ("procedure", "compare", "This address is needed for something else."),
        ("procedure", "exercise", "“Exercise” (conventional care) has this name."),
        ("guide", "when-to-consider", "“When to consider” has this address already."),
    ],
)
def test_a_new_page_is_refused_an_address_that_is_taken(client, bob, kind, slug, fault):
    factories.page("guide")
    factories.page("conventional-care")
    gone = factories.page("guide", "gone", title="Gone")
    client.post(url(gone, "delete"), {"reason": "So"})
    Redirect.objects.create(kind="guide", slug="old", to_slug="new")
    app = "procedures" if kind == "procedure" else "pages"
    response = client.post(
        f"/admin/{app}/{kind}/add/", {"slug": slug, "language": "en", "title": "A"}
    )
    assert response.status_code == 200
    found = response.context["adminform"].form.errors["slug"]
    assert fault in found[0]
    assert len(found) == 1
