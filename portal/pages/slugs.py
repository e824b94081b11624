"""Addresses that records had before, and whether a record may have an address."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .editorial.models import Event, Redirect
from .records import Record, record_models, schema_of
from .replacing import Moved, replace_references
from .schema import RecordData


def moved_addresses() -> dict[tuple[str, str], str]:
    """Return the slug of today for every kind and slug of before."""
    rows = Redirect.objects.values_list("kind", "slug", "to_slug")
    return {(kind, slug): to_slug for kind, slug, to_slug in rows}


def named_today(
    kind: str, record: RecordData, moved: Moved | None = None
) -> RecordData:
    """Return the record with every other record called by its name of today."""
    found = moved_addresses() if moved is None else moved
    return replace_references(schema_of(record_models()[kind]), record, found)


def address_faults(
    model: type[Record], slug: str, *, language: str | None = None, of: str = ""
) -> Iterator[str]:
    """Yield why a record cannot have this address, in an editor's words.

    It is for a new record in `language`, or for the record whose slug is `of` now, in
    every language that it has.
    """
    try:
        model._meta.get_field("slug").clean(slug, None)
    except ValidationError as error:
        yield from error.messages
    if slug in model.reserved_slugs:
        yield _("This address is needed for something else. Choose another.")
    rows = model.objects.filter(slug=slug)
    for row in rows if language is None else rows.filter(language=language):
        yield _taken(row)
    yield from _former(model, slug, of)
    for other in record_models().values():
        if other is not model and other.slug_space == model.slug_space != "":
            for row in other.objects.filter(slug=slug)[:1]:
                yield _("“%(title)s” (%(kind)s) has this name. Choose another.") % {
                    "title": row,
                    "kind": other._meta.verbose_name,
                }
            yield from _former(other, slug, "")


def _taken(row: Record) -> str:
    if row.status != Record.Status.DELETED:
        return _("“%(title)s” has this address already.") % {"title": row}
    deleted = Event.objects.filter(
        revision__kind=row.kind,
        revision__language=row.language,
        revision__slug=row.slug,
        action=Event.Action.DELETED,
    ).first()
    if deleted is None:
        text = _("“%(title)s” had this address and was deleted; restore it instead.")
        return text % {"title": row}
    text = _(
        "“%(title)s” had this address and was deleted on %(day)s; restore it instead."
    )
    day = timezone.localtime(deleted.at).date().isoformat()
    return text % {"title": row, "day": day}


def _former(model: type[Record], slug: str, of: str) -> Iterator[str]:
    """Yield a fault if the slug still leads readers to another record."""
    known: Collection[str] = Redirect.objects.filter(
        kind=model.kind, slug=slug
    ).values_list("to_slug", flat=True)
    for to_slug in known:
        if to_slug != of:
            yield _(
                "This is the former address of “%(slug)s” and still leads there. "
                "Choose another."
            ) % {"slug": to_slug}
