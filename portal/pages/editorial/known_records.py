"""What records are called, as editors know them: of any kinds, by one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F, JSONField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.pages.fields import validate_slug
from portal.pages.models import Source
from portal.pages.records import Record, record_models

Wanted = tuple[str, str]
"""A kind and a slug; or no kind, and `kind:slug`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A record as editors know it; `value` is what a field keeps of it."""

    value: str
    title: str
    detail: str = ""
    found: bool = True


class Known(NamedTuple):
    """A record in the columns by which it is told from others."""

    kind: str
    language: str
    slug: str
    status: str
    title: str
    synonyms: list[str]
    publisher: str
    year: int
    checked: str

    @property
    def detail(self) -> str:
        """Say what tells it from others of the same title."""
        parts: list[Any] = [capfirst(record_models()[self.kind]._meta.verbose_name)]
        if self.kind == Source.kind:
            checked = Source.Checked(self.checked).label
            parts = [self.publisher, self.year or "", checked]
        if self.status != Record.Status.PUBLISHED:
            parts.append(Record.Status(self.status).label)
        return " · ".join(str(part) for part in parts if part)

    def choice(self, *, with_kind: bool) -> Choice:
        value = f"{self.kind}:{self.slug}" if with_kind else self.slug
        return Choice(value, self.title, self.detail)


_LACKING: Final[Mapping[str, Combinable]] = {
    "title": Value(""),
    "synonyms": Value([], output_field=JSONField()),
    "publisher": Value(""),
    "year": Value(0),
    "checked": Value(""),
}
"""What stands in a column that a kind has not, of the type that it has in others."""


def known_records(
    kinds: Iterable[str],
    language: str,
    slugs: Mapping[str, Collection[str]] | None = None,
    *,
    deleted: bool = False,
) -> list[Known]:
    """Return the records of these kinds, each once, in `language` if it is there.

    With `slugs`, only those; it has the names of each kind.
    """
    queries = [
        _rows(kind, language, None if slugs is None else slugs[kind], deleted)
        for kind in kinds
    ]
    if not queries:
        return []
    found: dict[tuple[str, str], Known] = {}
    for known in map(Known._make, queries[0].union(*queries[1:], all=True)):
        key = known.kind, known.slug
        if key not in found or known.language == language:
            found[key] = known
    return list(found.values())


def choices_of(wanted: Iterable[Wanted], language: str) -> dict[Wanted, Choice]:
    """Return what each of these is called; what there is no record of, is marked."""
    found = {one: Choice(one[1], one[1], _("Not found"), found=False) for one in wanted}
    slugs: dict[str, set[str]] = {}
    for to, value in found:
        kind, _colon, slug = (to, "", value) if to else value.partition(":")
        if kind in record_models() and _is_slug(slug):
            slugs.setdefault(kind, set()).add(slug)
    for known in known_records(slugs, language, slugs):
        for one in ((known.kind, known.slug), ("", f"{known.kind}:{known.slug}")):
            if one in found:
                found[one] = known.choice(with_kind=not one[0])
    return found


def _rows(
    kind: str, language: str, slugs: Collection[str] | None, deleted: bool
) -> QuerySet:
    """Return one kind's rows in the columns that all kinds have in common."""
    model = record_models()[kind]
    own = {field.name for field in model._meta.concrete_fields}
    rows: QuerySet = model.objects.order_by()
    if not model._meta.get_field("language").blank:
        rows = rows.in_language(language)  # type: ignore[attr-defined]
    if not deleted:
        rows = rows.exclude(status=Record.Status.DELETED)
    if slugs is not None:
        rows = rows.filter(slug__in=slugs)
    columns = {
        f"its_{name}": F(name) if name in own else lacking
        for name, lacking in _LACKING.items()
    }
    rows = rows.annotate(its_kind=Value(kind), **columns)
    return rows.values_list("its_kind", "language", "slug", "status", *columns)


def _is_slug(text: str) -> bool:
    try:
        validate_slug(text)
    except ValidationError:
        return False
    return True
