"""Let every record that names another follow it to its new slug."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from portal.pages.publishing import publish, supersede
from portal.pages.records import record_models, schema_of
from portal.pages.replacing import replace_reference
from portal.pages.revisions import OPEN_STATES, Link, Revision
from portal.pages.schema import RecordData

from .models import Event
from .steps import record_event
from .uses import Address, names

_CARRIED = (
    Event.Action.SUBMITTED,
    Event.Action.SENT_BACK,
    Event.Action.SIGNED,
    Event.Action.SCHEDULED,
)


@dataclass(slots=True, kw_only=True)
class Mending:
    """One record's new slug, and the versions that name it by that.

    Versions are never changed, so each gets a copy, put where it stood: what patients
    read is published, what somebody works on is as far as it was. The caller holds the
    publications' lock.
    """

    kind: str
    old: str
    new: str
    by: User
    copies: dict[int, Revision] = field(default_factory=dict)  # by what they replace
    published: list[Revision] = field(default_factory=list)
    drafts: list[Revision] = field(default_factory=list)

    def mend(self) -> None:
        """Mend all that patients read and all that somebody works on."""
        links = Link.objects.filter(to_kind=self.kind, to_slug=self.old)
        live = set(links.values_list("kind", "language", "slug"))
        in_work = {
            revision.address
            for revision in Revision.objects.filter(state__in=OPEN_STATES)
            if names(revision, self.kind, self.old)
        }
        self._mend_live(live)
        for address in sorted(live | in_work):
            self._mend_open(address, all_open=address in live)

    def _mend_live(self, addresses: set[Address]) -> None:
        for address in sorted(addresses):
            same = Revision.objects.of(*address)
            live = same.get(state=Revision.State.PUBLISHED)
            mended = Revision.objects.create(
                **self._as_in(live),
                based_on=live,
                origin=Revision.Origin.ADMIN,
                author=self.by,
            )
            self.copies[live.pk] = mended
            self.published.append(mended)
        publish(self.published)
        for mended in self.published:
            record_event(mended, Event.Action.PUBLISHED, by=self.by, note=mended.note)

    def _mend_open(self, address: Address, *, all_open: bool) -> None:
        """Copy the open versions with the line that they go on from.

        So each still goes on from what patients read, and from all who wrote it. Where
        that has a new version, every open one is put on top of it.
        """
        same = list(Revision.objects.of(*address).order_by("pk"))
        line = _lines_of_open(same)
        for revision in same:
            if revision.pk not in line or revision.pk in self.copies:
                continue
            to_mend = revision.is_open and (
                all_open or names(revision, self.kind, self.old)
            )
            if to_mend or revision.based_on_id in self.copies:
                self._copy(revision)

    def _copy(self, revision: Revision) -> None:
        base = self.copies.get(revision.based_on_id or 0)
        copy = Revision.objects.create(
            **self._as_in(revision),
            based_on_id=base.pk if base else revision.based_on_id,
            origin=revision.origin,
            author=revision.author,
            state=revision.state,
            publish_on=revision.publish_on,
        )
        self.copies[revision.pk] = copy
        if revision.is_open:
            supersede([revision])
            _carry_events(revision, copy)
            self.drafts.append(copy)

    def _as_in(self, revision: Revision) -> dict[str, str | RecordData]:
        schema = schema_of(record_models()[revision.kind])
        record = replace_reference(
            schema, revision.record, self.kind, self.old, self.new
        )
        text = _("Link follows the new address of %(old)s: %(new)s")
        return {
            "kind": revision.kind,
            "language": revision.language,
            "slug": revision.slug,
            "record": record,
            "note": (text % {"old": self.old, "new": self.new})[:300],
        }


def _lines_of_open(same: list[Revision]) -> set[int]:
    """Return the open versions of a record and all that they go on from."""
    bases = {revision.pk: revision.based_on_id for revision in same}
    found: set[int] = set()
    for revision in same:
        pk: int | None = revision.pk if revision.is_open else None
        while pk is not None and pk not in found:
            found.add(pk)
            pk = bases.get(pk)
    return found


def _carry_events(revision: Revision, copy: Revision) -> None:
    """Let the copy say who sent or signed it, and when that was."""
    for event in revision.events.filter(action__in=_CARRIED).order_by("pk"):
        carried = Event.objects.create(
            revision=copy,
            action=event.action,
            by=event.by,
            who=event.who,
            note=event.note,
        )
        Event.objects.filter(pk=carried.pk).update(at=event.at)
