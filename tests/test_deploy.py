"""The files in docs/deploy say what the documents say of them. `make try-deploy` runs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.test_docs import rows, text

DEPLOY = Path(__file__).parent.parent / "docs" / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text()


def mapped(name: str, value: str) -> str:
    """Return what nginx's map makes of a value."""
    body = re.search(rf"map \$\w+ \${name} {{(.*?)\n    }}", NGINX, re.DOTALL)[1]
    for pattern, result in re.findall(r'"~(\S+)"\s+"?([^";]+)"?;', body):
        if found := re.search(pattern.replace("(?<", "(?P<"), value):
            for group, part in found.groupdict().items():
                result = result.replace(f"${{{group}}}", part).replace(
                    f"${group}", part
                )
            return result
    default = re.search(r"default\s+(\S+);", body)[1]
    return value if default.startswith("$") else default.strip('"')


@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("2001:db8:1::6", "2001:db8:1::"),
        ("2001:db8::5:6", "2001:db8::"),
        ("2001::6", "2001::"),
        ("::1", "-"),
        ("::ffff:203.0.113.77", "-"),
        ("unix:", "-"),
    ],
)
def test_nginx_shortens_addresses(address, short):
    assert mapped("short_address", address) == short


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/conditions/sciatica/", "/conditions/sciatica/"),
        ("/pain-path/where/", "/pain-path/"),
        ("/es/pain-path/result/", "/es/pain-path/"),
        ("/sign-off/secret/", "/sign-off/"),
        ("/es/sign-off/secret/", "/es/sign-off/"),
    ],
)
def test_nginx_logs_less_of_some_addresses(path, logged):
    assert mapped("logged_path", path) == logged


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("203.0.113.77", "203.0.113.77"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:"),
        ("2001:db8::5:6", "2001:db8:"),
    ],
)
def test_nginx_counts_a_household_as_one(address, visitor):
    assert mapped("visitor", address) == visitor


def test_nginx_logs_nothing_else_of_a_request():
    formats = re.findall(r"log_format .*?;", NGINX, re.DOTALL)
    assert len(formats) == 1
    assert set(re.findall(r"\$(\w+)", formats[0])) == {
        *("time_iso8601", "request_id", "short_address", "request_method"),
        *("logged_path", "status", "body_bytes_sent", "request_time"),
        *("upstream_addr", "upstream_status"),
    }
    logs = set(re.findall(r"^ *access_log (.*);", NGINX, re.MULTILINE))
    assert logs == {"/var/log/nginx/portal.log portal", "off"}
    levels = re.findall(r"^ *error_log \S+ (\w+);", NGINX, re.MULTILINE)
    assert levels == ["crit"]


def test_upgrade_finds_every_web_server_of_nginx():
    lines = re.findall(r"^ *server 127\.0\.0\.1:(\d+) [^;]*;", NGINX, re.MULTILINE)
    script = (DEPLOY / "portal-upgrade").read_text()
    ports = re.search(r"PORTAL_PORTS:=([\d ]+)", script)[1].split()
    assert sorted(lines) == sorted(ports * 2)


def test_example_names_settings_that_there_are():
    example = (DEPLOY / "portal.env.example").read_text()
    names = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert names - {"HOST"} <= rows("docs/deploying.md", "Settings")
    assert re.search(r"^SECRET_KEY=$", example, re.MULTILINE)  # nobody's is shipped


def test_example_has_no_issue_for_django(tmp_path):
    """`check --deploy` in production's settings, as `portal-upgrade` runs it."""
    example = (DEPLOY / "portal.env.example").read_text()
    named = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE))
    own = {
        "SECRET_KEY": "".join(map(chr, range(48, 123))),
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "STATIC_ROOT": str(tmp_path),
        "DEBUG": "false",
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "manage.py", "check", "--deploy"]
    done = subprocess.run(
        [*command, "--fail-level=WARNING"],
        cwd=DEPLOY.parents[1],
        env=named | own,
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = done.stdout + done.stderr
    assert said == "System check identified no issues (0 silenced).\n"


def test_every_day_what_has_to_be_done_is_done():
    started = {timer.stem for timer in DEPLOY.glob("*.timer")}
    (enabled,) = re.findall(
        r"systemctl enable --now ((?:.*\\\n)*.*)", text("docs/deploying.md")
    )
    assert set(re.findall(r"([\w-]+)\.timer", enabled)) == started
    units = "".join(timer.read_text() for timer in DEPLOY.glob("*.timer"))
    assert "@clearsessions.service" in units


def test_timers_run_commands_that_there_are():
    units = set()
    for timer in DEPLOY.glob("*.timer"):
        (unit,) = re.findall(r"^Unit=(\S+)$", timer.read_text(), re.MULTILINE)
        units.add(unit)
        assert f"`{timer.stem}`" in text("docs/deploying.md")
    assert units
    commands = {unit.partition("@")[2].removesuffix(".service") for unit in units}
    assert commands - {""} <= get_commands().keys()


def test_web_server_keeps_no_log_of_its_own():
    unit = (DEPLOY / "portal@.service").read_text()
    assert "--access-log" not in unit + text("Makefile")


def test_every_file_is_told_of():
    told = text("docs/deploying.md")
    for file in DEPLOY.iterdir():
        named = file.name in told or file.stem.strip("@") in told
        assert named, file.name
