from __future__ import annotations

import re

import pytest

from portal.clinic import roles
from portal.pages.publishing import head_revision
from portal.pages.revisions import Revision
from portal.painpath.models import PathRules
from portal.painpath.previews import read_loosely
from portal.painpath.questionnaire import Specialist
from tests import factories
from tests.portal.painpath.paths import SMALL, replaced
from tests.portal.painpath.published import draft, head_text, publish_small

pytestmark = pytest.mark.django_db
LIST = "/admin/painpath/pathrules/"
KNEE = f"{LIST}rule/knee/"
ADD = f"{LIST}rule/add/"
TWO = SMALL[SMALL.index("  - id: knee\n") : SMALL.index("consult:")].replace(
    "id: knee", "id: hip"
)


@pytest.fixture
def ed(client):
    publish_small()
    ed = factories.staff(roles.EDITOR, "ed")
    client.force_login(ed)
    return ed


def filled(**changed):
    """Return the form of the rule `knee` as it is filled in."""
    return {
        "based_on": head_revision("pain-path", "", "path").pk,
        "offers": "knee-injection",
        "specialist": "pain_specialist",
        "fits_when-question": ["site"],
        "fits_when-0-any_of": ["knee"],
        "ready_when-question": ["score", "care"],
        "ready_when-0-at_least": "5",
        "ready_when-1-any_of": ["exercise"],
        "sources": ["", "guideline"],
        "note": "",
        "_draft": "1",
        **changed,
    }


def rules():
    path, faults = read_loosely(head_text(PathRules))
    assert faults == []
    return {rule.id: rule for rule in path.rules}


def errors(response):
    assert response.status_code == 200
    html = response.content.decode()
    return re.findall(
        r"<li>(?:<a[^>]*>)?([^<]*)", html.split("errornote")[1].split("</div>")[0]
    )


def test_list_says_rules_in_words(client, ed):
    html = client.get(LIST).content.decode()
    assert "<h2>Knee injection</h2>" in html
    assert '<span class="rule-question">Where?</span> Knee' in html
    assert "5 +" in html
    assert "Patients walk this version." in html
    assert "Move up" not in html


def test_list_says_what_keeps_a_draft_from_being_published(client, ed):
    draft(PathRules, ed, "at_least: 5", "at_least: 9", state="draft")
    html = client.get(LIST).content.decode()
    assert "3 things keep it from being published by itself" in html
    assert "A knee that hurts" in html
    assert "Send for review" in html


def test_form_shows_the_rule_as_it_is(client, ed):
    html = client.get(KNEE).content.decode()
    assert re.search(r'value="knee" checked> <span>Knee</span>', html)
    assert 'name="ready_when-0-at_least" value="5"' in html
    assert "I&#x27;m not sure" not in html  # it never lists anything
    assert 'value="hip"' not in html  # it is for the summary


def test_saved_unchanged_saves_nothing(client, ed):
    before = Revision.objects.count()
    assert client.post(KNEE, filled()).status_code == 302
    assert Revision.objects.count() == before


def test_saved_changes_only_its_lines(client, ed):
    sent = filled(**{"ready_when-0-at_least": "7", "change_note": "Seven"})
    assert client.post(KNEE, sent)["Location"].startswith(LIST)
    assert head_text(PathRules) == replaced(SMALL, "at_least: 5", "at_least: 7")
    head = Revision.objects.first()
    assert (head.state, head.note, head.author) == ("draft", "Seven", ed)


def test_saved_and_sent(client, ed):
    sent = filled(specialist="spine_surgeon", note="Ask  the\nsurgeon.", _submit="1")
    client.post(KNEE, sent)
    head = Revision.objects.first()
    assert (head.state, head.note) == ("submitted", "Rule knee")
    assert "rules:\n  # Ask the surgeon.\n  - id: knee\n" in head.record["text"]
    assert rules()["knee"].specialist is Specialist.SPINE_SURGEON


