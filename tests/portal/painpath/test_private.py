"""Nobody but the person learns the answers."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings as site
from django.core import signing
from django.views.debug import ExceptionReporter

from portal.painpath.cookie import IDLE_SECONDS
from tests.portal.painpath.walking import (
    SALT,
    SCIATICA,
    STEPS,
    Seen,
    Visitor,
    address,
    carried,
    carry,
    forgotten_content,
    send,
    walk,
)

pytestmark = pytest.mark.django_db
PLACES = [*STEPS, "check", "result", "specialist", "paper"]
DISTINCT = {
    "for_whom": "someone_else",
    "emergency_signs": ["none"],
    "urgent_signs": ["none"],
    "age_group": "50_to_64",
    "pain_area": ["upper_back", "buttock_hip", "foot"],
    "worst_pain": "arm_or_leg",
    "duration": "over_6_months",
    "pain_feel": ["tingling_numbness", "touch_hurts"],
    "pain_pattern": ["below_belt_one_side"],
    "known_causes": ["diabetic_nerve_damage"],
    "severity": "9",
    "interference": "8",
    "care_tried": ["nerve_medicines", "talking_therapy"],
    "care_length": "over_3_months",
    "care_result": "little_or_none",
    "health": ["weak_immune", "implanted_device"],
    "matters_most": ["avoid_needles", "lasting_relief"],
}


@pytest.fixture
def visitor():
    return Visitor(raise_request_exception=False)


@pytest.fixture
def traces(path, wording):
    """Every way to tell what was answered: choices and labels, but not mere words."""
    found = set()
    for question, given in DISTINCT.items():
        for choice in [given] if isinstance(given, str) else given:
            words = wording.questions[question].choices.get(choice)
            found |= {choice} | ({words.label.me, words.said.me} if words else set())
    return {text for text in found if len(text) > 4}


def dumped_tables():
    models = apps.get_models(include_auto_created=True)
    return [row for model in models for row in model._base_manager.values_list()]


@pytest.mark.parametrize("answers", [{}, SCIATICA], ids=["no answers", "answered"])
@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("method", ["get", "post", "put", "head"])
def test_every_address_is_private(visitor, method, prefix, answers):
    for place in [*PLACES, "clear", "nothing-like-it"]:
        carry(visitor, answers)
        response = getattr(visitor, method)(address(place, prefix))
        assert response["Cache-Control"] == "no-store", place
        assert response["Referrer-Policy"] == "no-referrer", place
        assert response["X-Robots-Tag"] == "noindex", place


@pytest.mark.parametrize("site", ["cross-site", "same-site", "garbage", ""])
@pytest.mark.parametrize("place", ["start", "where", "clear"])
def test_form_from_elsewhere_is_refused(visitor, place, site):
    carry(visitor, SCIATICA)
    before = carried(visitor)
    sent = {"for_whom": "someone_else", "pain_area": ["knee"]}
    response = visitor.post(address(place), sent, headers={"sec-fetch-site": site})
    assert response.status_code == 403
    assert response["Cache-Control"] == "no-store"
    assert Seen(response).headings["h1"] == ["This form came from another website"]
    assert carried(visitor) == before


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_own_form_is_taken(visitor, site):
    carry(visitor, SCIATICA)
    sent = {"for_whom": "someone_else"}
    response = visitor.post(address("start"), sent, headers={"sec-fetch-site": site})
    assert response.status_code == 302
    assert carried(visitor)["for_whom"] == "someone_else"


def test_link_from_elsewhere_is_followed(visitor):
    carry(visitor, SCIATICA)
    response = visitor.get(address("result"), headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 200


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_clear_forgets_the_answers_in_every_language(visitor, prefix):
    carry(visitor, SCIATICA)
    response = visitor.post(address("clear", prefix))
    assert response.url == address("start", prefix) + "?cleared=1"
    assert visitor.cookies == {}
    assert visitor.get(response.url).status_code == 200
    assert carried(visitor) == carried(visitor, "es") == {}


def test_clear_says_so(visitor):
    carry(visitor, SCIATICA)
    page = Seen(visitor.post(address("clear"), follow=True))
    assert "Your answers are cleared. Nothing of them is kept." in page.texts
    assert page.ticked == {}


@pytest.mark.parametrize("place", [*STEPS[1:], "check", "result", "specialist"])
def test_back_after_clear_shows_nothing_of_the_answers(visitor, place):
    carry(visitor, SCIATICA)
    visitor.post(address("clear"))
    response = visitor.get(address(place), follow=True)
    assert response.request["PATH_INFO"] == address("start")
    assert Seen(response).ticked == {}
    assert carried(visitor) == {}


@pytest.mark.parametrize("place", STEPS)
def test_form_sent_after_clear_is_not_taken(visitor, place):
    carry(visitor, SCIATICA)
    visitor.post(address("clear"))
    visitor.post(address(place), SCIATICA, follow=True)
    held = carried(visitor) if visitor.cookies else {}
    assert held == {}


def expired(monkeypatch):
    time = signing.time.time
    later = SimpleNamespace(time=lambda: time() + IDLE_SECONDS + 2)
    monkeypatch.setattr("django.core.signing.time", later)


@pytest.mark.parametrize("place", ["where", "check", "result", "specialist"])
def test_expired_answers_are_gone_and_it_says_so(visitor, monkeypatch, place):
    carry(visitor, SCIATICA)
    expired(monkeypatch)
    page = Seen(visitor.get(address(place), follow=True))
    assert "More than 30 minutes passed" in page.text
    assert page.ticked == {}
    assert carried(visitor) == {}
    assert "More than 30 minutes" not in Seen(visitor.get(address("start"))).text


def test_a_step_on_the_path_keeps_answers_for_another_half_hour(visitor, monkeypatch):
    time = signing.time.time
    for minutes in (0, 20, 40, 60):
        clock = SimpleNamespace(time=lambda passed=minutes: time() + passed * 60)
        monkeypatch.setattr("django.core.signing.time", clock)
        if not minutes:
            carry(visitor, SCIATICA)
        assert visitor.get(address("result")).status_code == 200, minutes


def test_tampered_answers_are_gone_and_it_says_so(visitor):
    carry(visitor, SCIATICA)
    visitor.cookies["pain_path_en"].set("pain_path_en", "x" * 40, "x" * 40)
    page = Seen(visitor.get(address("result"), follow=True))
    assert "We could not read your earlier answers" in page.text
    assert page.ticked == {}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [("expired", "More than 30 minutes passed"), ("tampered", "We could not read")],
)
def test_loss_noticed_by_a_form_is_told_on_the_next_screen(
    visitor, monkeypatch, spoil, said
):
    carry(visitor, SCIATICA)
    if spoil == "expired":
        expired(monkeypatch)
    else:
        visitor.cookies["pain_path_en"].set("pain_path_en", "x", "x")
    response = send(visitor, "start", for_whom="someone_else")
    page = Seen(visitor.get(response.url))
    assert said in page.text
    assert carried(visitor) == {"for_whom": "someone_else"}


def test_loss_of_a_later_answer_is_told_on_the_next_screen(visitor):
    carry(visitor, SCIATICA)
    held = carried(visitor) | {"health": ["hiccups"]}
    value = signing.dumps(held, salt=SALT)
    visitor.cookies["pain_path_en"].set("pain_path_en", value, value)
    response = send(visitor, "feel", pain_feel=["burning"])
    assert "The questions have changed" in Seen(visitor.get(response.url)).text


def test_answers_leave_no_trace_but_in_the_cookie(visitor, traces, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    tables = dumped_tables()
    responses = []
    ask = visitor.request
    visitor.request = lambda **sent: responses.append(ask(**sent)) or responses[-1]
    walk(visitor, DISTINCT)
    for place in ("check", "result", "specialist", "where"):
        assert visitor.get(address(place)).status_code == 200
    visitor.post(address("about"), {"age_group": "garbage"})
    visitor.post(address("health"), {"back": "1"} | DISTINCT)
    visitor.get(address("specialist", "/es"))
    cookie = visitor.cookies["pain_path_en"].value
    assert len(cookie) > 100
    for place in (
        "/",
        "/conditions/",
        "/admin/",
        "/es/",
        "/search/?q=pain",
        "/no-such/",
    ):
        responses.append(visitor.get(place))
        assert cookie not in str(responses[-1].request)
    visitor.post(address("clear"))
    headers = [
        f"{name}: {value}"
        for response in responses
        for name, value in response.headers.items()
    ]
    names = {name for response in responses for name in response.cookies}
    assert names <= {"pain_path_en", "pain_path_es", "csrftoken"}
    out, err = capfd.readouterr()
    kept = [*visitor.asked, *headers, caplog.text, out, err, *map(str, dumped_tables())]
    kept += [str(vars(record)) for record in caplog.records]
    assert len(caplog.records) > 0  # so that the log is seen at all
    for trace in [*traces, cookie]:
        assert not [text for text in kept if trace in text], trace
    assert dumped_tables() == tables


@pytest.fixture
def broken_page(settings, tmp_path):
    """Pages of the path that fail deep inside, with the answers at hand."""
    (tmp_path / "painpath").mkdir()
    loop = "{%% load painpath %%}{%% for item in %s %%}{{ item|say:speaker }}{%% endfor %%}"
    for page, items in (("check", "heard"), ("screen", "form.data.lists")):
        (tmp_path / "painpath" / f"{page}.html").write_text(loop % items)
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]


@pytest.fixture
def no_content(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path / "nothing"
    with forgotten_content():
        yield


@pytest.mark.parametrize(
    ("broken", "method", "place", "sent"),
    [
        ("broken_page", "get", "check", {}),
        ("broken_page", "post", "health", DISTINCT | {"health": ["none", "diabetes"]}),
        ("no_content", "get", "check", {}),
        ("no_content", "post", "health", DISTINCT),
    ],
)
def test_error_report_holds_no_answer(
    visitor, traces, caplog, request, broken, method, place, sent
):
    carry(visitor, DISTINCT)
    cookie = visitor.cookies["pain_path_en"].value
    request.getfixturevalue(broken)
    response = getattr(visitor, method)(address(place), sent)
    assert response.status_code == 500
    (record,) = [r for r in caplog.records if r.name == "django.request"]
    reporter = ExceptionReporter(record.request, *record.exc_info, is_email=True)
    told = [reporter.get_traceback_html(), reporter.get_traceback_text()]
    told += [caplog.text, response.content.decode()]
    assert "Traceback" in told[1]
    for trace in [*traces - {"someone_else"}, cookie]:  # a name in the source shown
        assert not [text[:200] for text in told if trace in text], trace


def test_error_while_developing_keeps_its_words(visitor, settings, no_content):
    settings.DEBUG = True
    response = visitor.get(address("check"))
    assert response.status_code == 500
    assert "FileNotFoundError" in response.content.decode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(
            b"&".join(
                b"pain_area=knee%d" % n
                for n in range(site.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)
            ),
            "application/x-www-form-urlencoded",
            id="too many fields",
        ),
        pytest.param(
            b"pain_area=" + b"x" * 3_000_000,
            "application/x-www-form-urlencoded",
            id="too long",
        ),
        pytest.param(b"x", "multipart/form-data", id="no boundary"),
        pytest.param(
            b"x" * 99, "multipart/form-data; boundary=\xe9".encode("latin1"), id="bytes"
        ),
    ],
)
def test_form_that_cannot_be_read_is_400(visitor, body, kind):
    carry(visitor, SCIATICA)
    kind = kind if isinstance(kind, str) else kind.decode("latin1")
    response = visitor.generic("POST", address("where"), body, content_type=kind)
    assert response.status_code == 400
