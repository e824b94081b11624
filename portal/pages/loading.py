"""Load a content folder into the database: plan everything, then do all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import transaction

from .applying import apply_plan
from .checks import (
    Neighbours,
    link_faults,
    name_faults,
    record_faults,
    slug_faults,
)
from .content_files import Address, Content, FoundFile
from .content_folder import find_content
from .faults import ContentError, Fault
from .names import names_in_database, names_of_record
from .planning import Change, Plan, Prefer, kept_in_admin, plan_changes
from .reading import Progress, Reading, read_content
from .record_values import Parsed
from .records import record_models, schema_of
from .revisions import LoadedRecord, PublishedVersion
from .schema import Schema
from .signals import content_loaded


def load_content(
    root: Path,
    *,
    check: bool = False,
    prune: bool = False,
    prefer: Prefer | None = None,
    progress: Progress[FoundFile] = lambda files: files,
) -> Plan:
    """Load every record below `root` and return what was done.

    With `check`, only find out what would be done. With `prune`, unpublish the
    records whose file is gone. `prefer` settles conflicts for one side. Raises
    ContentError, having changed nothing, with every fault that was found.
    """
    schemas = {kind: schema_of(model) for kind, model in record_models().items()}
    content = find_content(root)
    with transaction.atomic():
        if not check:
            PublishedVersion.lock()
        reading = read_content(content, progress)
        gone = reading.gone if prune else []
        if gone:  # any file may link to them
            reading = read_content(content, progress, all_files=True)
        reading.faults += _faults_between(reading, schemas, gone)
        if reading.faults:
            raise ContentError(reading.faults)
        plan = _plan(reading, content)
        plan.pruned = gone
        faults = _decide(plan, reading, prefer) + _faults_together(reading, plan)
        if faults:
            raise ContentError(faults)
        if not check:
            apply_plan(plan)
            if count := len(plan.pending) + len(plan.pruned):
                content_loaded.send(sender=None, count=count)
        plan.kept = kept_in_admin()
    return plan


def _faults_between(
    reading: Reading, schemas: dict[str, Schema], pruned: list[LoadedRecord]
) -> list[Fault]:
    """Check each record that was read by itself, then against all the others."""
    if not reading.parsed and not pruned:
        return []
    faults = []
    names = names_in_database()
    for address, parsed in reading.parsed.items():
        names[address] = names_of_record(address[0], parsed.record)
        own = record_faults(address, parsed)
        faults += [fault for fault in own if fault.field not in parsed.noted]
    for loaded in pruned:
        names.pop(loaded.address, None)
    reading.there = frozenset(names)
    faults += name_faults(names, reading.parsed)
    faults += slug_faults(reading.parsed, names)
    neighbours = Neighbours(names, reading.unread)
    for (kind, language, _), parsed in reading.parsed.items():
        faults += link_faults(schemas[kind], language, parsed, neighbours)
    return faults


def _plan(reading: Reading, content: Content) -> Plan:
    return Plan(
        passed_over=content.passed_over,
        deleted=reading.passed_over,
        unchanged=len(reading.unchanged),
        missing=[
            loaded for loaded in reading.gone if loaded.address not in reading.deleted
        ],
    )


def _decide(plan: Plan, reading: Reading, prefer: Prefer | None) -> list[Fault]:
    """Decide what becomes of each record; return what would be wrong then."""
    faults: list[Fault] = []
    for change in plan_changes(_changes(reading), prefer):
        plan.changes.append(change.in_brief)
        plan.pending[change.address] = change
        if change.publish is not None and change.kept:
            # File and admin may each be right, and both together wrong.
            merged = _published(change, reading)
            faults += record_faults(change.address, merged)
    return faults


def _changes(reading: Reading) -> Iterator[Change]:
    loaded = {
        record.address: record
        for records in reading.known.values()
        for record in records
    }
    for address, parsed in reading.parsed.items():
        yield Change(
            address=address,
            file=reading.places[address],
            digest=reading.digests[address],
            record=parsed.record,
            loaded=loaded.get(address),
        )


def _published(change: Change, reading: Reading) -> Parsed:
    """Return what patients will read, with the lines of the file."""
    assert change.publish is not None
    lines = reading.parsed[change.address].lines
    return Parsed(change.file, change.publish, lines)


def _faults_together(reading: Reading, plan: Plan) -> list[Fault]:
    """Check what is right or wrong only together with what else patients will read."""
    if not reading.there:  # nothing was read, and nothing goes
        return []
    coming = _Coming(reading, plan)
    return [
        fault
        for model in record_models().values()
        for fault in model.faults_together(coming, reading.there)
    ]


class _Coming(Mapping[Address, Parsed]):
    """What a load would publish, each record read only if somebody looks at it."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self._reading, self._pending = reading, plan.pending
        self._published = dict.fromkeys(
            change.address for change in plan.changes if change.is_published
        )

    def __getitem__(self, address: Address) -> Parsed:
        if address not in self._published:
            raise KeyError(address)
        return _published(self._pending[address], self._reading)

    def __iter__(self) -> Iterator[Address]:
        return iter(self._published)

    def __len__(self) -> int:
        return len(self._published)
