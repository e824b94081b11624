"""Two people on one page: both versions are shown, neither is lost."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User

from portal.clinic import roles
from portal.pages.editorial.workflow import submit
from portal.pages.publishing import head_revision, publish, save_draft, set_aside
from portal.pages.records import record_models
from portal.pages.revisions import Revision
from tests import factories
from tests.form_posts import form_post

pytestmark = pytest.mark.django_db

BODY = "The first part.\n\nThe second part."


@pytest.fixture
def ben():
    return factories.staff(roles.EDITOR, "ben", first_name="Ben", last_name="Okafor")


@pytest.fixture
def page():
    return factories.page("guide", body=BODY)


def ada():
    return User.objects.get(username="ada")


def theirs(page, author, **changes):
    head = head_revision("guide", "en", page.slug)
    return save_draft(page, head.record | changes, author=author, based_on=head)


def aside(page, author, **changes):
    record = factories.record("guide", body=BODY) | changes
    return set_aside(page, record, author=author, based_on=page.live)


def url(revision):
    return f"/admin/pages/revision/{revision.pk}/merge/"


def shown(response) -> dict[str, str]:
    """Return what a browser would send back of the page, as it is shown."""
    html = response.content.decode()
    data = dict(
        re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', html)
    )
    for tag in re.findall(r'<input type="radio"[^>]*checked>', html):
        name, value = re.search(r'name="([^"]+)" value="([^"]+)"', tag).groups()
        data[name] = value
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', html, re.S
    ):
        data[name] = text
    data.pop("csrfmiddlewaretoken", None)
    return data  # fmt: skip


def test_merge_of_what_fits_together_is_one_click(client, ben, page):
    factories.editor()
    other = theirs(
        page, ben, title="Their title", body="Their first.\n\nThe second part."
    )
    mine = aside(page, ada(), body="The first part.\n\nMy second.", summary="Mine.")
    client.force_login(ada())
    response = client.get(url(mine))
    html = response.content.decode()
    assert "Ben Okafor saved another version" in html
    assert "3 parts fit together" in html
    assert "<ins>Their" in html
    data = shown(response)
    assert {n: v for n, v in data.items() if n.startswith("choice-")} == {
        "choice-title": "theirs",
        "choice-summary": "mine",
        "choice-body": "merged",
    }
    answer = client.post(url(mine), data)
    assert answer.status_code == 302
    made = head_revision("guide", "en", page.slug)
    assert (made.record["title"], made.record["summary"]) == ("Their title", "Mine.")
    assert made.record["body"] == "Their first.\n\nMy second."
    assert (made.based_on, made.state, made.by) == (other, "draft", "ada")
    mine.refresh_from_db()
    assert mine.state == "superseded"
    assert [event.action for event in mine.events.all()] == ["merged"]
    other.refresh_from_db()
    assert other.state == "superseded"


@pytest.fixture
def clash(client, ben, page):
    """Both changed the same title; ada is signed in and looks at her version."""
    factories.editor()
    other = theirs(page, ben, title="Their title")
    mine = aside(page, ada(), title="My title")
    client.force_login(ada())
    return other, mine


def test_merge_of_a_clash_must_be_chosen(client, page, clash):
    _other, mine = clash
    response = client.get(url(mine))
    assert "1 part needs your choice" in response.content.decode()
    data = shown(response)
    assert "choice-title" not in data
    assert data["text-title"] == "⟦Their title‖My title⟧"
    again = client.post(url(mine), data)
    assert again.status_code == 200
    assert "Choose one." in again.content.decode()
    marks = client.post(url(mine), data | {"choice-title": "merged"})
    assert "take out ⟦" in marks.content.decode()
    assert Revision.objects.count() == 3


@pytest.mark.parametrize(
    ("choice", "title"),
    [("mine", "My title"), ("merged", "Our title")],
)
def test_merge_of_a_clash_as_chosen(client, page, clash, choice, title):
    _other, mine = clash
    data = shown(client.get(url(mine)))
    data |= {"choice-title": choice, "text-title": "Our title"}
    client.post(url(mine), data)
    assert head_revision("guide", "en", page.slug).record["title"] == title


def test_merge_that_takes_nothing_of_mine_makes_no_version(client, page, clash):
    other, mine = clash
    data = shown(client.get(url(mine))) | {"choice-title": "theirs"}
    client.post(url(mine), data)
    assert head_revision("guide", "en", page.slug) == other
    mine.refresh_from_db()
    assert mine.state == "aside"
    assert "dealt with" in client.get(url(mine), follow=True).content.decode()


def test_merge_refuses_what_the_page_may_not_say(client, page, clash):
    _other, mine = clash
    data = shown(client.get(url(mine)))
    data |= {"choice-title": "merged", "text-title": "A miracle"}
    html = client.post(url(mine), data).content.decode()
    assert "what it does, in plain words" in html
    assert ">A miracle</textarea>" in html.replace("\nA", "A")
    assert Revision.objects.count() == 3


def test_merge_tells_of_faults_elsewhere_on_the_page(client, ben, page):
    factories.editor()
    theirs(page, ben, title="Their title", summary="")
    mine = aside(page, ada(), title="My title", summary="")
    client.force_login(ada())
    data = shown(client.get(url(mine))) | {"choice-title": "mine"}
    html = client.post(url(mine), data).content.decode()
    assert "Summary: This field cannot be blank." in html


def test_merge_while_somebody_saves_again_keeps_what_was_chosen(client, ben, page):
    factories.editor()
    theirs(page, ben, title="Their title", summary="Theirs.")
    mine = aside(page, ada(), title="My title", summary="Mine.")
    client.force_login(ada())
    data = shown(client.get(url(mine)))
    data |= {"choice-title": "merged", "text-title": "Our title"}
    data |= {"choice-summary": "merged", "text-summary": "Ours."}
    theirs(page, ben, summary="Theirs once more.", body="Theirs.")
    response = client.post(url(mine), data)
    assert response.status_code == 200
    html = response.content.decode()
    assert "Ben Okafor saved a newer version just now" in html
    assert "This was changed once more" in html
    now = shown(response)
    assert (now["choice-title"], now["text-title"]) == ("merged", "Our title")
    assert now["text-summary"] == "Ours."
    assert "choice-summary" not in now
    assert now["choice-body"] == "theirs"
    client.post(url(mine), now | {"choice-summary": "merged"})
    record = head_revision("guide", "en", page.slug).record
    assert (record["title"], record["summary"]) == ("Our title", "Ours.")
    assert record["body"] == "Theirs."


def test_merge_keeps_words_typed_for_what_came_to_be_alike(client, page, clash, ben):
    _other, mine = clash
    data = shown(client.get(url(mine)))
    data |= {"choice-title": "merged", "text-title": "Our title"}
    theirs(page, ben, title="My title")
    now = shown(client.post(url(mine), data))
    assert now["text-title"] == "Our title"


def test_merge_never_asks_about_the_signature(client, page, ben):
    factories.editor()
    theirs(page, ben, reviewed_by="Dr New", title="Their title")
    mine = aside(page, ada(), summary="Mine.")
    client.force_login(ada())
    response = client.get(url(mine))
    assert "reviewed_by" not in response.content.decode()
    client.post(url(mine), shown(response))
    made = head_revision("guide", "en", page.slug)
    assert made.record["reviewed_by"] == "Dr New"


def test_throwing_away_keeps_the_version_in_the_history(client, page, clash):
    other, mine = clash
    client.post(url(mine), {"discard": "1"})
    assert head_revision("guide", "en", page.slug) == other
    assert [event.action for event in mine.events.all()] == ["discarded"]
    again = client.post(url(mine), {"discard": "1"}, follow=True)
    assert "dealt with" in again.content.decode()


def test_merge_of_a_version_that_was_left_behind(client, page):
    """A correction was published that an open version does not go on from."""
    editor = factories.editor()
    client.force_login(editor)
    first = page.live
    corrected = {"based_on": first, "origin": "admin", "author": editor}
    address = {"kind": "guide", "language": "en", "slug": page.slug}
    live = Revision.objects.create(
        record=first.record | {"summary": "Corrected."}, **address, **corrected
    )
    publish([live])
    head = Revision.objects.create(
        record=first.record | {"title": "Mine"}, **address, **corrected
    )
    response = client.get(url(head))
    assert "discard" not in response.content.decode()
    refused = client.post(url(head), {"discard": "1"}, follow=True)
    assert "dealt with this version already" in refused.content.decode()
    client.post(url(head), shown(response))
    made = head_revision("guide", "en", page.slug)
    assert (made.record["title"], made.record["summary"]) == ("Mine", "Corrected.")
    assert made.based_on == live
    submit(made, by=editor)
    head.refresh_from_db()
    assert head.state == "superseded"


def test_merge_of_lists_and_objects(client, ben):
    factories.editor()
    page = factories.page("procedure")
    head = page.live
    new = factories.OUTCOME | {"text": "Of 100 people, 5 slept better.", "with": 5}
    harms = [factories.OUTCOME, new]
    both = {"benefits": [factories.OUTCOME, new], "questions": ["Who?"], "harms": harms}
    save_draft(page, head.record | both, author=ben, based_on=head)
    other = factories.OUTCOME | {"text": "Of 100 people, 7 walked more.", "with": 7}
    record = head.record | {
        "benefits": [factories.OUTCOME, other],
        "questions": ["When?"],
    }
    mine = set_aside(page, record, author=ada(), based_on=head)
    client.force_login(ada())
    response = client.get(url(mine))
    data = shown(response)
    assert data["choice-benefits"] == "merged"
    assert "choice-questions" not in data
    client.post(url(mine), data | {"choice-questions": "merged"})
    made = head_revision("procedure", "en", page.slug).record
    assert made["benefits"] == [factories.OUTCOME, new, other]
    assert made["questions"] == ["Who?", "When?"]


def test_form_says_that_something_waits_to_be_merged(client, page, clash):
    _other, mine = clash
    html = client.get(f"/admin/pages/guide/{page.pk}/change/").content.decode()
    assert url(mine) in html
    client.force_login(User.objects.get(username="ben"))  # an editor may not merge it
    html = client.get(f"/admin/pages/guide/{page.pk}/change/").content.decode()
    assert url(mine) not in html
    assert "waits to be merged" in html
    client.force_login(ada())
    client.post(url(mine), {"discard": "1"})
    html = client.get(f"/admin/pages/guide/{page.pk}/change/").content.decode()
    assert "waits to be merged" not in html


@pytest.mark.parametrize(
    ("role", "status"),
    [(roles.EDITOR, 403), (roles.REVIEWER, 200), (roles.MANAGER, 200), (None, 403)],
)
def test_merge_is_for_its_author_and_reviewers(client, page, clash, role, status):
    _other, mine = clash
    who = factories.staff(role, "eve") if role else factories.user("eve", is_staff=True)
    client.force_login(who)
    assert client.get(url(mine)).status_code == status
    assert client.post(url(mine), {}).status_code == status
    assert Revision.objects.count() == 3


def test_merge_needs_sign_in(client, page, clash):
    client.logout()
    assert client.get(url(clash[1])).status_code == 302


def test_merge_other_answers(client, clash):
    assert client.get("/admin/pages/revision/999/merge/").status_code == 404
    assert client.put(url(clash[1])).status_code == 405
    assert "no-store" in client.get(url(clash[1])).headers["Cache-Control"]


def test_merge_of_what_is_in_line_leads_to_the_form(client, clash):
    other, _mine = clash
    answer = client.get(url(other), follow=True)
    assert "dealt with this version already" in answer.content.decode()


def test_merge_after_the_form(client, page, ben):
    """The whole way: a stale save, then both together."""
    factories.editor()
    client.force_login(ada())
    began = form_post("guide", page.live, title="Mine", body=BODY)
    theirs(page, ben, summary="Theirs.")
    answer = client.post(f"/admin/pages/guide/{page.pk}/change/", began)
    response = client.get(answer.headers["Location"])
    client.post(answer.headers["Location"], shown(response))
    record = head_revision("guide", "en", page.slug).record
    assert (record["title"], record["summary"]) == ("Mine", "Theirs.")
    assert record_models()["guide"].objects.get().title == "When to consider"
