"""The names that records go by: titles and synonyms, which no two may share."""

from __future__ import annotations

from .content_files import Address
from .records import record_models
from .schema import RecordData

Names = dict[Address, list[str]]
"""Every record's title first, then its synonyms."""


def names_in_database() -> Names:
    """Return the names of every record that patients read, or may read again.

    A record that was unpublished may be linked to, as it can come back; its names are
    free for others.
    """
    names: Names = {}
    for kind, model in record_models().items():
        columns = ["title", "synonyms"] if has_names(kind) else []
        for language, slug in model.objects.gone().values_list("language", "slug"):
            names[kind, language, slug] = []
        rows = model.objects.published()
        for language, slug, *own in rows.values_list("language", "slug", *columns):
            names[kind, language, slug] = [own[0], *own[1]] if own else []
    return names


def names_of_record(kind: str, record: RecordData) -> list[str]:
    """Return a record's names; sources go by none, as documents share titles."""
    if not has_names(kind):
        return []
    return [record.get("title", ""), *record.get("synonyms", ())]


def has_names(kind: str) -> bool:
    return any(f.name == "synonyms" for f in record_models()[kind]._meta.fields)