def test_another_question_is_added_without_saving(client, ed):
    sent = filled(**{"_add": "unless", "unless-add": "helped", "specialist": ""})
    response = client.post(KNEE, sent)
    html = response.content.decode()
    assert 'name="unless-question" value="helped"' in html
    assert "errornote" not in html
    assert "aria-invalid" not in html
    assert head_text(PathRules) == SMALL
    sent = filled(**{"_add": "unless", "unless-add": ""})
    assert "Choose a question first." in client.post(KNEE, sent).content.decode()
    sent = filled(**{"unless-question": ["helped"], "unless-0-any_of": ["much"]})
    client.post(KNEE, sent)
    assert rules()["knee"].unless[0].any_of == {"much"}


def test_a_question_is_taken_out(client, ed):
    client.post(KNEE, filled(**{"ready_when-1-remove": "on"}))
    assert [c.question for c in rules()["knee"].ready_when] == ["score"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"offers": ""}, "This field is required."),
        ({"sources": [""]}, "Name at least one source."),
        ({"sources": ["", "nowhere!"]}, "Nothing is called"),
        ({"fits_when-question": []}, "Add at least one question."),
        ({"fits_when-0-any_of": []}, "Choose at least one answer"),
        ({"fits_when-0-any_of": ["elbow"]}, "Choose from the answers shown."),
        ({"fits_when-0-any_of": ["not_sure"]}, "never lists anything"),
        ({"ready_when-0-at_least": "11"}, "Choose a number from 1 to 10."),
        ({"note": "a\x07b"}, "invisible"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_saved(client, ed, changed, said):
    response = client.post(KNEE, filled(**changed))
    assert errors(response)
    assert said in response.content.decode()
    assert head_text(PathRules) == SMALL


def test_an_unknown_question_is_left_out(client, ed):
    sent = filled(**{"fits_when-question": ["site", "shoe_size"]})
    client.post(KNEE, sent)
    assert head_text(PathRules) == SMALL


def test_a_new_rule(client, ed):
    sent = filled(id="knee", **{"fits_when-0-any_of": ["all_over"]})
    assert "Another rule has this name." in client.post(ADD, sent).content.decode()
    client.post(ADD, sent | {"id": "all"})
    assert list(rules()) == ["knee", "all"]
    assert head_text(PathRules).startswith(SMALL[: SMALL.index("consult:")])
    assert client.get(ADD).status_code == 200


def test_a_rule_is_taken_out_but_not_the_last(client, ed):
    html = client.get(f"{KNEE}remove/").content.decode()
    assert "It is the only rule" in html
    assert client.post(f"{KNEE}remove/").status_code == 200
    draft(PathRules, ed, "consult:\n", f"  # A hip.\n{TWO}consult:\n", state="draft")
    html = client.get(f"{LIST}rule/hip/remove/").content.decode()
    assert "A hip." in html
    assert client.post(f"{LIST}rule/hip/remove/").status_code == 302
    assert head_text(PathRules) == SMALL


def test_rules_change_places(client, ed):
    draft(PathRules, ed, "consult:\n", f"{TWO}consult:\n", state="draft")
    assert "Move down" in client.get(LIST).content.decode()
    client.post(f"{LIST}rule/hip/move/", {"up": "1"})
    assert list(rules()) == ["hip", "knee"]
    client.post(f"{LIST}rule/hip/move/", {"down": "1"})
    assert list(rules()) == ["knee", "hip"]


def test_two_people_lose_nothing(client, ed):
    sent = filled(specialist="spine_surgeon")
    other = factories.staff(roles.EDITOR, "eve")
    draft(PathRules, other, "at_least: 5", "at_least: 6", state="draft")
    response = client.post(KNEE, sent)
    aside = Revision.objects.first()
    assert aside.state == "aside"
    assert response["Location"].endswith(f"/{aside.pk}/merge/")
    assert "specialist: spine_surgeon\n    fits" in aside.record["text"]
    assert "at_least: 6" in head_text(PathRules)
    html = client.get(response["Location"]).content.decode()
    assert html.count("at_least: 6") >= 1
    assert "merged" in html


def test_a_version_that_is_none_is_passed_over(client, ed):
    client.post(KNEE, filled(based_on="99999", specialist="spine_surgeon"))
    assert rules()["knee"].specialist is Specialist.SPINE_SURGEON
