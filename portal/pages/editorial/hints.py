"""What the content report says of a page, in words for the person who edits it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portal.pages.content_report import PageReport
from portal.pages.models import Source

_UNCHECKED = {
    Source.Checked.NO: _("Sources that nobody has read yet: %(sources)s."),
    Source.Checked.SECONDARY: _(
        "Sources read only in somebody else’s summary: %(sources)s."
    ),
}


def hints_of(report: PageReport) -> Iterator[str]:
    """Yield what is worth a look; none of it keeps the page from being published.

    Sources stand in the report by their titles here.
    """
    if report.overdue:
        yield str(_("The day of its next review is past."))
    if report.orphan:
        yield str(
            _("No other page links to this one. Name it under “Related” on another.")
        )
    for title in report.missing:
        yield _("Still empty: “%(part)s”.") % {"part": title.removeprefix("## ")}
    for title in report.thin:
        yield _("Very short: “%(part)s”.") % {"part": title.removeprefix("## ")}
    for _line, figure in report.unsourced:
        yield _("No source beside the figure “%(figure)s”.") % {"figure": figure}
    for state, words in _UNCHECKED.items():
        titles = [f"“{title}”" for title, how in report.unverified if how == state]
        if titles:
            yield words % {"sources": ", ".join(titles)}
