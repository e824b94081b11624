"""What the lists of known holes say is read rightly: no answer is never "no hole"."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture
def audit(monkeypatch):
    monkeypatch.syspath_prepend(Path(settings.BASE_DIR) / "bench")
    import audit

    return audit


@pytest.mark.parametrize(
    ("returned", "verdict"),
    [(0, "CLEAN"), (1, "VULNERABLE"), (2, "UNASKED"), (-9, "UNASKED")],
)
def test_uv_verdict(audit, returned, verdict):
    assert audit.uv_verdict(returned).name == verdict


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"metadata": {"vulnerabilities": {"high": 0, "total": 0}}}, "CLEAN"),
        ({"metadata": {"vulnerabilities": {"high": 1, "total": 1}}}, "VULNERABLE"),
        ({"message": "405 Method Not Allowed", "statusCode": 405}, "UNASKED"),
        ({"metadata": None}, "UNASKED"),
        ("", "UNASKED"),
    ],
)
def test_npm_verdict(audit, said, verdict):
    text = json.dumps(said) if said else ""
    assert audit.npm_verdict(text).name == verdict


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {"vulnerabilities": {"ip": {"severity": "high", "range": "<=2.0.1"}}},
            "ip <=2.0.1: high",
        ),
        ({"message": "405 Method Not Allowed"}, "405 Method Not Allowed"),
        ({"vulnerabilities": {"ip": {}}}, ""),
        ([], ""),
    ],
)
def test_npm_words(audit, said, words):
    assert audit.npm_words(json.dumps(said)) == words


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        (["CLEAN", "CLEAN"], 0),
        (["CLEAN", "UNASKED"], 3),
        (["UNASKED", "VULNERABLE"], 1),
    ],
)
def test_code(audit, verdicts, code):
    assert audit.code([audit.Verdict[name] for name in verdicts]) == code


def test_every_lock_is_asked_about(audit):
    folders = {
        str(lock.parent.relative_to(audit.ROOT))
        for top in ("static", "bench")
        for lock in (audit.ROOT / top).rglob("package-lock.json")
        if "node_modules" not in lock.parts
    }
    assert set(audit.NPM_LOCKS) == folders
