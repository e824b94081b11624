from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.conftest import SHIPPED
from tests.portal.painpath.paths import PROCEDURES, SMALL, SMALL_WORDING, replaced
from tests.portal.painpath.published import SMALL_CASES
from tests.portal.painpath.walking import SCIATICA, forgotten_content

pytestmark = pytest.mark.django_db

KEYS = [
    "urgency",
    "triggers",
    "specialist",
    "listed",
    "not_yet",
    "not_listed",
    "care_not_tried",
    "ending",
]


@pytest.fixture
def broken(tmp_path, settings):
    """A copy of what is shipped, read instead of it; tests break it."""
    root = tmp_path / "content"
    for name in ("sources.yaml", "en/pain-path.yaml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SHIPPED / name, root / name)
    for name in ("pain-path", "en/procedures"):
        shutil.copytree(SHIPPED / name, root / name)
    settings.CONTENT_DIR = root
    with forgotten_content():
        yield root


@pytest.fixture
def small_content(tmp_path, settings):
    """A content folder with the small path, whose proofs take no time."""
    root = tmp_path / "content"
    texts = {
        "pain-path/path.yaml": SMALL,
        "pain-path/cases.yaml": SMALL_CASES,
        "en/pain-path.yaml": SMALL_WORDING,
        "en/procedures/knee-injection.md": "",
        "sources.yaml": "red-flags: {}\nguideline: {}\n",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    settings.CONTENT_DIR = root
    with forgotten_content():
        yield root


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run `pain_path` on a text; return its lines, or its fault, and what it printed."""

    def call(text, *, stdin=False):
        if stdin:
            monkeypatch.setattr("sys.stdin", io.StringIO(text))
            call_command("pain_path", "-")
        else:
            file = tmp_path / "answers.yaml"
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
            call_command("pain_path", str(file))
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return call


def edit(file, old, new):
    file.write_text(replaced(file.read_text(), old, new))


@pytest.mark.parametrize("stdin", [True, False])
def test_pain_path_prints_the_outcome(run, stdin):
    answers = yaml.safe_dump(SCIATICA | {"severity": 7, "interference": 6})
    (found,) = run(answers, stdin=stdin)
    assert list(found) == KEYS
    assert (found["urgency"], found["specialist"]) == ("routine", "pain_specialist")
    assert found["ending"] == "consult-a-specialist"
    (listed,) = found["listed"]
    assert list(listed) == ["procedure", "rule", "because", "tell_specialist"]
    assert listed["tell_specialist"] == ["blood_thinner", "diabetes"]
    named = [found["listed"], found["not_yet"], found["not_listed"]]
    assert sorted(item["procedure"] for part in named for item in part) == sorted(
        PROCEDURES
    )


def test_pain_path_prints_a_line_for_each_document_in_order(run):
    text = (
        "emergency_signs: [chest_pain, cold_limb]\n---\n"
        "urgent_signs: [fever]\n---\n"
        "age_group: under_18\n---\n"
        "{}\n"
    )
    found = run(text)
    assert [(one["urgency"], one["specialist"]) for one in found] == [
        ("emergency", "emergency"),
        ("same_day", "same_day_care"),
        ("routine", "paediatrics"),
        ("routine", "primary_care"),
    ]
    assert [one["triggers"] for one in found] == [
        ["chest_pain", "cold_limb"],
        ["fever"],
        ["under_18"],
        [],
    ]
    assert found[3]["listed"] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("for_whom: you", 1),
        ("for_whom: you\nseverity: 11\nshoe_size: 44", 3),
        ("for_whom: me\n---\nfor_whom: you", 1),
        ("[", 1),
        ("", 1),
        ("severity: !!python/object/apply:os.system [ls]", None),
        (b"for_whom: \xff\xfe", 1),
    ],
)
def test_pain_path_refuses_whole_and_prints_nothing(run, capsys, text, lines):
    with pytest.raises(CommandError) as caught:
        run(text)
    assert caught.value.returncode == 2
    assert lines in (None, len(str(caught.value).splitlines()))
    assert capsys.readouterr().out == ""


def test_pain_path_without_the_file(capsys):
    with pytest.raises(CommandError, match=r"nothing\.yaml") as caught:
        call_command("pain_path", "nothing.yaml")
    assert caught.value.returncode == 2
    assert capsys.readouterr().out == ""


def test_pain_path_with_broken_content(run, broken):
    edit(broken / "pain-path" / "path.yaml", "tell_specialist: health", "tell: health")
    with pytest.raises(CommandError, match=r"path\.yaml:\d+: ") as caught:
        run("for_whom: me")
    assert caught.value.returncode == 2


@pytest.mark.parametrize(("text", "code"), [("for_whom: me", 0), ("for_whom: x", 2)])
def test_pain_path_from_a_shell(text, code):
    command = [sys.executable, "manage.py", "pain_path", "-"]
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, cwd=SHIPPED.parent
    )
    assert done.returncode == code
    said, silent = (done.stderr, done.stdout) if code else (done.stdout, done.stderr)
    assert len(said.splitlines()) == 1
    assert silent == ""
    assert "Traceback" not in said


def test_pain_path_table_has_every_rule(capsys, path):
    call_command("pain_path_table")
    out = capsys.readouterr().out
    for rule in path.rules:
        assert rule.id in out


def test_pain_path_graph_is_a_picture_of_every_screen(capsys, wording):
    call_command("pain_path_graph")
    root = ET.fromstring(capsys.readouterr().out)
    words = " ".join(" ".join(root.itertext()).split())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    for title in wording.steps.values():
        assert title.me in words


def test_pain_path_proofs_name_the_case_that_fails(small_content, capsys):
    edit(
        small_content / "pain-path" / "cases.yaml",
        "without: [side]\n  expect: {listed: [knee-injection]}",
        "without: [side]\n  expect: {listed: [], specialist: spine_surgeon}",
    )
    with pytest.raises(CommandError) as caught:
        call_command("pain_path_proofs")
    lines = str(caught.value).splitlines()
    assert len(lines) == 2
    assert all(line.startswith("A knee without a side") for line in lines)
    told = "expected spine_surgeon, found pain_specialist"
    assert any(told in line for line in lines)
    assert "cases, worded in" in capsys.readouterr().out


def test_pain_path_proofs_fail_when_a_sign_of_danger_leads_nowhere(broken):
    path = broken / "pain-path" / "path.yaml"
    edit(
        path,
        "          - cold_limb\n          - self_harm\n    sources:",
        "    sources:",
    )
    with pytest.raises(CommandError, match="cold_limb"):
        call_command("pain_path_proofs")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pain-path/path.yaml", "at_most: 3", "at_mots: 3"),
        ("pain-path/cases.yaml", "severity: 2}", "severity: 22}"),
        ("en/pain-path.yaml", "legend: How old are {you}?", "legend: How old, {thou}?"),
    ],
)
def test_pain_path_proofs_name_the_line_of_a_broken_file(
    broken, capsys, file, old, new
):
    edit(broken / file, old, new)
    with pytest.raises(CommandError, match=rf"{file}:\d+: ") as caught:
        call_command("pain_path_proofs")
    assert len(str(caught.value).splitlines()) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", ["table", "graph", "proofs"])
def test_commands_without_wording_name_the_file(broken, capsys, command):
    (broken / "en" / "pain-path.yaml").unlink()
    with pytest.raises(
        CommandError, match=r"en/pain-path\.yaml:1: file: found no such"
    ):
        call_command(f"pain_path_{command}")
    assert capsys.readouterr().out == ""
