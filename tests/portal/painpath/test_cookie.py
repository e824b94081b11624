from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from portal.painpath.answers import read_answers
from portal.painpath.cookie import (
    IDLE_SECONDS,
    Kept,
    Loss,
    clear_cookie,
    read_cookie,
    write_cookie,
)
from tests.portal.painpath.walking import SALT, SCIATICA

NOW = 1_800_000_000


@pytest.fixture
def clock(monkeypatch):
    """The signer's clock, which stands still until a test moves it."""
    clock = SimpleNamespace(now=NOW, time=lambda: clock.now)
    monkeypatch.setattr("django.core.signing.time", clock)
    return clock


@pytest.fixture
def answers(path):
    return read_answers(path, SCIATICA).answers


def written(path, answers):
    response = HttpResponse()
    write_cookie(response, path, answers)
    return response.cookies


def read(path, value, name="pain_path_en"):
    request = RequestFactory().get("/pain-path/")
    if value is not None:
        request.COOKIES[name] = value
    return read_cookie(request, path)


def test_read_cookie_without_one(path):
    assert read(path, None) == Kept({}, loss=None, came=False)


def test_read_cookie_returns_what_was_written(path, cases):
    for case in cases:
        value = written(path, case.answers)["pain_path_en"].value
        assert read(path, value) == Kept(case.answers, loss=None, came=True)


def test_write_cookie_goes_to_the_path_in_each_language_only(path, answers):
    cookies = written(path, answers)
    assert {name: cookie["path"] for name, cookie in cookies.items()} == {
        "pain_path_en": "/pain-path/",
        "pain_path_es": "/es/pain-path/",
    }
    assert len({cookie.value for cookie in cookies.values()}) == 1


@pytest.mark.parametrize("https", [True, False])
def test_write_cookie_attributes(path, answers, settings, https):
    settings.SESSION_COOKIE_SECURE = https
    for cookie in written(path, answers).values():
        set_ = {
            name: value for name, value in cookie.items() if value and name != "path"
        }
        wanted = {"httponly": True, "samesite": "Lax"} | (
            {"secure": True} if https else {}
        )
        assert set_ == wanted


def test_write_cookie_says_nothing_to_the_eye(path, answers):
    value = written(path, answers)["pain_path_en"].value
    for chosen in answers.values():
        for choice in chosen - {"6", "7", "me"}:
            assert choice not in value


def test_write_cookie_fits_a_browser_whatever_is_answered(path):
    every = {q.id: frozenset(q.allowed) for q in path.questions.values()}
    every["for_whom"] = frozenset({"someone_else"})
    for cookie in written(path, every).values():
        assert len(cookie.OutputString()) < 4096


def test_read_cookie_of_the_other_language_is_its_own(path, answers):
    value = written(path, answers)["pain_path_es"].value
    assert read(path, value, "pain_path_es") == Kept()
    with translation.override("es"):
        assert read(path, value, "pain_path_es").answers == answers


def test_read_cookie_after_half_an_hour(path, answers, clock):
    value = written(path, answers)["pain_path_en"].value
    clock.now = NOW + IDLE_SECONDS
    assert read(path, value).answers == answers
    clock.now = NOW + IDLE_SECONDS + 1
    assert read(path, value) == Kept({}, Loss.EXPIRED, came=True)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda value: "", id="empty"),
        pytest.param(lambda value: "x", id="no signature"),
        pytest.param(lambda value: value[:-1], id="cut short"),
        pytest.param(lambda value: "A" + value, id="longer"),
        pytest.param(lambda value: value[1:], id="first letter gone"),
        pytest.param(lambda value: "é\x00" + value, id="not ASCII"),
        pytest.param(
            lambda value: signing.dumps({"for_whom": "me"}, salt="other"), id="salt"
        ),
        pytest.param(
            lambda value: signing.dumps({"for_whom": "me"}, salt=SALT, key="k" * 50),
            id="key",
        ),
    ],
)
def test_read_cookie_tampered_with(path, answers, change):
    value = change(written(path, answers)["pain_path_en"].value)
    assert read(path, value) == Kept({}, Loss.UNREADABLE, came=True)


@pytest.mark.parametrize(
    "older",
    [
        pytest.param({"shoe_size": "44"}, id="question gone"),
        pytest.param({"age_group": "over_100"}, id="choice gone"),
        pytest.param({"severity": 11}, id="number gone"),
        pytest.param({"pain_area": ["knee", "tail"]}, id="one of several gone"),
        pytest.param({"health": ["none", "diabetes"]}, id="not together"),
        pytest.param({"age_group": None}, id="nothing"),
        pytest.param({"age_group": {"a": 1}}, id="another shape"),
    ],
)
def test_read_cookie_of_an_older_path_keeps_what_still_fits(path, older):
    value = signing.dumps({"for_whom": "me", "interference": 3} | older, salt=SALT)
    kept = read(path, value)
    assert kept.loss is Loss.OUTDATED
    assert kept.answers == {
        "for_whom": frozenset({"me"}),
        "interference": frozenset({"3"}),
    }


@pytest.mark.parametrize("held", [[], None, 1, "x", [["for_whom", "me"]]])
def test_read_cookie_that_holds_no_answers_by_name(path, held):
    """Found by fuzzing."""
    value = signing.dumps(held, salt=SALT)
    assert read(path, value) == Kept({}, Loss.UNREADABLE, came=True)


def test_clear_cookie_forgets_every_language(path):
    response = HttpResponse()
    clear_cookie(response)
    gone = {
        name: (c.value, c["max-age"], c["path"]) for name, c in response.cookies.items()
    }
    assert gone == {
        "pain_path_en": ("", 0, "/pain-path/"),
        "pain_path_es": ("", 0, "/es/pain-path/"),
    }
