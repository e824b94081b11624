"""Give a record another address: nothing that leads to it is lost."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from portal.pages.publishing import head_revision
from portal.pages.records import Record
from portal.pages.revisions import Addressed, Link, PublishedVersion, Revision
from portal.pages.slugs import address_faults

from .mending import Mending
from .models import Event, OpenForm, Redirect
from .steps import RefusedError, record_event
from .uses import names, needed_faults


def rename(model: type[Record], old: str, new: str, *, by: User) -> Mending:
    """Move a record in all its languages from one slug to another, all or nothing.

    Its versions, what was loaded of it and who looks after it come along; its old
    address leads to the new one, and what links to it says the new name.
    """
    with transaction.atomic():
        PublishedVersion.lock()
        rows = list(model.objects.select_for_update().filter(slug=old))
        if not rows:
            raise RefusedError(_("There is no page at this address any more."))
        if faults := list(rename_faults(model, old, new)):
            raise RefusedError(*faults)
        _move(model, old, new)
        _redirect(model.kind, old, new)
        mending = Mending(kind=model.kind, old=old, new=new, by=by)
        mending.mend()
        Link.objects.filter(to_kind=model.kind, to_slug=old).update(to_slug=new)
        for row in rows:
            if head := head_revision(model.kind, row.language, new):
                note = f"{old} → {new}"
                record_event(head, Event.Action.RENAMED, by=by, note=note)
        PublishedVersion.advance()
    return mending


def rename_faults(model: type[Record], old: str, new: str) -> Iterator[str]:
    """Yield why a record cannot have the new slug, in an editor's words."""
    if new == old:
        yield _("This is the address that it has.")
    else:
        yield from address_faults(model, new, of=old)
    yield from needed_faults(model.kind, old)


def left_behind(kind: str, slug: str) -> int:
    """Count the versions set aside that keep the former name: it leads on."""
    aside = Revision.objects.filter(state=Revision.State.ASIDE)
    return sum(names(revision, kind, slug) for revision in aside)


def _move(model: type[Record], old: str, new: str) -> None:
    """Move the rows, and whatever else belongs to the record at this address."""
    OpenForm.objects.filter(kind=model.kind, slug=new).delete()  # of a stale tab
    for other in apps.get_models():
        if issubclass(other, Addressed):
            same = other._default_manager.filter(kind=model.kind, slug=old)
            same.update(slug=new)
    model.objects.filter(slug=old).update(slug=new)


def _redirect(kind: str, old: str, new: str) -> None:
    """Lead every former address to the new one in a single step."""
    known = Redirect.objects.filter(kind=kind)
    known.filter(slug=new).delete()  # it has that address again
    known.filter(to_slug=old).update(to_slug=new)
    Redirect.objects.create(kind=kind, slug=old, to_slug=new)
