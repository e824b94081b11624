"""What a save of the form comes to; whatever was typed is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from portal.pages.publishing import NewerVersionError, save_draft, set_aside
from portal.pages.record_rows import to_record
from portal.pages.records import Record
from portal.pages.revisions import Revision

from .checking import row_of


class Outcome(Enum):
    """What became of a save."""

    SAVED = auto()
    UNCHANGED = auto()  # nothing to keep
    ASIDE = auto()  # kept, but somebody has saved something newer


@dataclass(frozen=True, slots=True)
class Saved:
    """The revision that holds what the editor sees, and whether it is a new one."""

    outcome: Outcome
    revision: Revision
    newer: Revision | None = None  # what the set-aside one does not go on from


def save_row(
    row: Record,
    *,
    author: User,
    based_on: Revision | None,
    note: str = "",
    to_review: bool = False,
) -> Saved:
    """Keep an unsaved row as a new version, unless it says nothing new.

    Where it is to be reviewed, it may say what patients read already, or last could:
    somebody has read it again, and nothing had to change.
    """
    record = to_record(row)
    if based_on is not None and record == to_record(row_of(based_on)):
        unchanged = Saved(Outcome.UNCHANGED, based_on)
        if not to_review or based_on.is_open:
            return unchanged
        note = note or _("Read again; nothing had to change")
        try:
            again = save_draft(row, record, author=author, based_on=based_on, note=note)
        except NewerVersionError:
            return unchanged
        return Saved(Outcome.SAVED, again)
    try:
        made = save_draft(row, record, author=author, based_on=based_on, note=note)
    except NewerVersionError as error:
        if error.head is not None and record == to_record(row_of(error.head)):
            return Saved(Outcome.UNCHANGED, error.head)  # both typed the same
        aside = set_aside(row, record, author=author, based_on=based_on, note=note)
        return Saved(Outcome.ASIDE, aside, error.head)
    return Saved(Outcome.SAVED, made)
