"""A script's attribute is the digest of what is sent; finished sites name every script's."""

from __future__ import annotations

import json
import re
from pathlib import Path

from django.template import Context, Template

ROOT = Path(__file__).parents[4]
TAG = Template('{% load scripts %}<script{% integrity "js/x.js" %}></script>')


def test_integrity_is_of_the_finished_file(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        }
    }
    (tmp_path / "js").mkdir()
    (tmp_path / "js/x.a1.js").write_text("alert(1)")
    paths = {"version": "1.1", "paths": {"js/x.js": "js/x.a1.js"}}
    (tmp_path / "staticfiles.json").write_text(json.dumps(paths))
    digest = "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="
    assert TAG.render(Context()) == f'<script integrity="{digest}"></script>'


def test_integrity_is_left_out_where_a_file_may_change_under_its_name():
    assert TAG.render(Context()) == "<script></script>"


def test_every_script_of_ours_has_its_own():
    for file in (ROOT / "templates").rglob("*.html"):
        for script in re.findall(r"<script [^>]*>", file.read_text()):
            source = re.search(r'src="{% static "([^"]+)" %}"', script)
            assert source, f"{file}: {script}"
            assert f'{{% integrity "{source[1]}" %}}' in script, f"{file}: {script}"
