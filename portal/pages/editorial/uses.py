"""Where a record is used: what would break, or follow, if its address changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from portal.pages.links import links_of
from portal.pages.markdown import page_links
from portal.pages.records import Record, record_models, schema_of
from portal.pages.revisions import OPEN_STATES, Link, Revision
from portal.pages.schema import RecordData, Schema, references

from .addresses import edit_url, kind_name

Address = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """A version of another record that links to it, and in which fields."""

    revision: Revision
    fields: tuple[str, ...]  # as the form calls them

    @property
    def title(self) -> str:
        return str(self.revision.record.get("title") or self.revision.slug)

    @property
    def kind_name(self) -> str:
        return kind_name(self.revision.kind)

    @property
    def language(self) -> str:
        """Name the language where it is not the site's first."""
        if self.revision.language in ("", settings.LANGUAGE_CODE):
            return ""
        return str(dict(settings.LANGUAGES)[self.revision.language])

    @property
    def url(self) -> str:
        return edit_url(*self.revision.address)


@dataclass(frozen=True, kw_only=True)
class Uses:
    """Everything that names one record."""

    published: list[Use]
    drafts: list[Use]
    needed_by: list[str]
    """Places that the table of links cannot see and that cannot do without it."""

    @cached_property
    def any(self) -> bool:
        return bool(self.published or self.drafts or self.needed_by)


def uses_of(kind: str, slug: str) -> Uses:
    """Return where a record is used, in a number of queries that does not grow.

    A version names its record by today's slug: renaming it mends open versions.
    """

    def use(revision: Revision) -> Use:
        schema = schema_of(record_models()[revision.kind])
        return Use(
            revision=revision,
            fields=tuple(_places(schema, revision.record, kind, slug)),
        )

    return Uses(
        published=[use(revision) for revision in linking_to(kind, slug)],
        drafts=[use(revision) for revision in open_naming(kind, slug)],
        needed_by=list(needed_by(kind, slug)),
    )


def needed_by(kind: str, slug: str) -> Iterator[str]:
    """Yield the places outside the table of links that depend on this record."""
    for model in record_models().values():
        for used, where in model.names_in_use(kind):
            if used == slug:
                yield f"{model._meta.verbose_name} ({where})"


def needed_faults(kind: str, slug: str) -> Iterator[str]:
    """Yield each place that would break without this very record."""
    for where in dict.fromkeys(needed_by(kind, slug)):
        yield _("It is needed by: %(where)s. Change that first.") % {"where": where}


def leaving_faults(row: Record) -> list[str]:
    """Return why a page cannot be taken away; a translation always can."""
    if row.language not in ("", settings.LANGUAGE_CODE):
        return []
    return list(needed_faults(row.kind, row.slug))


def linking_to(kind: str, slug: str) -> list[Revision]:
    """Return what patients read that links to a record, but for the record itself."""
    links = Link.objects.filter(to_kind=kind, to_slug=slug)
    found = set(links.values_list("kind", "language", "slug").distinct())
    versions = Revision.objects.filter(
        state=Revision.State.PUBLISHED,
        kind__in={address[0] for address in found},
        slug__in={address[2] for address in found},
    )
    return sorted(
        (r for r in versions if r.address in found and _is_other(r, kind, slug)),
        key=_by_title,
    )


def open_naming(kind: str, slug: str) -> list[Revision]:
    """Return the versions in work that link to a record, but for its own."""
    return sorted(
        (
            revision
            for revision in Revision.objects.filter(state__in=OPEN_STATES)
            if names(revision, kind, slug) and _is_other(revision, kind, slug)
        ),
        key=_by_title,
    )


def names(revision: Revision, kind: str, slug: str) -> bool:
    """Tell whether a version links to this record."""
    if slug not in str(revision.record):
        return False  # quicker than reading every text
    schema = schema_of(record_models()[revision.kind])
    return any(
        (link.kind, link.slug) == (kind, slug)
        for link in links_of(schema, revision.record)
    )


def _is_other(revision: Revision, kind: str, slug: str) -> bool:
    return (revision.kind, revision.slug) != (kind, slug)


def _by_title(revision: Revision) -> tuple[str, int]:
    return str(revision.record.get("title", revision.slug)).casefold(), revision.pk


def _places(schema: Schema, record: RecordData, kind: str, slug: str) -> Iterator[str]:
    """Yield the field or section of each link, in the order of the page."""
    labels = {field.name: field.heading or field.label for field in schema.fields}
    named = [
        link.relation
        for link in references(schema, record)
        if (link.kind, link.slug) == (kind, slug)
    ]
    named += [
        field.name
        for field in schema.sections
        for found in page_links(record.get(field.name, ""))
        if found[:2] == (kind, slug)
    ]
    for name in dict.fromkeys(named):
        yield labels[name].capitalize()
