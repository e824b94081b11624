"""Load a content folder into the database: plan everything, then do all or nothing."""

from __future__ import annotations

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
from .names import Names, names_in_database, names_of_record
from .planning import Change, Plan, Prefer, kept_in_admin, plan_changes
from .reading import Progress, Reading, read_content
from .record_values import Parsed
from .records import record_models, schema_of
from .revisions import LoadedRecord, PublishedVersion
from .schema import Schema


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
        plan = _plan(reading, content, prefer)
        plan.pruned = gone
        faults = _faults_of_merges(reading, plan) + _faults_together(reading, plan)
        if faults:
            raise ContentError(faults)
        if not check:
            apply_plan(plan)
        plan.kept = kept_in_admin()
    return plan


def _faults_between(
    reading: Reading, schemas: dict[str, Schema], pruned: list[LoadedRecord]
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
    names = reading.names = _names(reading, {loaded.address for loaded in pruned})
    faults += name_faults(names, reading.parsed)
    faults += slug_faults(reading.parsed, names)
    neighbours = Neighbours(names, reading.unread)
    for (kind, language, _), parsed in reading.parsed.items():
        faults += link_faults(schemas[kind], language, parsed, neighbours)
    return faults


def _faults_of_merges(reading: Reading, plan: Plan) -> list[Fault]:
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


def _faults_together(reading: Reading, plan: Plan) -> list[Fault]:
    """Check what is right or wrong only together with what else patients will read."""
    if not reading.names:  # nothing was read, and nothing goes
        return []
    coming = {
        change.address: Parsed(
            change.file, change.publish, reading.parsed[change.address].lines
        )
        for change in plan.changes
        if change.publish is not None
    }
    return [
        fault
        for model in record_models().values()
        for fault in model.faults_together(coming, reading.names)
    ]


def _names(reading: Reading, pruned: set[Address]) -> Names:
    """Return the title and synonyms of every record there will be."""
    names = names_in_database()
    for address, parsed in reading.parsed.items():
        names[address] = names_of_record(address[0], parsed.record)
    return {address: own for address, own in names.items() if address not in pruned}


def _plan(reading: Reading, content: Content, prefer: Prefer | None) -> Plan:
    plan = Plan(
        passed_over=content.passed_over,
        deleted=reading.passed_over,
        unchanged=len(reading.unchanged),
    )
    loaded = {
        record.address: record
        for records in reading.known.values()
        for record in records
    }
    plan.missing = [
        loaded for loaded in reading.gone if loaded.address not in reading.deleted
    ]
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
