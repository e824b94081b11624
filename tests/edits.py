"""Change a content folder as an editor would, and look at what came of it."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps

from portal.pages.faults import ContentError
from portal.pages.loading import load_content
from portal.pages.page_file import write_page
from portal.pages.publishing import head_revision, publish, save_draft
from portal.pages.records import Record, record_models, schema_of
from portal.pages.revisions import Revision
from tests import factories

CONDITION = "en/conditions/sciatica.md"
CAUSE = "en/causes/nerve-damage.md"
PROCEDURE = "en/procedures/nerve-block.md"
GUIDE = "en/guides/when-to-consider.md"
GLOSSARY = "en/glossary.yaml"


def edit(path: Path, old: str, new: str) -> None:
    """Replace `old`, which must be there, with `new` wherever it stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def write_file(root: Path, kind: str, slug: str, **changes: object) -> None:
    """Write the file of a valid page with these changes."""
    schema = schema_of(record_models()[kind])
    text = write_page(schema, factories.record(kind, **changes))
    write(root / "en" / schema.folder / f"{slug}.md", text)


def load_faults(root: Path, **options: object) -> list[str]:
    """Load a folder that must be refused; return the lines that say why."""
    try:
        load_content(root, **options)
    except ContentError as error:
        return str(error).splitlines()
    raise AssertionError("the content was loaded")


def everything() -> dict[str, list[dict]]:
    """Return every row of every content table."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for app in ("pages", "conditions", "procedures")
        for model in apps.get_app_config(app).get_models()
    }


def draft(row: Record, author, **changes: object) -> Revision:
    """Save in admin: change fields of the newest revision; None empties one."""
    head = head_revision(row.kind, row.language, row.slug)
    merged = head.record | changes
    record = {name: value for name, value in merged.items() if value is not None}
    return save_draft(row, record, author=author, based_on=head)


def publish_edit(row: Record, author, **changes: object) -> Revision:
    """Save in admin and publish."""
    revision = draft(row, author, **changes)
    publish([revision])
    row.refresh_from_db()
    return revision
