"""Each bad setting is refused at the start with its name and what is allowed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
WHOLE = {"SECRET_KEY": "a-long-secret-key-for-a-test", "ALLOWED_HOSTS": "example.org"}


def start(expression: str = "'started'", **environment: str):
    """Import the settings in a fresh process; print an expression of them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"from portal.settings import *; print(({expression}))"],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_settings_start_in_production():
    assert start(**WHOLE).stdout == "started\n"


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_settings_name_what_is_missing(missing):
    environment = {name: WHOLE[name] for name in WHOLE if name != missing}
    process = start(**environment)
    assert process.returncode == 1
    assert f"{missing}: Environment variable not set." in process.stderr
    assert "docs/deploying.md says how" in process.stderr


def test_settings_name_every_fault_at_once():
    errors = start(DEBUG="perhaps").stderr
    assert all(
        f"{name}:" in errors for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS")
    )


@pytest.mark.parametrize(
    "url", ["mysql://localhost/x", "nonsense", "postgres://localhost:port/x"]
)
def test_settings_refuse_a_database_url(url):
    process = start(**WHOLE, DATABASE_URL=url)
    assert process.returncode == 1
    assert "DATABASE_URL: " in process.stderr
    assert "llowed" in process.stderr


def test_settings_production_is_strict():
    values = "SECURE_SSL_REDIRECT, SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, DEBUG"
    assert start(values, **WHOLE).stdout == "(True, True, True, False)\n"


def test_settings_debug_needs_nothing():
    assert start("DEBUG", DEBUG="true").stdout == "True\n"


@pytest.mark.parametrize("url", ["pain.example.org", "https://example.org/x"])
def test_settings_refuse_a_site_url(url):
    process = start(**WHOLE, SITE_URL=url)
    assert process.returncode == 1
    assert f"SITE_URL: found {url}, allowed https://host" in process.stderr


def test_settings_take_a_site_url_with_or_without_a_slash():
    assert start("SITE_URL", **WHOLE).stdout == "\n"
    told = start("SITE_URL", **WHOLE, SITE_URL="https://pain.example.org/").stdout
    assert told == "https://pain.example.org\n"


def test_settings_refuse_an_email_url_and_keep_its_password_to_themselves():
    process = start(**WHOLE, EMAIL_URL="imap://ada:se~cret@mail.example.org")
    assert process.returncode == 1
    assert "EMAIL_URL: allowed console:, smtp://host:25" in process.stderr
    assert "se~cret" not in process.stderr


def test_settings_send_mail_to_the_console_only_with_debug():
    values = "EMAIL_BACKEND.split('.')[-2], globals().get('EMAIL_HOST')"
    assert start(values, DEBUG="true").stdout == "('console', None)\n"
    assert start(values, **WHOLE).stdout == "('smtp', 'localhost')\n"


def test_settings_know_a_proxy_only_when_told():
    name = "SECURE_PROXY_SSL_HEADER"
    assert start(name, **WHOLE).stdout == "None\n"
    told = start(name, **WHOLE, BEHIND_PROXY="true").stdout
    assert told == "('HTTP_X_FORWARDED_PROTO', 'https')\n"


def test_settings_demand_a_second_step_of_all_staff_but_with_debug():
    values = "SECOND_FACTOR, SESSION_COOKIE_AGE, SESSION_LONGEST"
    assert start(values, **WHOLE).stdout == "('all', 3600, 43200)\n"
    assert start("SECOND_FACTOR", DEBUG="true").stdout == "publishers\n"


def test_settings_refuse_other_rules_for_signing_in():
    given = {"SECOND_FACTOR": "none", "SESSION_HOURS": "0", "SESSION_IDLE_MINUTES": "x"}
    errors = start(**WHOLE, **given).stderr
    assert "SECOND_FACTOR: Must be one of: all, publishers." in errors
    assert all(f"{name}: " in errors for name in given)
