"""Everything that forbids publishing a version, told all at once."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.pages.checks import Neighbours, link_faults, name_faults, slug_faults
from portal.pages.names import names_of_record
from portal.pages.record_rows import from_record, validate_record
from portal.pages.record_values import Parsed
from portal.pages.records import Record, record_models, schema_of
from portal.pages.revisions import Revision
from portal.pages.slugs import named_today

from .site_names import SiteNames, site_names


def faults_of(revision: Revision, *, quick: bool = False) -> list[str]:
    """Return what is wrong with a version: by itself, and among all other records.

    A publication asks for everything; a page that is looked at, for what is `quick`.
    """
    return [
        *faults_of_text(revision, site_names()),
        *row_of(revision).publication_faults(quick=quick),
    ]


def foresee(revision: Revision) -> None:
    """Find out what takes seconds before others have to wait for it behind a lock.

    Who finds it keeps it for a while: the check behind the lock asks again, quickly.
    """
    list(row_of(revision).publication_faults())


def faults_of_text(revision: Revision, site: SiteNames) -> list[str]:
    """Return what is wrong with a version's fields; quick, and asks no database."""
    return [*_own_faults(row_of(revision)), *_faults_among_others(revision, site)]


def row_of(revision: Revision) -> Record:
    """Return an unsaved row that says what the revision says."""
    return from_record(
        record_models()[revision.kind],
        revision.record,
        language=revision.language,
        slug=revision.slug,
    )


def _own_faults(row: Record) -> Iterator[str]:
    try:
        validate_record(row)
    except ValidationError as error:
        for name, problems in error.message_dict.items():
            for problem in problems:
                yield f"{_label(row, name)}: {problem}"


def _faults_among_others(revision: Revision, site: SiteNames) -> Iterator[str]:
    """Yield links that lead nowhere, unlisted sources and names that others have."""
    address = revision.address
    record = named_today(revision.kind, revision.record, site.moved)
    parsed = Parsed(file=str(revision), record=record)
    names = site.names | {address: names_of_record(revision.kind, revision.record)}
    schema = schema_of(record_models()[revision.kind])
    row = row_of(revision)
    for fault in (
        *link_faults(schema, revision.language, parsed, Neighbours(names)),
        *name_faults(names, {address: parsed}),
        *slug_faults({address: parsed}, names),
    ):
        yield _("%(field)s: found %(found)s, allowed %(allowed)s") % {
            "field": _label(row, fault.field),
            "found": fault.found,
            "allowed": fault.allowed,
        }


def _label(row: Record, name: str) -> str:
    """Return what the form calls a field."""
    labels = {field.name: field.verbose_name for field in row._meta.fields}
    return str(labels.get(name, name.removeprefix("## "))).capitalize()
