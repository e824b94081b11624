"""Bring a record's file and admin's work together, field by field, three ways."""

from __future__ import annotations

from dataclasses import dataclass

from .schema import RecordData


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of a record that two sides may have changed."""

    record: RecordData
    base: RecordData  # what the next merge compares with
    taken: frozenset[str]  # changed in the file only
    kept: frozenset[str]  # changed in admin only
    conflicts: frozenset[str]  # changed in both, and not alike


def reconcile(base: RecordData, file: RecordData, admin: RecordData) -> Merge:
    """Merge what the file and admin made of `base`.

    A field that only one side changed has that side's value. A conflict keeps
    admin's, and stays a conflict until somebody chooses: its base does not move.
    """
    names = base.keys() | file.keys() | admin.keys()
    in_file = {name for name in names if file.get(name) != base.get(name)}
    in_admin = {name for name in names if admin.get(name) != base.get(name)}
    alike = {name for name in names if file.get(name) == admin.get(name)}
    conflicts = (in_file & in_admin) - alike
    return Merge(
        record=_choose(names, file, admin, in_file - conflicts),
        base=_choose(names, base, file, conflicts),
        taken=frozenset(in_file - in_admin),
        kept=frozenset(in_admin - in_file),
        conflicts=frozenset(conflicts),
    )


def settle(
    merge: Merge, file: RecordData, admin: RecordData, *, take_file: bool
) -> Merge:
    """Return the merge with every conflict decided for one side."""
    chosen = merge.conflicts if take_file else frozenset()
    names = merge.record.keys() | file.keys() | admin.keys()
    return Merge(
        record=_choose(names, file, merge.record, chosen),
        base=file,
        taken=merge.taken | chosen,
        kept=merge.kept | (merge.conflicts - chosen),
        conflicts=frozenset(),
    )


def _choose(
    names: set[str],
    first: RecordData,
    second: RecordData,
    wanted: set[str] | frozenset[str],
) -> RecordData:
    """Take the `wanted` fields from `first` and the others from `second`."""
    sides = {name: first if name in wanted else second for name in sorted(names)}
    return {name: side[name] for name, side in sides.items() if name in side}
