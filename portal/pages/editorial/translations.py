"""Translations that no longer say what the English page says, and missing ones.

Nobody notes which English version a translation was made from. What is known is what
patients could read in English on the day it was written: it is taken to be that.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.fields.json import KT

from portal.pages.revisions import Revision
from portal.pages.schema import RecordData

from .models import Event
from .signing import unsigned

LOOKED_AT: Final = 1000
"""How many translations are compared word by word for one visit of a page."""

ONE_LOAD: Final = dt.timedelta(minutes=30)
"""Content files that were loaded within this time were written together."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Behind:
    """A translation that is missing, or older than what it translates."""

    kind: str
    language: str
    slug: str
    title: str
    since: dt.datetime | None = None

    @property
    def address(self) -> tuple[str, str, str]:
        return self.kind, self.language, self.slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Outdated:
    """What was found among the translations that were looked at: maybe not all."""

    items: list[Behind]
    at_least: bool

    @property
    def count(self) -> int:
        return len(self.items)


def outdated() -> Outdated:
    """Return published translations whose English page says something else by now.

    A new date of review, or the same words once more, make nothing outdated.
    """
    behind = []
    candidates = list(_older_than_english()[: LOOKED_AT + 1])
    for row in candidates[:LOOKED_AT]:
        if _words(row["english"]) != _words(row["made_from"]):
            behind.append(
                Behind(
                    kind=row["kind"],
                    language=row["language"],
                    slug=row["slug"],
                    title=row["record__title"] or row["slug"],
                    since=row["english_at"],
                )
            )
    return Outdated(items=behind, at_least=len(candidates) > LOOKED_AT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """How many English pages a language lacks, and the first of them."""

    language: str
    count: int
    items: list[Behind]


def missing(first: int) -> list[Missing]:
    """Return what each language of the site lacks of the published English pages.

    A language without any page is not begun: nothing is missing there.
    """
    found = []
    for code in _others():
        lacking = _lacking(code)
        counted = lacking.order_by().values("language").annotate(n=Count("pk"))
        rows = list(
            lacking.annotate(
                total=Subquery(counted.values("n")), title=KT("record__title")
            ).values_list("total", "kind", "slug", "title")[:first]
        )
        if rows:
            items = [
                Behind(kind=kind, language=code, slug=slug, title=title or slug)
                for _total, kind, slug, title in rows
            ]
            found.append(Missing(language=code, count=rows[0][0], items=items))
    return found


def _others() -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _lacking(code: str) -> QuerySet[Revision]:
    english = _live().filter(language=settings.LANGUAGE_CODE)
    begun = english.filter(Exists(_live().filter(language=code)))
    return begun.exclude(Exists(_same(_live(), code))).order_by("kind", "slug")


def _older_than_english() -> QuerySet[Revision, Any]:
    """Find translations written before what patients read in English now.

    What one load brought in both languages was written together.
    """
    english = _same(_live(), settings.LANGUAGE_CODE)
    files = Revision.Origin.FILES
    return (
        _live()
        .filter(language__in=_others())
        .annotate(
            english_at=Subquery(english.values("created_at")),
            english_origin=Subquery(english.values("origin")),
        )
        .filter(english_at__gt=F("created_at"))
        .exclude(
            origin=files,
            english_origin=files,
            english_at__lt=F("created_at") + ONE_LOAD,
        )
        .annotate(
            english=Subquery(english.values("record")),
            made_from=Subquery(_read_by_the_translator().values("record")[:1]),
        )
        .order_by("language", "kind", "slug")
        .values(
            "kind",
            "language",
            "slug",
            "record__title",
            "english_at",
            "english",
            "made_from",
        )
    )


def _read_by_the_translator() -> QuerySet[Revision]:
    """Find what patients read in English when the translation was written."""
    published = Event.objects.filter(
        revision=OuterRef("pk"),
        action=Event.Action.PUBLISHED,
        at__lte=OuterRef(OuterRef("created_at")),
    )
    earlier = Revision.objects.filter(created_at__lte=OuterRef("created_at"))
    loaded = Q(origin=Revision.Origin.FILES)
    return _same(earlier, settings.LANGUAGE_CODE).filter(loaded | Exists(published))


def _live() -> QuerySet[Revision]:
    return Revision.objects.filter(state=Revision.State.PUBLISHED)


def _same(revisions: QuerySet[Revision], language: str) -> QuerySet[Revision]:
    return revisions.filter(
        kind=OuterRef("kind"), slug=OuterRef("slug"), language=language
    )


def _words(record: RecordData | None) -> RecordData:
    return unsigned(record or {})
