"""Decide what a load will do with each record, without doing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, TypeVar

from django.db.models import Max

from .content_files import Address
from .parked import Parked
from .reconcile import Merge, reconcile, settle
from .records import Record, record_models
from .replacing import Moved
from .revisions import LoadedRecord, Revision
from .schema import RecordData
from .slugs import moved_addresses, named_today

T = TypeVar("T")
Prefer = Literal["file", "admin"]
CHUNK = 500
"""Records handled by one query: few round trips, and no list too long for SQLite."""


@dataclass(slots=True)
class Change:
    """A record whose file is not as it was loaded last, and what becomes of it."""

    address: Address
    file: str
    digest: str
    record: RecordData
    loaded: LoadedRecord | None
    row: Record | None = None
    head: Revision | None = None
    publish: RecordData | None = None  # a new record for patients
    draft: RecordData | None = None  # a new record on top of an unpublished draft
    base: RecordData = field(default_factory=dict)
    conflicts: dict[str, tuple[object, object]] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    @property
    def in_brief(self) -> Outcome:
        return Outcome(
            address=self.address,
            file=self.file,
            is_new=self.row is None,
            is_published=self.publish is not None,
            conflicts=tuple(self.conflicts),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a load does with one record."""

    address: Address
    file: str
    is_new: bool
    is_published: bool
    conflicts: tuple[str, ...]  # fields


@dataclass(slots=True)
class Plan:
    """What a load does, or would do."""

    changes: list[Outcome] = field(default_factory=list)
    pending: Parked[Address, Change] = field(default_factory=Parked)
    missing: list[LoadedRecord] = field(default_factory=list)  # the file is gone
    pruned: list[LoadedRecord] = field(default_factory=list)
    kept: dict[Address, list[str]] = field(default_factory=dict)  # fields of admin's
    passed_over: list[str] = field(default_factory=list)
    deleted: dict[Address, str] = field(default_factory=dict)  # in admin; their files
    unchanged: int = 0


def plan_changes(changes: Iterable[Change], prefer: Prefer | None) -> Iterator[Change]:
    """Fill in what the database holds of each record, then decide."""
    moved = moved_addresses()
    for chunk in chunks(changes):
        _look_up(chunk, moved)
        for change in chunk:
            _decide(change, prefer)
            yield change
        del chunk, change  # else they are held until the next ones are there


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    for first in rest:
        yield [first, *islice(rest, size - 1)]


def _look_up(changes: Sequence[Change], moved: Moved) -> None:
    """Find each record's row with what patients read, and its newest revision.

    What was loaded may call another record by a name that it had then.
    """
    by_kind: dict[str, dict[Address, Change]] = defaultdict(dict)
    loaded = LoadedRecord.objects.in_bulk([c.loaded.pk for c in changes if c.loaded])
    for change in changes:
        by_kind[change.address[0]][change.address] = change
        if change.loaded:  # so far without its record
            change.loaded = loaded[change.loaded.pk]
            change.loaded.record = named_today(
                change.loaded.kind, change.loaded.record, moved
            )
    for kind, group in by_kind.items():
        slugs = {slug for _, _, slug in group}
        rows = record_models()[kind].objects.select_related("live")
        for row in rows.filter(slug__in=slugs):
            if found := group.get((kind, row.language, row.slug)):
                found.row = row
        history = Revision.objects.filter(kind=kind, slug__in=slugs).order_by()
        newest = history.in_line().values("language", "slug").annotate(newest=Max("pk"))
        for revision in Revision.objects.filter(pk__in=newest.values("newest")):
            if found := group.get(revision.address):
                found.head = revision


def _decide(change: Change, prefer: Prefer | None) -> None:
    live = _live(change)
    open_draft = change.head if _is_open(change, live) else None
    if live is None and open_draft is None:
        change.publish = change.base = change.record
        return
    merges = []
    if live is not None:
        merges.append(merge := _merge(change, live.record, prefer))
        if merge.record != live.record:
            change.publish = merge.record
    else:
        change.publish = change.record if not _is_withdrawn(change) else None
    if open_draft is not None:
        merges.append(merge := _merge(change, open_draft.record, prefer))
        # The newest revision is what an editor goes on from: after a publication
        # the draft goes on top again, even if the file changed nothing in it.
        if merge.record != open_draft.record or change.publish is not None:
            change.draft = merge.record
    _note(change, merges)


def _live(change: Change) -> Revision | None:
    """Return what patients read now."""
    row = change.row
    return row.live if row and row.status == Record.Status.PUBLISHED else None


def _is_withdrawn(change: Change) -> bool:
    return change.row is not None and change.row.status in Record.GONE


def _is_open(change: Change, live: Revision | None) -> bool:
    """Tell whether somebody is still working on what patients do not see yet.

    A record unpublished in admin is such work too: only a person publishes it again.
    """
    if change.head is None or change.head == live:
        return False
    return change.head.is_open or (_is_withdrawn(change) and change.loaded is not None)


def _merge(change: Change, admin: RecordData, prefer: Prefer | None) -> Merge:
    base = change.loaded.record if change.loaded else {}
    merge = reconcile(base, change.record, admin)
    if merge.conflicts and prefer:
        return settle(merge, change.record, admin, take_file=prefer == "file")
    return merge


def _note(change: Change, merges: Sequence[Merge]) -> None:
    """Keep what a person wants to know of the merges with page and draft."""
    change.taken = frozenset().union(*(merge.taken for merge in merges))
    change.kept = frozenset().union(*(merge.kept for merge in merges))
    conflicts = frozenset().union(*(merge.conflicts for merge in merges))
    old = change.loaded.record if change.loaded else {}
    change.base = {
        name: side[name]
        for name in sorted(old.keys() | change.record.keys())
        for side in [old if name in conflicts else change.record]
        if name in side
    }
    change.conflicts = {
        name: (
            change.record.get(name),
            next(m.record.get(name) for m in merges if name in m.conflicts),
        )
        for name in sorted(conflicts)
    }


def kept_in_admin() -> dict[Address, list[str]]:
    """Return the fields in which published records differ from their files."""
    live = {
        (kind, language, slug): pk
        for kind, model in record_models().items()
        for language, slug, pk in model.objects.published().values_list(
            "language", "slug", "live"
        )
    }
    known = LoadedRecord.objects.values_list(
        "pk", "revision", "kind", "language", "slug"
    )
    apart = {
        pk: live[kind, language, slug]
        for pk, revision, kind, language, slug in known.iterator()
        if live.get((kind, language, slug), revision) != revision
    }
    found, moved = {}, moved_addresses()
    for pks in chunks(apart):
        revisions = Revision.objects.in_bulk([apart[pk] for pk in pks])
        for loaded in LoadedRecord.objects.filter(pk__in=pks):
            admin = revisions[apart[loaded.pk]].record
            file = named_today(loaded.kind, loaded.record, moved)
            names = file.keys() | admin.keys()
            fields = [n for n in sorted(names) if file.get(n) != admin.get(n)]
            if fields:
                found[loaded.address] = fields
    return found
