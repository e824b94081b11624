"""Records and rows for tests: plain functions with keyword arguments."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import Group, User

from portal.clinic.roles import make_roles
from portal.pages.page_file import write_collection, write_page
from portal.pages.publishing import publish
from portal.pages.records import record_models, schema_of
from portal.pages.revisions import Revision

OUTCOME = {
    "text": "Of 100 people, 24 had less pain with it and 9 without it.",
    "with": 24,
    "without": 9,
    "per": 100,
    "comparator": "a sham injection",
    "population": "adults with sciatica",
    "when": "after 3 months",
    "certainty": "low",
    "source": "trial-2020",
}
POSITION = {
    "body": "NICE",
    "year": 2020,
    "position": "conditional",
    "text": "Consider it for acute and severe sciatica.",
    "source": "trial-2020",
}
PAGE = {
    "summary": "A plain sentence.",
    "body_areas": ["low_back"],
    "emergency": ["New numbness around your genitals"],
    "urgent": ["A fever with your pain"],
    "routine": ["Pain for more than 6 weeks"],
    "questions": ["What happens if I wait?"],
    "sources": ["trial-2020"],
    "funding": "Nobody paid for this page.",
}
OWN = {
    "condition": {
        "symptoms": ["burning-pain"],
        "causes": ["nerve-damage"],
        "conventional_care": ["exercise"],
        "procedures": [
            {
                "procedure": "nerve-block",
                "evidence": "mixed",
                "text": "It may help for a while.",
                "source": "trial-2020",
            }
        ],
        "positions": [POSITION],
    },
    "procedure": {"type": "injection", "purpose": "both"},
    "conventional-care": {"type": "movement"},
}
TREATMENT = {
    "awake_or_sedated": "Awake",
    "takes": "15 minutes",
    "visits": "1",
    "recovery": "A day",
    "benefits": [OUTCOME],
    "harms": [OUTCOME | {"text": "Of 100 people, 3 had a headache.", "with": 3}],
    "positions": [POSITION],
}
SLUGS = {
    "condition": "sciatica",
    "symptom": "burning-pain",
    "cause": "nerve-damage",
    "procedure": "nerve-block",
    "conventional-care": "exercise",
    "guide": "when-to-consider",
    "source": "trial-2020",
    "term": "nerve-root",
}


def record(kind: str, **changes: object) -> dict:
    """Return a whole, valid record; a change to None leaves the field out."""
    title = SLUGS[kind].replace("-", " ").capitalize()
    if kind == "source":
        base = {
            "title": "A trial",
            "publisher": "A journal",
            "year": 2020,
            "url": "https://example.org/trial",
            "checked": "copy",
        }
    elif kind == "term":
        base = {"title": title, "text": "Where a nerve leaves the spine."}
    else:
        treatment = TREATMENT if kind in ("procedure", "conventional-care") else {}
        sections = {
            field.name: f"Text of {field.name}, with [a link](condition:sciatica)."
            for field in schema_of(record_models()[kind]).sections
        }
        base = {"title": title} | PAGE | OWN.get(kind, {}) | treatment | sections
    merged = base | changes
    return {name: value for name, value in merged.items() if value is not None}


def page_text(kind: str, **changes: object) -> str:
    """Return the file of a valid page."""
    return write_page(schema_of(record_models()[kind]), record(kind, **changes))


def write_content(root: Path) -> None:
    """Write a small content folder: one record of each kind, all linked."""
    for kind in SLUGS:
        schema = schema_of(record_models()[kind])
        folder = root / "en" if schema.has_language else root
        if schema.folder:
            path = folder / schema.folder / f"{SLUGS[kind]}.md"
            text = page_text(kind)
        else:
            path = folder / schema.file
            text = write_collection(schema, {SLUGS[kind]: record(kind)})
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def revision(kind: str, slug: str | None = None, *, language: str = "en", **changes):
    """Return a saved revision of a record, not published."""
    return Revision.objects.create(
        kind=kind,
        language="" if kind == "source" else language,
        slug=slug or SLUGS[kind],
        record=record(kind, **changes),
        origin=Revision.Origin.FILES,
    )


def page(kind: str, slug: str | None = None, *, language: str = "en", **changes):
    """Return a published row."""
    made = revision(kind, slug, language=language, **changes)
    publish([made])
    return record_models()[kind].objects.get(language=made.language, slug=made.slug)


def pages(kinds: Iterable[str] = SLUGS) -> None:
    """Publish a row of each kind at once, which is quicker than one by one."""
    publish([revision(kind) for kind in kinds])


def user(username: str = "ada", **fields) -> User:
    return User.objects.create_user(username, password="correct horse", **fields)


def editor() -> User:
    return user(is_staff=True, is_superuser=True)


def staff(role: str, username: str = "ada", **fields) -> User:
    """Return a member of staff with one of the roles."""
    if not Group.objects.exists():  # a test that empties every table takes them away
        make_roles(apps)
    made = user(username, is_staff=True, **fields)
    made.groups.add(Group.objects.get(name=role))
    return made
