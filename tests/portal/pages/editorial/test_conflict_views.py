"""What a file and admin both changed is decided by a person; a load finds it decided."""

from __future__ import annotations

import pytest

from portal.clinic import roles
from portal.pages.dumping import dump_content
from portal.pages.faults import ContentError
from portal.pages.loading import load_content
from portal.pages.models import Conflict, Guide, LoadedRecord
from portal.pages.publishing import head_revision, publish
from portal.pages.revisions import Revision
from tests import factories
from tests.edits import GUIDE, draft, edit, publish_edit
from tests.portal.pages.editorial.test_merge_views import shown

pytestmark = pytest.mark.django_db

URL = "/admin/pages/revision/conflict/guide/en/when-to-consider/"
TITLE, SUMMARY = "When to consider", "A plain sentence."


@pytest.fixture
def editor(client):
    made = factories.staff(roles.EDITOR)
    client.force_login(made)
    return made


@pytest.fixture
def page(content, editor):
    load_content(content)
    return Guide.objects.get()


@pytest.fixture
def conflict(content, page, editor):
    """The title is changed in the file and in admin, the summary in the file only."""
    publish_edit(page, editor, title="Admin's title")
    edit(content / GUIDE, f"title: {TITLE}", "title: The file's title")
    load_content(content)
    assert Conflict.objects.get().field == "title"
    return page


def head():
    return head_revision("guide", "en", "when-to-consider")


def loads_quietly(content) -> None:
    """Load the same files: no conflict, nothing overwritten, nothing made."""
    before = Revision.objects.count(), head().record, Guide.objects.get().live_id
    plan = load_content(content)
    assert not any(change.conflicts for change in plan.changes)
    assert not Conflict.objects.exists()
    assert (
        Revision.objects.count(),
        head().record,
        Guide.objects.get().live_id,
    ) == before
    assert load_content(content).changes == []  # and now it is known for good


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        ("theirs", "The file's title"),
        ("mine", "Admin's title"),
        ("merged", "Another title"),
    ],
)
def test_resolve_then_load(client, content, conflict, choice, title):
    response = client.get(URL)
    html = response.content.decode()
    assert "The file" in html
    assert "1 part needs your choice" in html
    data = shown(response) | {"choice-title": choice, "text-title": "Another title"}
    answer = client.post(URL, data)
    assert answer.headers["Location"] == f"/admin/pages/guide/{conflict.pk}/change/"
    assert not Conflict.objects.exists()
    assert LoadedRecord.objects.get(kind="guide").record["title"] == "The file's title"
    live = Guide.objects.get()
    assert live.title == "Admin's title"
    assert head().record["title"] == title
    assert head().state == ("published" if choice == "mine" else "draft")
    loads_quietly(content)
    publish([head()])
    loads_quietly(content)
    assert Guide.objects.get().title == title


def test_resolve_leaves_an_event(client, conflict, editor):
    client.post(URL, shown(client.get(URL)) | {"choice-title": "theirs"})
    event = head().events.get()
    assert (event.action, event.by) == ("merged", editor)
    assert event.note.endswith("title")


def test_resolve_texts_that_fit_together(client, content, page, editor):
    body = "The first part.\n\nThe second part."
    text = (content / GUIDE).read_text().split("\n---\n")[0]
    (content / GUIDE).write_text(f"{text}\n---\n\n{body}\n")
    load_content(content)
    publish_edit(page, editor, body=body.replace("first", "1st"))
    edit(content / GUIDE, "second", "2nd")
    load_content(content)
    response = client.get(URL)
    data = shown(response)
    assert data["choice-body"] == "merged"
    client.post(URL, data)
    assert head().record["body"] == "The 1st part.\n\nThe 2nd part."
    loads_quietly(content)


def test_resolve_goes_on_from_an_unpublished_draft(client, content, conflict, editor):
    mine = draft(conflict, editor, summary="A draft's.", title="A draft's title")
    data = shown(client.get(URL))
    client.post(URL, data | {"choice-title": "theirs"})
    assert head().based_on == mine
    assert head().record["summary"] == "A draft's."
    assert head().record["title"] == "The file's title"
    loads_quietly(content)


def test_resolve_a_field_that_one_side_emptied(client, content, page, editor):
    publish_edit(page, editor, questions=None)
    edit(content / GUIDE, "What happens if I wait?", "What if I wait?")
    load_content(content)
    client.post(URL, shown(client.get(URL)) | {"choice-questions": "mine"})
    assert "questions" not in head().record
    loads_quietly(content)


def test_resolve_asks_again_after_a_newer_save(client, conflict, editor):
    data = shown(client.get(URL)) | {"choice-title": "mine"}
    draft(conflict, editor, title="Once more")
    response = client.post(URL, data)
    html = response.content.decode()
    assert "changed just now" in html
    assert "changed once more" in html
    assert Conflict.objects.exists()
    client.post(URL, shown(response) | {"choice-title": "mine"})
    assert head().record["title"] == "Once more"


def test_resolve_asks_again_after_another_load(client, content, conflict):
    data = shown(client.get(URL)) | {"choice-title": "theirs"}
    edit(content / GUIDE, "The file's title", "The file's other title")
    load_content(content)
    html = client.post(URL, data).content.decode()
    assert "changed once more" in html
    assert Conflict.objects.get().in_file == "The file's other title"


def test_resolve_after_the_conflict_is_gone(client, content, conflict):
    data = shown(client.get(URL)) | {"choice-title": "theirs"}
    load_content(content, prefer="admin")
    answer = client.post(URL, data, follow=True)
    assert "Nothing here waits for a decision" in answer.content.decode()


def test_resolve_refuses_what_the_page_may_not_say(client, conflict):
    data = shown(client.get(URL))
    data |= {"choice-title": "merged", "text-title": "A miracle"}
    assert "in plain words" in client.post(URL, data).content.decode()
    assert Conflict.objects.exists()
    del data["choice-title"]
    assert "Choose one." in client.post(URL, data).content.decode()


def test_dump_before_the_next_load_overwrites_nothing_unseen(client, content, conflict):
    client.post(URL, shown(client.get(URL)) | {"choice-title": "mine"})
    assert GUIDE in dump_content(content, check=True).written
    edit(content / GUIDE, SUMMARY, "Written in the file meanwhile.")
    with pytest.raises(ContentError, match="changes that are not loaded yet"):
        dump_content(content)


def test_form_and_list_lead_to_the_decision(client, conflict):
    form = client.get(f"/admin/pages/guide/{conflict.pk}/change/").content.decode()
    assert URL in form
    assert URL in client.get("/admin/pages/conflict/").content.decode()


def test_resolve_each_role(client, conflict):
    for number, role in enumerate(roles.ROLES):
        client.force_login(factories.staff(role, f"user{number}"))
        assert client.get(URL).status_code == 200
    client.force_login(factories.user("eve", is_staff=True))
    assert client.get(URL).status_code == 403
    assert client.post(URL, {}).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302


def test_resolve_other_answers(client, conflict):
    assert client.get(URL.replace("consider", "nothing")).status_code == 404
    assert client.get(URL.replace("guide", "nothing")).status_code == 404
    assert client.put(URL).status_code == 405
