"""Log lines have the request's id, and nothing that a patient typed."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from portal.observing.log_lines import JsonLines, PlainLines, to_standard_output
from portal.observing.observed import Observed
from tests.portal.serving.asking import ask

TYPED = "typed-by-a-patient"


@pytest.fixture
def lines():
    """Return what is logged, as JSON."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in said.getvalue().splitlines()]
    root.removeHandler(handler)


def failing(environ, start_response):
    """Fail as a view may: with words of the reader in the error and the one before."""
    try:
        try:
            int(TYPED)
        except ValueError as error:
            raise LookupError(f"{TYPED} is no page") from error
    except LookupError:
        logging.getLogger("test").exception("A view failed: /search/?q=%s", TYPED)
    start_response("500 Internal Server Error", [])
    return [b""]


def test_line_has_the_id_of_the_answer(lines):
    answer = ask(Observed(failing, behind_proxy=False), "/search/")
    assert lines()[0]["request_id"] == answer.headers["X-Request-ID"]
    assert lines()[0].keys() == {
        *("time", "level", "logger", "message", "request_id", "error")
    }


def test_line_of_an_error_has_places_and_kinds_without_words(lines):
    ask(Observed(failing, behind_proxy=False), f"/search/?q={TYPED}")
    (line,) = lines()
    assert TYPED not in json.dumps(line)
    assert line["message"] == "A view failed: /search/?…"
    assert "LookupError: its words are withheld" in line["error"]
    assert "ValueError: its words are withheld\nwhich led to" in line["error"]
    assert 'test_log_lines.py", line' in line["error"]


def test_line_of_an_error_keeps_its_words_where_nothing_was_brought(lines):
    ask(Observed(failing, behind_proxy=False), "/search/")
    assert f"LookupError: {TYPED} is no page" in lines()[0]["error"]


def test_line_outside_a_request_has_no_id(lines):
    logging.getLogger("test").warning("It rains.")
    assert "request_id" not in lines()[0]


@pytest.mark.parametrize("formatter", [PlainLines(), JsonLines()])
def test_lines_forget_what_another_handler_wrote(formatter):
    try:
        raise ValueError(TYPED)
    except ValueError:
        record = logging.LogRecord(
            "test", logging.ERROR, "", 1, "Failed", (), sys.exc_info()
        )
    record.exc_text = "of another handler"
    assert "of another handler" not in formatter.format(record)


ODD = [
    ("GET", f"/nothing/?q={TYPED}", {}),
    ("GET", f"/search/?q={TYPED}%00", {}),
    ("GET", f"/conditions/?by={TYPED}", {}),
    ("POST", f"/search/?q={TYPED}", {"data": f"text={TYPED}"}),
    ("POST", "/feedback/", {"data": f"text={TYPED}%00&clear={TYPED}&token={TYPED}"}),
    ("POST", "/feedback/", {"data": "&".join([f"{TYPED}=x"] * 6000)}),
    ("POST", "/admin/login/", {"data": f"username={TYPED}&password={TYPED}"}),
    ("POST", "/pain-path/where/", {"data": f"pain_area={TYPED}"}),
    ("POST", "/pain-path/where/", {"HTTP_COOKIE": f"pain_path_en={TYPED}"}),
    (
        "POST",
        "/admin/login/",
        {
            "HTTP_REFERER": f"https://evil.example/?q={TYPED}",
            "wsgi.url_scheme": "https",
        },
    ),
]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.any_database
def test_no_line_of_the_site_has_a_query_or_a_form(lines, db):
    site = Observed(WSGIHandler(), behind_proxy=False)
    for method, path, more in ODD:
        body = more.pop("data", "") if "data" in (more := dict(more)) else ""
        for kind in (FORM, f"multipart/form-data; boundary={TYPED}"):
            sent = {"data": body, "content_type": kind} | more
            ask(site, path, method, **sent)
    assert connection.in_atomic_block
    said = json.dumps(lines())
    assert "Not Found: /nothing/" in said
    assert TYPED not in said


def test_a_server_logs_to_standard_output(monkeypatch):
    handler, other = logging.StreamHandler(), logging.StreamHandler(io.StringIO())
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler, other])
    to_standard_output()
    assert handler.stream is sys.stdout
    assert other.stream is not sys.stdout
