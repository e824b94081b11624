"""When a page is reviewed next: within the clinic's interval, and not all on one day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Final

from django.db.models import Count

from portal.pages.page import Page
from portal.pages.records import record_models

SPREAD: Final = dt.timedelta(weeks=8)
"""So long before the interval is over a page may fall due."""
_DAY: Final = dt.timedelta(days=1)
_WEEKEND: Final = 5


def propose(last_reviewed: dt.date, months: int) -> dt.date:
    """Return the day on which to review a page next, among all others' days."""
    latest = after_months(last_reviewed, months)
    return quietest(last_reviewed, latest, pages_due(latest - SPREAD, latest))


def quietest(
    last_reviewed: dt.date, latest: dt.date, due: Mapping[dt.date, int]
) -> dt.date:
    """Return the weekday up to `latest` with the fewest pages due, the last of those.

    An interval so short that eight weeks are more than half of it is spread over its
    second half.
    """
    first = latest - min(SPREAD, (latest - last_reviewed) / 2) + _DAY
    days = [first + number * _DAY for number in range((latest - first).days + 1)]
    weekdays = [day for day in days if day.weekday() < _WEEKEND]
    return min(reversed(weekdays), key=lambda day: due.get(day, 0))


def pages_due(first: dt.date, last: dt.date) -> Counter[dt.date]:
    """Count the published pages that fall due on each of these days."""
    one, *others = (
        model.objects.published()
        .filter(next_review_due__range=(first, last))
        .order_by()
        .values_list("next_review_due")
        .annotate(Count("pk"))
        for model in record_models().values()
        if issubclass(model, Page)
    )
    counts: Counter[dt.date] = Counter()
    for day, number in one.union(*others, all=True):
        counts[day] += number
    return counts


def after_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
