from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.editorial.due_dates import (
    SPREAD,
    after_months,
    pages_due,
    propose,
    quietest,
)
from tests import factories

FRIDAY = dt.date(2027, 11, 19)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2026, 11, 21), 12, (2027, 11, 21)),
        ((2026, 12, 5), 1, (2027, 1, 5)),
        ((2026, 5, 31), 60, (2031, 5, 31)),
    ],
)
def test_after_months(day, months, expected):
    assert after_months(dt.date(*day), months) == dt.date(*expected)


def test_quietest_is_the_last_weekday_where_nothing_is_due():
    sunday = dt.date(2027, 11, 21)
    assert quietest(dt.date(2026, 11, 21), sunday, {}) == FRIDAY


def test_quietest_avoids_days_on_which_pages_are_due():
    due = {FRIDAY: 2, FRIDAY - dt.timedelta(days=1): 1}
    found = quietest(dt.date(2026, 11, 19), FRIDAY, due)
    assert found == FRIDAY - dt.timedelta(days=2)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    st.integers(1, 60),
    st.dictionaries(st.integers(0, 56), st.integers(0, 9)),
)
def test_quietest_is_a_weekday_between_the_review_and_the_day(day, months, busy):
    latest = after_months(day, months)
    due = {latest - dt.timedelta(days=ago): count for ago, count in busy.items()}
    found = quietest(day, latest, due)
    assert day < found <= latest
    assert found > latest - SPREAD
    assert found.weekday() < 5


@pytest.mark.django_db
def test_sixty_pages_reviewed_on_one_day_spread_over_eight_weeks():
    today = dt.date(2026, 11, 21)
    for number in range(60):
        due = propose(today, 12)
        factories.page(
            "guide",
            f"guide-{number}",
            title=f"Guide {number}",
            reviewed_by="Ana Gil, nurse",
            last_reviewed=today.isoformat(),
            next_review_due=due.isoformat(),
        )
    latest = after_months(today, 12)
    counts = pages_due(latest - SPREAD, latest)
    assert counts.total() == 60
    assert len(counts) == 40
    assert max(counts.values()) == 2


@pytest.mark.django_db
def test_pages_due_asks_once_for_every_kind_of_page(django_assert_num_queries):
    factories.page("guide", next_review_due="2027-11-19")
    factories.page("symptom", next_review_due="2027-11-19")
    with django_assert_num_queries(1):
        assert pages_due(FRIDAY - SPREAD, FRIDAY) == {FRIDAY: 2}
