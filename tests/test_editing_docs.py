"""The guide for clinic staff speaks of what is on the screen, in its own words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.core.management import get_commands
from django.utils.text import capfirst

from portal.clinic.roles import ROLES
from portal.pages.revisions import Revision

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
GUIDE = (DOCS / "editing.md").read_text(encoding="utf-8")
ADMIN = Path(django.__file__).parent / "contrib" / "admin" / "templates"
OURS = ("conditions", "procedures", "portal")
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
RIGHTS = {
    "write, save, send for review, bring back": "pages.revision.edit_record",
    "read feedback and mark it as done": "clinic.feedback.change_feedback",
    "review, publish, schedule, send back, unpublish": (
        "pages.revision.publish_revision"
    ),
    "have a clinician sign, export to files": "pages.revision.publish_revision",
    "delete feedback": "clinic.feedback.delete_feedback",
    "change the clinic's profile": "clinic.clinic.change_clinic",
    "look after accounts": "auth.user.change_user",
    "read the audit log": "staff.auditentry.view_auditentry",
}
"""The rows of the guide's table of roles, each with the right that it is about."""


def in_templates(folder: Path) -> Iterator[str]:
    """Yield what the templates of a folder say, `…` for what is filled in."""
    for path in folder.rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        for short in re.findall(r"""(?:translate |_\()(["'])(.+?)\1""", text):
            yield short[1]
        long = r"{% blocktranslate\b[^%]*%}(.*?){% endblocktranslate %}"
        for block in re.findall(long, text, re.DOTALL):
            block = re.sub(r"<span class=\"visually-hidden\">.*?</span>", "", block)
            for form in re.split(r"{% plural %}", block):
                yield re.sub(r"{{.*?}}", "…", " ".join(form.split()))


def in_code(path: Path) -> Iterator[str]:
    """Yield what a module says to people, and the headings of its fields."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", "") in GETTEXT
        given = [a for a in node.args if called] + [
            keyword.value for keyword in node.keywords if keyword.arg == "heading"
        ]
        for found in given:
            if isinstance(found, ast.Constant) and isinstance(found.value, str):
                yield re.sub(r"%\(\w+\)[sd]", "…", found.value)


def in_models() -> Iterator[str]:
    """Yield what the models and their fields are called."""
    for model in apps.get_models():
        if not model.__module__.startswith((*OURS, "django.contrib.auth")):
            continue
        yield from (model._meta.verbose_name, model._meta.verbose_name_plural)
        for field in model._meta.get_fields():
            yield getattr(field, "verbose_name", "")


@cache
def vocabulary() -> frozenset[str]:
    """Return every word, label and sentence that may stand on a staff page."""
    said = [*in_templates(ROOT / "templates"), *in_templates(ADMIN), *in_models()]
    for folder in OURS:
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                said += in_code(path)
    said += [*ROLES, "Add …", "Go"]  # Django's own button and Django's “Go”
    return frozenset(capfirst(str(text)) for text in said)


def unknown(text: str) -> list[str]:
    """Return what a text has in bold that the software does not say."""
    prose = re.sub(r"`[^`\n]*`", "", text)
    bold = re.findall(r"\*\*(.+?)\*\*", prose, re.DOTALL)
    words = [re.sub(r"“[^”]+”$", "“…”", " ".join(found.split())) for found in bold]
    return sorted({w for w in words if w not in vocabulary()})


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, with its head."""
    part = GUIDE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("|")]
    cells = [[c.strip(" *") for c in row.strip("|").split("|")] for row in rows]
    return [row for row in cells if set("".join(row)) != {"-"}]


def test_guide_names_what_is_on_the_screen():
    assert unknown(GUIDE) == []


def test_what_is_not_on_the_screen_is_found():
    text = (
        "Press **Save draft**, **Make it\npretty** or **Add to “Risks”**. `**` is it."
    )
    assert unknown(text) == ["Make it pretty"]


def test_guide_uses_every_picture():
    shown = re.findall(r"!\[([^\]]*)\]\(pictures/([^)]+)\)", GUIDE)
    assert {name for _alt, name in shown} == {
        path.name for path in (DOCS / "pictures").glob("editing-*")
    }
    assert all(len(alt) > 20 for alt, _name in shown)


def test_guide_lists_the_states():
    rows = table("States of a version")[1:]
    assert [row[0] for row in rows] == [str(label) for label in Revision.State.labels]


def test_guide_says_who_may_do_what():
    head, *rows = table("Who may do what")
    assert head[1:] == list(ROLES)
    assert {row[0]: row[1:] for row in rows} == {
        task: ["yes" if right in held else "no" for held in ROLES.values()]
        for task, right in RIGHTS.items()
    }


def test_guide_names_commands_that_exist():
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", GUIDE))
    assert named
    assert named <= set(get_commands())


@pytest.mark.parametrize("anchor", sorted(set(re.findall(r"\]\((\S*#[^)]+)\)", GUIDE))))
def test_guide_links_to_headings_that_exist(anchor):
    name, _hash, wanted = anchor.partition("#")
    text = (DOCS / name).read_text(encoding="utf-8") if name else GUIDE
    headings = re.findall(r"^##+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
    assert wanted in slugs
