"""What a version goes on from, and whose words it holds."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from portal.pages.revisions import Revision

from .models import Event
from .signing import unsigned

_BRINGS = (Event.Action.RESTORED, Event.Action.MERGED)


def is_behind(revision: Revision) -> bool:
    """Tell whether patients read something that this version does not go on from."""
    same = Revision.objects.of(*revision.address)
    live = (
        same.filter(state=Revision.State.PUBLISHED).values_list("pk", flat=True).first()
    )
    return live is not None and live not in {found.pk for found in line_of(revision)}


def line_of(revision: Revision) -> Iterator[Revision]:
    """Yield a version and those that it goes on from, newest first."""
    same = Revision.objects.of(*revision.address).defer("record").in_bulk()
    found: Revision | None = same.get(revision.pk)
    while found is not None:
        yield found
        found = same.get(found.based_on_id) if found.based_on_id else None


def authors_since_live(revision: Revision) -> set[int]:
    """Return whose words would be published with this version.

    Everybody's who wrote a version after the last one that was published after a
    review, even if nothing of theirs is left; a signature alone is no writing. Words
    may also come from a version that was never published, by restoring or merging it.
    """
    reviewed = _last_reviewed(revision)
    same = Revision.objects.of(*revision.address)
    since = same.in_line().filter(pk__gt=reviewed.pk if reviewed else 0)
    versions = list(since.filter(pk__lte=revision.pk).select_related("based_on"))
    authors = {v.author_id for v in versions if _says_something_new(v)}
    pks = [version.pk for version in versions]
    if Event.objects.filter(revision__in=pks, action__in=_BRINGS).exists():
        authors |= _authors_of_words(revision)
    return {author for author in authors if author is not None}


def _last_reviewed(revision: Revision) -> Revision | None:
    """Return the version whose words were reviewed last before this one's.

    Where a signature was put on a version, it is that version: others may have begun
    new ones on it before it was signed. What the content files brought is nobody's
    review: what somebody wrote before may have been merged with it.
    """
    line = list(line_of(revision))
    published = Event.objects.filter(
        revision__in=[version.pk for version in line], action=Event.Action.PUBLISHED
    )
    reviewed = set(published.values_list("revision", flat=True))
    for version in line:
        by_hand = version.origin == Revision.Origin.ADMIN
        live = by_hand and version.state == Revision.State.PUBLISHED
        if live or version.pk in reviewed:
            return version if _says_something_new(version) else version.based_on
    return None


def _says_something_new(version: Revision) -> bool:
    before = version.based_on
    return before is None or unsigned(version.record) != unsigned(before.record)


def _authors_of_words(revision: Revision) -> set[int | None]:
    """Return who wrote a field as it stands here, if it was never published."""
    published = Event.objects.filter(action=Event.Action.PUBLISHED)
    same = Revision.objects.of(*revision.address).filter(pk__lt=revision.pk)
    was_published = models.Exists(published.filter(revision=models.OuterRef("pk")))
    versions = list(
        same.annotate(was_published=was_published).select_related("based_on")
    )
    new = {
        name: value
        for name, value in unsigned(revision.record).items()
        if not any(v.was_published and v.record.get(name) == value for v in versions)
    }
    return {
        version.author_id
        for version in versions
        if any(version.record.get(name) == value for name, value in new.items())
        and _says_something_new(version)
    }
