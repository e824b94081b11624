"""An error report tells where it happened, and nothing of what a patient answered."""

from __future__ import annotations

import sys

import pytest
from django.test import RequestFactory
from django.views.debug import ExceptionReporter


def report_of(path: str) -> str:
    """Return the text of a report about an error whose frame holds an answer."""
    request = RequestFactory().post(path, {"pain_area": "low-back-answer"})
    request.COOKIES["pain_path_en"] = chr(99) + "ookie-answer"
    held = "held-answer"
    try:
        raise ValueError(len(held))
    except ValueError:
        reporter = ExceptionReporter(request, *sys.exc_info())
        return reporter.get_traceback_html() + reporter.get_traceback_text()


@pytest.mark.parametrize("path", ["/pain-path/where/", "/es/pain-path/where/"])
def test_report_of_the_path_has_no_answer_in_its_variables(path):
    report = report_of(path)
    assert "&#x27;held-answer&#x27;" not in report
    assert "test_error_reports" in report


def test_report_of_another_page_keeps_its_variables():
    assert "&#x27;held-answer&#x27;" in report_of("/conditions/")


def test_report_never_shows_the_answers_cookie():
    assert "cookie-answer" not in report_of("/conditions/")
