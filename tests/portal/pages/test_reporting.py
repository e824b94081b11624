from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from conditions.models import Cause
from portal.pages.loading import load_content
from portal.pages.models import Source
from portal.pages.reporting import load_report
from tests.edits import CAUSE, GLOSSARY, GUIDE, edit, publish_edit, write, write_file

pytestmark = pytest.mark.django_db


def report(root, **options):
    plan = load_content(root, **options)
    return list(load_report(plan, check=options.get("check", False)))


def total(created, updated, kept, conflicts, unchanged, would=""):
    return (
        f"{created} {would}created, {updated} {would}updated, {kept} kept as edited in "
        f"admin, {conflicts} conflicts, {unchanged} unchanged"
    )


def test_load_report_of_a_first_load_and_of_the_next(content):
    assert report(content, check=True) == [total(8, 0, 0, 0, 0, "would be ")]
    assert report(content) == [total(8, 0, 0, 0, 0)]
    assert report(content) == [total(0, 0, 0, 0, 8)]


def test_load_report_names_what_a_person_must_know(content):
    write_file(content, "cause", "other", title="Other")
    load_content(content)
    ada = User.objects.create(username="ada")
    cause = Cause.objects.get(slug="nerve-damage")
    publish_edit(cause, ada, title="Harm", funding="A grant")
    edit(content / CAUSE, "Nobody paid for this page.", "A fund")
    edit(content / GLOSSARY, "title: Nerve root", "title: Root")
    (content / GUIDE).unlink()
    write(content / "en/causes/.hidden.md", "x")
    lines = [
        "en/causes/.hidden.md: passed over, a hidden or backup file",
        "cause nerve-damage (en): kept as edited in admin: funding, title",
        f"{CAUSE}: funding: changed in the file and in admin; admin's stays until "
        "somebody chooses, there or by --prefer",
    ]
    gone = f"{GUIDE}: guide when-to-consider (en): no longer in the files, "
    assert report(content) == [
        *lines,
        gone + "still published (--prune)",
        total(0, 1, 1, 1, 6),
    ]
    assert gone + "unpublished" in report(content, prune=True)


def test_load_report_names_a_source_without_a_language(content):
    load_content(content)
    ada = User.objects.create(username="ada")
    publish_edit(Source.objects.get(), ada, title="Another trial")
    assert report(content)[0] == "source trial-2020: kept as edited in admin: title"
