from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.reconcile import reconcile, settle

NONE = frozenset()
X = frozenset("x")


@pytest.mark.parametrize(
    ("base", "file", "admin", "record", "taken", "kept", "conflicts"),
    [
        pytest.param("a", "a", "a", "a", NONE, NONE, NONE, id="neither"),
        pytest.param("a", "b", "a", "b", X, NONE, NONE, id="file changed"),
        pytest.param("a", "a", "b", "b", NONE, X, NONE, id="admin changed"),
        pytest.param("a", "b", "b", "b", NONE, NONE, NONE, id="both, alike"),
        pytest.param("a", "b", "c", "c", NONE, NONE, X, id="both, differently"),
        pytest.param("a", None, "a", None, X, NONE, NONE, id="file emptied"),
        pytest.param("a", "a", None, None, NONE, X, NONE, id="admin emptied"),
        pytest.param("a", None, None, None, NONE, NONE, NONE, id="both emptied"),
        pytest.param("a", None, "c", "c", NONE, NONE, X, id="file emptied, admin not"),
        pytest.param("a", "b", None, None, NONE, NONE, X, id="admin emptied, file not"),
        pytest.param(None, "b", None, "b", X, NONE, NONE, id="file filled"),
        pytest.param(None, None, "c", "c", NONE, X, NONE, id="admin filled"),
        pytest.param(None, "b", "b", "b", NONE, NONE, NONE, id="both filled, alike"),
        pytest.param(None, "b", "c", "c", NONE, NONE, X, id="both filled, differently"),
    ],
)
def test_reconcile_one_field(base, file, admin, record, taken, kept, conflicts):
    def of(value):
        return {} if value is None else {"x": value}

    merge = reconcile(of(base), of(file), of(admin))
    assert merge.record == of(record)
    assert (merge.taken, merge.kept, merge.conflicts) == (taken, kept, conflicts)
    assert merge.base == of(base if conflicts else file)


def test_reconcile_takes_each_field_by_itself():
    base = {"a": 1, "b": 1, "c": 1}
    merge = reconcile(base, base | {"a": 2, "c": 2}, base | {"b": 3, "c": 3})
    assert merge.record == {"a": 2, "b": 3, "c": 3}
    assert merge.base == {"a": 2, "b": 1, "c": 1}


@pytest.mark.parametrize(("take_file", "value"), [(True, 2), (False, 3)])
def test_settle_decides_conflicts_alone(take_file, value):
    base = {"a": 1, "b": 1, "c": 1}
    file, admin = base | {"a": 2, "c": 2}, base | {"b": 3, "c": 3}
    settled = settle(reconcile(base, file, admin), file, admin, take_file=take_file)
    assert settled.record == {"a": 2, "b": 3, "c": value}
    assert settled.base == file
    assert settled.conflicts == NONE
    assert ("c" in settled.taken, "c" in settled.kept) == (take_file, not take_file)


@pytest.mark.parametrize("take_file", [True, False])
def test_settle_may_empty_a_field(take_file):
    base, file, admin = {"a": 1}, {}, {"a": 3}
    settled = settle(reconcile(base, file, admin), file, admin, take_file=take_file)
    assert settled.record == ({} if take_file else {"a": 3})


RECORDS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3))


@given(RECORDS, RECORDS, RECORDS)
def test_reconcile_loses_nothing(base, file, admin):
    merge = reconcile(base, file, admin)
    for name in "abc":
        sides = {side.get(name) for side in (file, admin)}
        assert merge.record.get(name) in sides
        if len(sides) == 2 and base.get(name) not in sides:
            assert name in merge.conflicts
    again = reconcile(merge.base, file, merge.record)
    assert again.record == merge.record
    assert again.conflicts == merge.conflicts
    assert again.taken == NONE
