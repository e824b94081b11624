"""Published pages whose review is overdue, or due soon."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet, Value

from portal.pages.page import Page
from portal.pages.records import record_models

from .models import Owner

SOON: Final = dt.timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePage:
    """A published page and the day by which it must be reviewed again."""

    kind: str
    language: str
    slug: str
    title: str
    due: dt.date
    mine: bool

    @property
    def address(self) -> tuple[str, str, str]:
        return self.kind, self.language, self.slug


def pages_due(until: dt.date, *, of: User | None = None) -> list[DuePage]:
    """Return what must be reviewed until that day, the longest overdue first.

    Those that `of` looks after are marked as mine.
    """
    names = ("language", "slug", "title", "next_review_due")
    first, *others = (
        model.objects.published()
        .filter(next_review_due__lte=until)
        .order_by()
        .annotate(of_kind=Value(kind), mine=Exists(_owned(kind, of)))
        .values_list("of_kind", "mine", *names)
        for kind, model in record_models().items()
        if issubclass(model, Page)
    )
    rows = first.union(*others, all=True).order_by("next_review_due", "title")
    return [
        DuePage(
            kind=kind, mine=mine, language=language, slug=slug, title=title, due=due
        )
        for kind, mine, language, slug, title, due in rows
    ]


def _owned(kind: str, user: User | None) -> QuerySet[Owner]:
    return Owner.objects.filter(
        kind=kind, language=OuterRef("language"), slug=OuterRef("slug"), user=user
    )
