"""Load a content folder into the database: plan everything, then do all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from .applying import apply_plan
from .checks import (
    Neighbours,
    link_faults,
    name_faults,
    record_faults,
    slug_faults,
)
from .content_files import Address, Content, FoundFile, read_file
from .content_folder import find_content
from .faults import ContentError, Fault
from .names import Names, names_in_database, names_of_record
from .planning import Change, Plan, Prefer, kept_in_admin, plan_changes
from .record_values import Parsed
from .records import record_models, schema_of
from .revisions import LoadedRecord, PublishedVersion
from .schema import Schema

T = TypeVar("T")
Progress = Callable[[Iterable[T]], Iterable[T]]


@dataclass(slots=True)
class _Reading:
    """What the files say, and which of them need not be read again."""

    known: dict[str, list[LoadedRecord]] = field(default_factory=dict)  # by file
    parsed: dict[Address, Parsed] = field(default_factory=dict)
    digests: dict[Address, str] = field(default_factory=dict)
    unchanged: set[Address] = field(default_factory=set)
    unread: set[tuple[str, str]] = field(default_factory=set)  # kind, language
    faults: list[Fault] = field(default_factory=list)


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
        reading = _read(content, progress)
        gone = _gone(reading) if prune else []
        if gone:  # any file may link to them
            reading = _read(content, progress, all_files=True)
        reading.faults += _faults_between(reading, schemas, gone)
        if reading.faults:
            raise ContentError(reading.faults)
        plan = _plan(reading, content, prefer)
        plan.pruned = gone
        if faults := _faults_of_merges(reading, plan):
            raise ContentError(faults)
        if not check:
            apply_plan(plan)
        plan.kept = kept_in_admin()
    return plan


def _read(
    content: Content, progress: Progress[FoundFile], *, all_files: bool = False
) -> _Reading:
    """Read the files whose bytes are not those that were loaded last."""
    reading = _Reading(unread=set(content.unread), faults=list(content.faults))
    for loaded in LoadedRecord.objects.defer("record"):
        reading.known.setdefault(loaded.file, []).append(loaded)
    for file in progress(content.files):
        known = reading.known.get(file.name, [])
        digest = file.digest
        same = known and all(loaded.digest == digest for loaded in known)
        if same and not all_files:
            reading.unchanged.update(loaded.address for loaded in known)
            continue
        before = len(reading.faults)
        records = read_file(file, reading.faults)
        if not records and len(reading.faults) > before:
            reading.unread.add((file.schema.kind, file.language))
        reading.parsed |= records
        reading.digests |= dict.fromkeys(records, digest)
    return reading


def _gone(reading: _Reading) -> list[LoadedRecord]:
    present = reading.unchanged | reading.parsed.keys()
    return [
        loaded
        for records in reading.known.values()
        for loaded in records
        if loaded.address not in present
    ]


def _faults_between(
    reading: _Reading, schemas: dict[str, Schema], pruned: list[LoadedRecord]
) -> list[Fault]:
    """Check each record that was read by itself, then against all the others."""
    if not reading.parsed and not pruned:
        return []
    faults = [
        fault
        for address, parsed in reading.parsed.items()
        for fault in record_faults(address, parsed)
        if fault.field not in parsed.noted
    ]
    names = _names(reading, {loaded.address for loaded in pruned})
    faults += name_faults(names, reading.parsed)
    faults += slug_faults(reading.parsed, names)
    neighbours = Neighbours(names, reading.unread)
    for (kind, language, _), parsed in reading.parsed.items():
        faults += link_faults(schemas[kind], language, parsed, neighbours)
    return faults


def _faults_of_merges(reading: _Reading, plan: Plan) -> list[Fault]:
    """Check what file and admin make together: each may be right, and both wrong."""
    return [
        fault
        for change in plan.changes
        if change.publish is not None and change.kept
        for fault in record_faults(
            change.address,
            Parsed(change.file, change.publish, reading.parsed[change.address].lines),
        )
    ]


def _names(reading: _Reading, pruned: set[Address]) -> Names:
    """Return the title and synonyms of every record there will be."""
    names = names_in_database()
    for address, parsed in reading.parsed.items():
        names[address] = names_of_record(address[0], parsed.record)
    return {address: own for address, own in names.items() if address not in pruned}


def _plan(reading: _Reading, content: Content, prefer: Prefer | None) -> Plan:
    plan = Plan(passed_over=content.passed_over, unchanged=len(reading.unchanged))
    loaded = {
        record.address: record
        for records in reading.known.values()
        for record in records
    }
    plan.missing = _gone(reading)
    plan.changes = plan_changes(
        [
            Change(
                address=address,
                file=parsed.file,
                digest=reading.digests[address],
                record=parsed.record,
                loaded=loaded.get(address),
            )
            for address, parsed in reading.parsed.items()
        ],
        prefer,
    )
    return plan
