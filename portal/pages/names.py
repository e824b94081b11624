"""The names that records go by: titles and synonyms, which no two may share."""

from __future__ import annotations

from django.db.models import F, JSONField, QuerySet, Value
from django.db.models.expressions import Combinable

from .content_files import Address
from .records import Record, record_models
from .schema import RecordData

Names = dict[Address, list[str]]
"""Every record's title first, then its synonyms."""

_NONE: tuple[Combinable, Combinable] = (
    Value(""),
    Value([], output_field=JSONField()),
)


def names_in_database() -> Names:
    """Return the names of every record that patients read, or may read again.

    A record that was unpublished may be linked to, as it can come back; its names are
    free for others. One query, however many kinds there are.
    """
    first, *others = (_rows_of(kind) for kind in record_models())
    return {
        (kind, language, slug): [title, *synonyms]
        if has_names(kind) and status == Record.Status.PUBLISHED
        else []
        for kind, language, slug, status, title, synonyms in first.union(
            *others, all=True
        )
    }


def _rows_of(kind: str) -> QuerySet:
    """Return one kind's rows in the columns that all kinds have in common."""
    title, synonyms = (F("title"), F("synonyms")) if has_names(kind) else _NONE
    rows: QuerySet = (
        record_models()[kind]
        .objects.filter(live__isnull=False)
        .order_by()
        .annotate(kind_of=Value(kind), own=title, others=synonyms)
        .values_list("kind_of", "language", "slug", "status", "own", "others")
    )
    return rows


def names_of_record(kind: str, record: RecordData) -> list[str]:
    """Return a record's names; sources go by none, as documents share titles."""
    if not has_names(kind):
        return []
    return [record.get("title", ""), *record.get("synonyms", ())]


def has_names(kind: str) -> bool:
    return any(f.name == "synonyms" for f in record_models()[kind]._meta.fields)
