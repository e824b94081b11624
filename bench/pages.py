"""Thousands of pages, as like the shipped ones as can be, for us and for Pelican.

    python bench/pages.py FOLDER PAGES

Writes FOLDER/portal, a content folder with these pages besides the shipped ones, in
FOLDER/portal-before the shipped ones alone, and FOLDER/pelican with the same words.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

LISTS = ("emergency", "urgent", "routine", "questions", "synonyms")


def main(folder: Path, pages: int) -> None:
    os.environ.update(DEBUG="true", DJANGO_SETTINGS_MODULE="portal.settings")
    import django

    django.setup()
    from conditions.models import Condition
    from portal.pages.page_file import read_page, write_page
    from portal.pages.records import schema_of

    schema = schema_of(Condition)
    shipped = sorted((ROOT / "content/en/conditions").glob("*.md"))
    records = [
        read_page(path.read_text(), file=path.name, schema=schema, faults=[]).record
        for path in shipped
    ]
    shutil.copytree(ROOT / "content", folder / "portal-before")
    shutil.copytree(ROOT / "content", folder / "portal")
    ours, theirs = folder / "portal/en/conditions", folder / "pelican/pages"
    theirs.mkdir(parents=True)
    for number in range(pages):
        kind = number % len(records)
        slug, record = f"{shipped[kind].stem}-{number}", renamed(records[kind], number)
        (ours / f"{slug}.md").write_text(write_page(schema, record))
        sections = [(field.heading, field.name) for field in schema.sections]
        (theirs / f"{slug}.md").write_text(for_pelican(slug, record, sections))


def renamed(record: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the record under names that no other page has."""
    names = [f"{name[:70]} {number}" for name in record.get("synonyms", [])]
    return record | {"title": f"{record['title']} {number}", "synonyms": names}


def for_pelican(
    slug: str, record: dict[str, Any], sections: list[tuple[str, str]]
) -> str:
    """Return the same words as a page of Pelican's, which knows no fields of ours."""
    parts = [
        f"Title: {record['title']}\nSlug: {slug}\nSummary: {record['summary']}\n",
        *(f"## {head}\n\n{record.get(name, '')}" for head, name in sections),
        *("\n".join(f"- {text}" for text in record.get(name, [])) for name in LISTS),
        *(item["text"] for item in record.get("procedures", [])),
        *(item["text"] for item in record.get("positions", [])),
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
