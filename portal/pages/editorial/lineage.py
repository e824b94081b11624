"""What a version goes on from, and whose words it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.pages.revisions import Revision, RevisionQuerySet

from .models import Event
from .signing import unsigned

_BRINGS: Final = (Event.Action.RESTORED, Event.Action.MERGED)
_PUBLISHED: Final = Event.Action.PUBLISHED


class Lineage:
    """A version among the others of its record; each question is asked once."""

    def __init__(
        self, revision: Revision, versions: Iterable[Revision] | None = None
    ) -> None:
        """Ask about a revision; who has all versions of its record already says so."""
        self._revision = revision
        if versions is not None:
            self._same = {version.pk: version for version in versions}

    @cached_property
    def _same(self) -> dict[int, Revision]:
        found = Revision.objects.of(*self._revision.address).defer("record")
        return dict(found.in_bulk())

    @cached_property
    def _events(self) -> set[tuple[int, str]]:
        """Return what was done that brings words in, or shows them to patients."""
        actions = (_PUBLISHED, *_BRINGS)
        found = Event.objects.filter(revision__in=self._same, action__in=actions)
        return set(found.values_list("revision", "action"))

    def line(self) -> Iterator[Revision]:
        """Yield the version and those that it goes on from, newest first."""
        found = self._same.get(self._revision.pk)
        while found is not None:
            yield found
            found = self._same.get(found.based_on_id) if found.based_on_id else None

    @property
    def is_behind(self) -> bool:
        """Tell whether patients read something that it does not go on from."""
        live = {
            v.pk for v in self._same.values() if v.state == Revision.State.PUBLISHED
        }
        return bool(live) and live.isdisjoint(found.pk for found in self.line())

    @property
    def authors_since_live(self) -> set[int]:
        """Return whose words would be published with this version.

        Everybody's who wrote a version after the last one that was published after a
        review, even if nothing of theirs is left; a signature alone is no writing.
        Words may also come from a version that was never published, by restoring or
        merging it.
        """
        versions = self._since_review()
        authors = {v.author_id for v in versions if _says_something_new(v)}
        if any((v.pk, action) in self._events for v in versions for action in _BRINGS):
            authors |= self._authors_of_words()
        return {author for author in authors if author is not None}

    def _since_review(self) -> list[Revision]:
        """Return the versions after the one whose words were reviewed last.

        Where a signature was put on a version, it is that version: others may have
        begun new ones on it before it was signed.
        """
        last = next(filter(self._was_reviewed, self.line()), None)
        first = (last.based_on_id or last.pk) if last else 0
        versions = self._whole().in_line().filter(pk__range=(first, self._revision.pk))
        found = {version.pk: version for version in versions}
        if last and _says_something_new(found[last.pk]):
            first = last.pk
        return [version for pk, version in found.items() if pk > first]

    def _was_reviewed(self, version: Revision) -> bool:
        """Tell whether it was published after a review.

        What the content files brought is nobody's review: what somebody wrote before
        may have been merged with it.
        """
        by_hand = version.origin == Revision.Origin.ADMIN
        live = by_hand and version.state == Revision.State.PUBLISHED
        return live or (version.pk, _PUBLISHED) in self._events

    def _authors_of_words(self) -> set[int | None]:
        """Return who wrote a field as it stands here, if it was never published."""
        versions = list(self._whole().filter(pk__lt=self._revision.pk))
        published = [v for v in versions if (v.pk, _PUBLISHED) in self._events]
        new = {
            name: value
            for name, value in unsigned(self._revision.record).items()
            if not any(v.record.get(name) == value for v in published)
        }
        return {
            version.author_id
            for version in versions
            if any(version.record.get(name) == value for name, value in new.items())
            and _says_something_new(version)
        }

    def _whole(self) -> RevisionQuerySet:
        """Return the versions with their words and those that they go on from."""
        same: RevisionQuerySet = Revision.objects.of(*self._revision.address)
        return same.select_related("based_on")


def is_behind(revision: Revision) -> bool:
    """Tell whether patients read something that this version does not go on from."""
    return Lineage(revision).is_behind


def line_of(revision: Revision) -> Iterator[Revision]:
    """Yield a version and those that it goes on from, newest first."""
    return Lineage(revision).line()


def authors_since_live(revision: Revision) -> set[int]:
    """Return whose words would be published with this version."""
    return Lineage(revision).authors_since_live


def written_since_live(user: User) -> QuerySet[Revision]:
    """Find what this person wrote, of a version, since patients read it last.

    A quick look for lists; the review itself asks `Lineage.authors_since_live`.
    """
    same = Revision.objects.in_line().filter(
        kind=OuterRef("kind"), language=OuterRef("language"), slug=OuterRef("slug")
    )
    live = same.filter(state=Revision.State.PUBLISHED).values("pk")[:1]
    signed = Event.objects.filter(revision=OuterRef("pk"), action=Event.Action.SIGNED)
    return (
        same.filter(author=user, pk__lte=OuterRef("pk"))
        .filter(pk__gt=Coalesce(Subquery(live), 0))
        .exclude(Exists(signed))
    )


def _says_something_new(version: Revision) -> bool:
    before = version.based_on
    return before is None or unsigned(version.record) != unsigned(before.record)
