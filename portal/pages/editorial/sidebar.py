"""What stands beside a record's form: its state, its faults, its history, its people.

Always the same few queries, whatever the record holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from portal.pages.content_report import HIGHEST_GRADE, PageReport, page_report
from portal.pages.models import Link, Source
from portal.pages.page import Page
from portal.pages.record_values import Parsed
from portal.pages.records import Record
from portal.pages.revisions import Conflict, Revision

from .addresses import record_url
from .checking import faults_of_text
from .hints import hints_of
from .lineage import Lineage
from .models import Event, Owner
from .owners import name_of
from .presence import line_about, note_opened, others_at
from .setting_aside import CLOSING, may_merge
from .site_names import SiteNames, site_names

State = Revision.State
LATEST: Final = 5
"""Versions that the list beside the form shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sidebar:
    """Everything beside one record's form."""

    row: Record
    head: Revision | None
    live_since: dt.datetime | None
    """Since when patients read what they read; None where they read nothing."""
    scheduled: Revision | None
    reason: str  # why a reviewer sent the newest version back
    aside: Sequence[tuple[Revision, bool]]
    """Versions that still wait to be merged, and whether this person may do so."""
    behind: bool  # patients read something that the newest version lacks
    may_merge_head: bool
    conflicts: int
    report: PageReport | None  # of pages; sources and terms have none
    hints: Sequence[str]
    faults: Sequence[str]
    versions: Sequence[Revision]
    others: Sequence[str]
    owner: Owner | None

    @property
    def owner_name(self) -> str:
        return name_of(self.owner.user) if self.owner else ""

    @property
    def owner_url(self) -> str:
        return record_url("pages_owner", *self._address)

    @property
    def conflict_url(self) -> str:
        return record_url("pages_conflict_resolve", *self._address)

    @property
    def versions_url(self) -> str:
        """Return where all versions are, each with the way to bring it back."""
        options = self.row._meta
        name = f"admin:{options.app_label}_{options.model_name}_history"
        return reverse(name, args=[self.row.pk])

    @property
    def _address(self) -> tuple[str, str, str]:
        return self.row.kind, self.row.language, self.row.slug

    @property
    def is_live(self) -> bool:
        return self.row.status == Record.Status.PUBLISHED

    @property
    def in_work(self) -> bool:
        """Tell whether there is something newer than what patients read."""
        return self.head is not None and self.head.is_open

    @property
    def highest_grade(self) -> int:
        return HIGHEST_GRADE

    @property
    def too_hard(self) -> bool:
        return self.report is not None and self.report.grade > HIGHEST_GRADE


def sidebar_of(row: Record, head: Revision | None, *, user: User) -> Sidebar:
    """Gather what stands beside the form, and note that this person has it open."""
    address = row.kind, row.language, row.slug
    site = site_names()
    note_opened(address, user)
    history = list(_history(address))
    report = report_of(head, site) if head and isinstance(row, Page) else None
    return Sidebar(
        row=row,
        head=head,
        live_since=_live_since(row, history),
        scheduled=next((r for r in history if r.state == State.SCHEDULED), None),
        reason=_reason(head),
        aside=[
            (version, may_merge(user, version))
            for version in history
            if version.state == State.ASIDE and not version.is_closed
        ],
        behind=head is not None and head.is_open and Lineage(head, history).is_behind,
        may_merge_head=head is not None and may_merge(user, head),
        conflicts=Conflict.objects.of(*address).count(),
        report=report,
        hints=list(hints_of(report)) if report else (),
        faults=faults_of_text(head, site) if head else (),
        versions=history[:LATEST],
        others=[line_about(other) for other in others_at(address, user)],
        owner=Owner.objects.of(*address).select_related("user").first(),
    )


def _history(address: tuple[str, str, str]) -> QuerySet[Any]:
    """Return every version of a record without its words, newest first."""
    published = Q(events__action=Event.Action.PUBLISHED)
    found: QuerySet[Any] = (
        Revision.objects.of(*address)
        .select_related("author")
        .defer("record")
        .annotate(
            is_closed=Count("events", filter=Q(events__action__in=CLOSING)),
            published_at=Max("events__at", filter=published),
        )
        .order_by("-pk")
    )
    return found


def _live_since(row: Record, history: Iterable[Any]) -> dt.datetime | None:
    """Return when what patients read was published; a file's has no event."""
    found: list[dt.datetime] = [
        revision.published_at or revision.created_at
        for revision in history
        if revision.pk == row.live_id and row.status == Record.Status.PUBLISHED
    ]
    return found[0] if found else None


def _reason(head: Revision | None) -> str:
    if head is None or head.state != Revision.State.SENT_BACK:
        return ""
    sent = Event.objects.filter(revision=head, action=Event.Action.SENT_BACK)
    return sent.values_list("note", flat=True).first() or ""


def report_of(head: Revision, site: SiteNames) -> PageReport:
    """Return what the content report says of this version, its sources by title."""
    sources = Source.objects.filter(slug__in=head.record.get("sources", ()))
    known = {s.slug: s for s in sources.only("slug", "title", "checked")}
    linked = Link.objects.filter(to_kind=head.kind, to_slug=head.slug)
    report = page_report(
        head.address,
        Parsed(file=str(head), record=head.record),
        names=site.in_prose,
        checked={slug: source.checked for slug, source in known.items()},
        orphan=not linked.exclude(Q(kind=head.kind, slug=head.slug)).exists(),
        today=timezone.localdate().isoformat(),
    )
    by_title = [(known[slug].title, checked) for slug, checked in report.unverified]
    return replace(report, unverified=by_title)
