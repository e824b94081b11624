"""The dashboard's boxes about versions: reviews, drafts, conflicts, the schedule."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.records import record_models
from portal.pages.revisions import Conflict, Revision

from .addresses import edit_url, kind_name, record_url
from .dashboard import SHOWN, Box, Entry
from .lineage import written_since_live
from .models import Event
from .setting_aside import CLOSING

State = Revision.State


def waiting_for_my_review(request: HttpRequest) -> Box | None:
    """Show what this person may publish, what waits longest first."""
    if not request.user.has_perm("pages.publish_revision"):
        return None
    asked = _events(Event.Action.SUBMITTED)
    rows = Revision.objects.filter(state=State.SUBMITTED).annotate(
        asked_at=Coalesce(Subquery(asked.values("at")[:1]), F("created_at"))
    )
    if getattr(request, "clinic")().second_person_reviews:  # noqa: B009
        rows = rows.exclude(Exists(written_since_live(cast(User, request.user))))
    found = _first(rows.select_related("author").order_by("asked_at"))
    return Box(
        title=_("Waiting for my review"),
        empty=_("reviews that wait for you"),
        count=_total(found),
        entries=[
            Entry(
                title=_title(row),
                url=reverse("admin:pages_revision_review", args=[row.pk]),
                note=_("%(kind)s · %(who)s · since %(day)s")
                % {
                    "kind": kind_name(row.kind),
                    "who": row.by,
                    "day": date_format(timezone.localdate(row.asked_at)),
                },
            )
            for row in found
        ],
        more_url=reverse("admin:pages_review_queue"),
    )


def my_drafts(request: HttpRequest) -> Box | None:
    """Show what this person has begun: sent back first, then set aside, then drafts."""
    if not request.user.has_perm("pages.edit_record"):
        return None
    newer = Revision.objects.in_line().filter(**_same_record(), pk__gt=OuterRef("pk"))
    closing = Event.objects.filter(revision=OuterRef("pk"), action__in=CLOSING)
    begun = Q(state__in=(State.DRAFT, State.SENT_BACK)) & ~Exists(newer)
    aside = Q(state=State.ASIDE) & ~Exists(closing)
    rows = Revision.objects.filter(begun | aside, author=cast(User, request.user))
    reason = _events(Event.Action.SENT_BACK).values("note")[:1]
    first = Case(When(state=State.SENT_BACK, then=0), When(aside, then=1), default=2)
    found = _first(
        rows.annotate(reason=Coalesce(Subquery(reason), Value(""))).order_by(
            first, "-pk"
        )
    )
    states = ",".join((State.DRAFT, State.SENT_BACK, State.ASIDE))
    changelist = reverse("admin:pages_revision_changelist")
    return Box(
        title=_("My drafts"),
        empty=_("drafts of yours"),
        count=_total(found),
        entries=[_draft(row) for row in found],
        more_url=f"{changelist}?author__id__exact={request.user.pk}&state__in={states}",
    )


def conflicts(request: HttpRequest) -> Box | None:
    """Show records where a content file and admin say different things."""
    if not request.user.has_perm("pages.edit_record"):
        return None
    title = Revision.objects.filter(**_same_record()).values(t=KT("record__title"))
    rows = Conflict.objects.order_by("found_at").annotate(title=Subquery(title[:1]))
    fields: dict[tuple[str, str, str], list[Any]] = {}
    for row in rows:
        fields.setdefault(row.address, []).append(row)
    return Box(
        title=_("Conflicts with the content files"),
        empty=_("conflicts with the content files"),
        count=len(fields),
        entries=[
            Entry(
                title=_title(found[0]),
                url=record_url("pages_conflict_resolve", *address),
                note=ngettext(
                    "%(kind)s · %(n)d field", "%(kind)s · %(n)d fields", len(found)
                )
                % {"kind": kind_name(address[0]), "n": len(found)},
            )
            for address, found in list(fields.items())[:SHOWN]
        ],
        more_url=reverse("admin:pages_conflict_changelist"),
    )


def schedule(request: HttpRequest) -> Box | None:
    """Show what will be published by itself, and what should have been."""
    if not request.user.has_perm("pages.edit_record"):
        return None
    rows = Revision.objects.filter(state=State.SCHEDULED)
    found = _first(rows.order_by("publish_on", "pk"))
    today = timezone.localdate()
    changelist = reverse("admin:pages_revision_changelist")
    return Box(
        title=_("Publication schedule"),
        empty=_("scheduled publications"),
        count=_total(found),
        entries=[
            Entry(
                title=_title(row),
                url=reverse("admin:pages_revision_review", args=[row.pk]),
                note=f"{kind_name(row.kind)} · {date_format(row.publish_on)}",
                late=row.publish_on < today,
            )
            for row in found
        ],
        more_url=f"{changelist}?state__exact={State.SCHEDULED}",
    )


def _draft(row: Any) -> Entry:
    day = date_format(timezone.localdate(row.created_at))
    note = f"{kind_name(row.kind)} · {day}"
    if row.state == State.ASIDE:
        url = reverse("admin:pages_revision_merge", args=[row.pk])
        note = _("%(kind)s · set aside: somebody saved a newer version first") % {
            "kind": kind_name(row.kind)
        }
        return Entry(title=_title(row), url=url, note=note, late=True)
    if row.state == State.SENT_BACK:
        note = _("%(kind)s · sent back: %(reason)s") % {
            "kind": kind_name(row.kind),
            "reason": row.reason or _("no reason given"),
        }
    sent_back = row.state == State.SENT_BACK
    return Entry(
        title=_title(row), url=edit_url(*row.address), note=note, late=sent_back
    )


def _same_record() -> dict[str, OuterRef]:
    return {name: OuterRef(name) for name in ("kind", "language", "slug")}


def _events(action: Event.Action) -> QuerySet[Event]:
    return Event.objects.filter(revision=OuterRef("pk"), action=action)


def _first(rows: QuerySet[Revision]) -> list[Any]:
    """Return the first rows with their titles, and how many there are on each."""
    return list(
        rows.defer("record").annotate(
            title=KT("record__title"), total=Window(Count("pk"))
        )[:SHOWN]
    )


def _total(found: list[Any]) -> int:
    return found[0].total if found else 0


def _title(row: Any) -> str:
    nameless = record_models()[row.kind](language=row.language, slug=row.slug)
    return str(row.title or str(nameless) or row.slug)
