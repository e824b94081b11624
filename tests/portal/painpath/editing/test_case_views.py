from __future__ import annotations

import pytest

from portal.clinic import roles
from portal.pages.revisions import Revision
from portal.painpath.cases import parse_cases
from portal.painpath.models import PathCases, PathRules
from tests import factories
from tests.portal.painpath.paths import small_path
from tests.portal.painpath.published import (
    SMALL_CASES,
    draft,
    head_text,
    publish_small,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/painpath/pathcases/"
ADD = f"{LIST}case/add/"
KNEE = {
    "name": "A knee that hurts",
    "answer-signs": ["none"],
    "answer-site": ["knee"],
    "answer-side": "left",
    "answer-score": "7",
    "answer-helped": "little",
    "answer-health": ["none"],
    "answer-care": ["exercise"],
    "urgency": "routine",
    "place-knee-injection": "listed",
    "compare_listed": "on",
    "compare_not_yet": "on",
    "_draft": "1",
}


@pytest.fixture
def ed(client):
    publish_small()
    ed = factories.staff(roles.EDITOR, "ed")
    client.force_login(ed)
    return ed


def case(number: int) -> str:
    return f"{LIST}case/{number}/"


def cases():
    text = head_text(PathCases)
    return {c.name: c for c in parse_cases(text, small_path(), file="cases.yaml")}


def test_list_tells_which_cases_come_out(client, ed):
    html = client.get(LIST).content.decode()
    assert "All come out as expected." in html
    assert "A knee that hurts a little" in html
    draft(PathRules, ed, "at_least: 5", "at_least: 9")
    html = client.get(LIST).content.decode()
    assert "2 do not come out as expected." in html
    assert "listed: expected knee-injection, comes out as nothing" in html


def test_saved_unchanged_saves_nothing(client, ed):
    before = Revision.objects.count()
    html = client.get(case(0)).content.decode()
    assert "2 cases go on from this one" in html
    assert "This case also compares:" in html
    assert client.post(case(0), KNEE).status_code == 302
    assert Revision.objects.count() == before


def test_saved_changes_only_its_lines(client, ed):
    client.post(case(0), KNEE | {"answer-score": "8", "urgency": ""})
    assert head_text(PathCases) == SMALL_CASES.replace("score: 7", "score: 8").replace(
        "{urgency: routine, ", "{"
    )
    assert Revision.objects.first().note == "Case: A knee that hurts"


def test_what_is_not_yet_and_what_is_not_compared(client, ed):
    html = client.get(case(1)).content.decode()
    assert "It goes on from the case “A knee that hurts”" in html
    assert '<option value="not_yet" selected>' in html
    sent = KNEE | {
        "name": "A knee that hurts a little",
        "answer-score": "3",
        "place-knee-injection": "not_listed",
        "urgency": "",
        "specialist": "primary_care",
    }
    del sent["compare_not_yet"]
    client.post(case(1), sent)
    expect = cases()["A knee that hurts a little"].expect
    assert (expect.listed, expect.not_yet, expect.specialist) == (
        (),
        None,
        "primary_care",
    )


def test_what_a_case_expects_is_shown_even_if_it_does_not_come_out(client, ed):
    draft(PathRules, ed, "at_least: 5", "at_least: 2")
    html = client.get(case(1)).content.decode()
    assert '<option value="not_yet" selected>' in html
    draft(PathCases, ed, "[], not_yet: [knee-injection]}", "[]}")
    html = client.get(case(1)).content.decode()
    assert '<option value="not_listed" selected>' in html


def test_fill_in_what_comes_out_now_saves_nothing(client, ed):
    sent = KNEE | {"answer-score": "3", "_fill": "1"}
    html = client.post(case(0), sent).content.decode()
    assert "It comes out as:" in html
    assert "Knee injection: <strong>not yet</strong> (waits for: How strong?)" in html
    assert '<option value="not_yet" selected>' in html
    assert head_text(PathCases) == SMALL_CASES
    assert "case also compares:" in html


def test_fill_in_an_urgent_way_out(client, ed):
    sent = KNEE | {"answer-signs": ["numb"], "name": "", "_fill": "1"}
    html = client.post(ADD, sent).content.decode()
    assert "It comes out as:</strong> an emergency." in html
    assert "No procedure is named." in html
    assert "errornote" not in html


def test_fill_in_leaves_out_what_the_case_does_not_compare(client, ed):
    sent = {k: v for k, v in KNEE.items() if not k.startswith("compare")}
    sent |= {"name": "A knee without a side", "_fill": "1"}
    html = client.post(case(2), sent).content.decode()
    assert html.count(" checked") >= 4
    assert "It comes out as:" in html


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "A knee without a side"}, "Another case has this name."),
        ({"answer-site": ["elbow"]}, "Found &#x27;elbow&#x27;, allowed "),
        ({"answer-signs": ["numb", "none"]}, "none only alone"),
        ({"answer-site": ["elbow"], "_fill": "1"}, "Found &#x27;elbow&#x27;"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_saved(client, ed, changed, said):
    response = client.post(case(0), KNEE | changed)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert head_text(PathCases) == SMALL_CASES


def test_a_walk_of_the_path_is_kept_as_a_case(client, ed):
    assert "Answer as one patient would." in client.get(ADD).content.decode()
    client.post(ADD, KNEE | {"name": "Another knee", "answer-score": "10"})
    new = cases()["Another knee"]
    assert new.answers["score"] == {"10"}
    assert new.expect.listed == ("knee-injection",)
    assert head_text(PathCases).startswith(SMALL_CASES)


def test_a_case_like_another_says_only_what_differs(client, ed):
    url = f"{ADD}?like=0"
    assert (
        "It goes on from the case “A knee that hurts”"
        in client.get(url).content.decode()
    )
    client.post(url, KNEE | {"name": "Another knee", "answer-score": "10"})
    assert "like: A knee that hurts\n  answers: {score: 10}\n" in head_text(PathCases)
    client.post(url, KNEE | {"name": "A third knee", "answer-side": ""})
    assert "hurts\n  without: [side]\n  expect:" in head_text(PathCases)
    assert client.get(f"{ADD}?like=77").status_code == 404


def test_a_case_is_taken_out_but_not_one_that_others_need(client, ed):
    html = client.get(f"{case(0)}remove/").content.decode()
    assert "Other cases go on from this one." in html
    assert client.post(f"{case(0)}remove/").status_code == 200
    assert client.get(f"{case(2)}remove/").status_code == 200
    client.post(f"{case(2)}remove/")
    client.post(f"{case(1)}remove/")
    assert list(cases()) == ["A knee that hurts"]
    assert "It is the only case" in client.get(f"{case(0)}remove/").content.decode()
    assert client.post(f"{case(0)}remove/").status_code == 200
