"""What the proxy shows when nobody else answers: it must need nothing."""

from __future__ import annotations

import hashlib
import re
import stat
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.clinic.models import Clinic

pytestmark = pytest.mark.django_db
NGINX = Path(__file__).parents[3] / "docs/deploy/nginx.conf"


def written(folder) -> str:
    call_command("write_away_page", str(folder / "away.html"))
    return (folder / "away.html").read_text(encoding="utf-8")


def test_away_page_tells_the_clinics_numbers_in_every_language(tmp_path, settings):
    Clinic(
        pk=1,
        name="Harbor & Sons",
        phone="(555) 010-0199",
        emergency_number="112",
        crisis_line="116 123",
    ).save()
    html = written(tmp_path)
    assert "Harbor &amp; Sons" in html
    parts = re.findall(r'<section lang="(\w+)">(.*?)</section>', html, re.DOTALL)
    assert [code for code, _ in parts] == [code for code, _ in settings.LANGUAGES]
    for _, part in parts:
        numbers = re.findall(r'href="tel:([^"]+)"', part)
        assert numbers == ["112", "116123", "555010-0199"]
    assert "Por favor" in html


def test_away_page_fetches_nothing_and_leads_nowhere_else(tmp_path):
    html = written(tmp_path)
    assert not re.search(r"\b(src|srcset|action)=|<link|<script|url\(|@import", html)
    assert set(re.findall(r'href="(\w+):', html)) == {"tel"}


def test_nginx_allows_the_style_of_the_away_page_and_nothing_else(tmp_path):
    (style,) = re.findall(r"<style>(.*?)</style>", written(tmp_path), re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r"\"(default-src .*)\";", NGINX.read_text())
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def test_away_page_is_replaced_whole_and_readable_by_the_proxy(tmp_path):
    (tmp_path / "away.html").write_text("of yesterday")
    assert "of yesterday" not in written(tmp_path)
    assert stat.S_IMODE((tmp_path / "away.html").stat().st_mode) == 0o644
    assert [file.name for file in tmp_path.iterdir()] == ["away.html"]


def test_away_page_says_where_it_cannot_be_written(tmp_path):
    with pytest.raises(CommandError, match=r"none/away\.html: No such file"):
        call_command("write_away_page", str(tmp_path / "none" / "away.html"))
