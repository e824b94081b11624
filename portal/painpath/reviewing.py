"""What a reviewer sees of a version of the path besides its changed words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.editorial.checking import row_of
from portal.pages.faults import ContentError
from portal.pages.revisions import Revision

from .comparing import LISTED, NOT_LISTED, NOT_YET, CaseChange, changed_cases
from .live import current_path
from .publication import names_there, texts_with
from .questionnaire import Urgency
from .stored import KINDS, RULES, text_of, together
from .table import in_words
from .texts import Texts, read_texts

if TYPE_CHECKING:
    from .models import PathText

OFFERED: Final = (Revision.State.SUBMITTED, Revision.State.SCHEDULED)
PLACES: Final = {
    LISTED: gettext_lazy("listed"),
    NOT_YET: gettext_lazy("not yet"),
    NOT_LISTED: gettext_lazy("not listed"),
}
URGENCIES: Final = {
    Urgency.EMERGENCY: gettext_lazy("an emergency"),
    Urgency.SAME_DAY: gettext_lazy("help on the same day"),
    Urgency.ROUTINE: gettext_lazy("a routine result"),
}


def context(row: PathText) -> dict[str, Any]:
    """Return the cases that change, and the open versions of the path's other files."""
    published = Revision.State.PUBLISHED
    versions = _versions(published, *OFFERED)
    live = {v.address: text_of(v) for v in versions if v.state == published}
    whole = together(texts_with(row.address, row.text, live))
    waiting = [v for v in versions if v.state != published and v.address != row.address]
    return {
        "path_changes": _changes(whole) if whole else None,
        "path_companions": [(found, row_of(found)) for found in waiting],
        "path_is_rules": row.kind == RULES,
    }


def _changes(texts: Texts) -> dict[str, Any] | None:
    """Return what becomes of each case; None where the texts do not fit together."""
    try:
        new = read_texts(texts, names_there())
    except ContentError:
        return None
    changed = changed_cases(current_path(), new.path, new.cases)
    return {
        "tried": len(new.cases),
        "cases": [
            {"name": case.case, "changes": list(_in_words(case))} for case in changed
        ],
    }


def _in_words(case: CaseChange) -> Iterator[tuple[str, str, str]]:
    for move in case.moves:
        yield move.procedure, place(move.before), place(move.after)
    for shift in case.shifts:
        yield shift.about, in_words(shift.before), in_words(shift.after)


def place(name: str) -> str:
    """Say where a procedure stands."""
    return str(PLACES[name]) if name in PLACES else _("not named")


def companions(row: PathText) -> list[Revision]:
    """Return the versions of the path's other files that wait for review."""
    return [found for found in _versions(*OFFERED) if found.address != row.address]


def _versions(*states: Revision.State) -> list[Revision]:
    found = Revision.objects.filter(kind__in=KINDS, state__in=states)
    return list(found.select_related("author").order_by("kind", "language"))
