from __future__ import annotations

import pytest
from django.urls import reverse

from portal.clinic import roles
from portal.pages.editorial.saying import differences
from portal.painpath.models import PathCases, PathRules, PathWording
from portal.painpath.plain_text import plain_text
from portal.painpath.stored import CASES, RULES, WORDING
from tests import factories
from tests.portal.painpath.paths import SMALL, SMALL_WORDING, replaced
from tests.portal.painpath.published import SMALL_CASES, draft, publish_small

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed(client):
    publish_small()
    ed = factories.staff(roles.EDITOR, "ed")
    client.force_login(ed)
    return ed


def preview(client, revision):
    response = client.get(reverse("admin:pages_revision_preview", args=[revision.pk]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_rules_are_shown_as_a_table(client, ed):
    html = preview(client, draft(PathRules, ed, "at_least: 5", "at_least: 4"))
    assert "<h1>Pain path: rules</h1>" in html
    assert "<p><strong>score</strong>: 4 or more</p>" in html


def test_cases_are_listed(client, ed):
    html = preview(client, draft(PathCases, ed, "score: 3", "score: 2"))
    assert "<h2>A knee that hurts a little</h2>" in html
    assert "<strong>score:</strong> 2</li>" in html
    assert "<strong>→ not yet:</strong> knee-injection</li>" in html


def test_wording_is_shown_screen_by_screen(client, ed):
    html = preview(client, draft(PathWording, ed, "legend: Where?", "legend: There?"))
    assert "There?" in html
    assert "The pain path on paper" in html


@pytest.mark.parametrize(
    ("model", "old", "new", "fault"),
    [
        (PathRules, "kind: scale", "kind: skale", "steps"),
        (PathRules, "id: all-over", "id: nowhere", "cannot be shown as it is"),
        (PathCases, "score: 3", "score: 33", "Cases, line 16"),
        (PathWording, "{you} have a sign", "{yu} have a sign", "Wording, line 6"),
    ],
)
def test_what_cannot_be_read_says_why(client, ed, model, old, new, fault):
    html = preview(client, draft(model, ed, old, new))
    assert "This version cannot be shown as it is." in html
    assert fault in html


def changes(kind, before, after):
    fields = differences(kind, {"text": before}, {"text": after}, language="")
    return [
        "".join(run.text for run in part.runs)
        for field in fields
        for item in field.items
        for part in item.parts
        if not part.is_same
    ]


@pytest.mark.usefixtures("ed")
def test_a_change_is_told_in_words():
    new = replaced(SMALL, "at_least: 5", "at_least: 4")
    assert changes(RULES, SMALL, new) == [
        "Knee injection, knee, listed when also: score: 54 or more"
    ]
    new = replaced(SMALL_CASES, "score: 3", "score: 2")
    (change,) = changes(CASES, SMALL_CASES, new)
    assert "score: 32\n" in change
    new = replaced(SMALL_WORDING, "legend: Where?", "legend: There?")
    assert changes(WORDING, SMALL_WORDING, new) == [
        "questions › site › legend\nWhereThere?"
    ]


@pytest.mark.usefixtures("ed")
def test_a_change_without_words_is_told_as_it_stands():
    new = replaced(SMALL_CASES, "# Knees.", "# All about knees.")
    assert changes(CASES, SMALL_CASES, new) == [
        "# Knees.",
        "# All about knees.",
    ]


@pytest.mark.usefixtures("ed")
@pytest.mark.parametrize("kind", [RULES, CASES, WORDING])
def test_what_cannot_be_read_is_told_as_it_stands(kind):
    assert plain_text(kind, "[") == "["


@pytest.mark.usefixtures("ed")
def test_plain_text_of_a_list_has_a_paragraph_for_each_item():
    assert "bring › 1\nA list" in plain_text(WORDING, SMALL_WORDING)
