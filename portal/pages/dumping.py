"""Write the published records back to files, touching only what differs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from .content_files import Content, FoundFile, read_file
from .content_folder import find_content
from .faults import ContentError, Fault
from .page_file import write_collection, write_page
from .records import Record, record_models, schema_of, to_record
from .revisions import Conflict, LoadedRecord
from .schema import RecordData, Schema


@dataclass(slots=True)
class Dump:
    """The files that differ from the database, by name, with what they shall hold."""

    written: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0


def dump_content(root: Path, *, check: bool = False) -> Dump:
    """Write every published record below `root`; with `check`, only say which.

    A file that already says the same stays as it is, byte for byte. Raises
    ContentError, having written nothing, where a file holds something that was
    not yet loaded or about which a conflict is open, and where one cannot be read.
    """
    with transaction.atomic():  # one consistent view of all records
        wanted = dict(_files())
    dump = Dump()
    content = find_content(root) if root.exists() else Content()
    present = {file.name: file for file in content.files}
    faults = list(_unloaded(present, wanted))
    for name, (schema, records) in wanted.items():
        if name in present and _says(present[name], records):
            dump.unchanged += 1
        else:
            dump.written[name] = record_text(schema, records)
    faults = [fault for fault in faults if fault.file in dump.written]
    if faults or content.faults:
        raise ContentError([*faults, *content.faults])
    if not check:
        for name, text in dump.written.items():
            write_file(root / name, text)
    return dump


def _files() -> Iterator[tuple[str, tuple[Schema, dict[str, RecordData]]]]:
    """Yield each file's name with the records that belong in it."""
    for model in record_models().values():
        schema = schema_of(model)
        rows = model.objects.published().order_by("language", "slug")
        together: dict[str, dict[str, RecordData]] = {}
        for row in rows.iterator(500):
            together.setdefault(file_name(row), {})[row.slug] = to_record(row)
        for name, records in together.items():
            yield name, (schema, records)


def file_name(row: Record) -> str:
    """Return where a record's file is, below the content folder."""
    place = row.file or f"{row.folder}/{row.slug}.md"
    return f"{row.language}/{place}" if row.language else place


def _says(file: FoundFile, records: dict[str, RecordData]) -> bool:
    faults: list[Fault] = []
    found = read_file(file, faults)
    said = {slug: parsed.record for (_, _, slug), parsed in found.items()}
    return not faults and said == records


def _unloaded(
    present: dict[str, FoundFile], wanted: Collection[str]
) -> Iterator[Fault]:
    """Yield what would be overwritten unseen."""
    digests = dict(LoadedRecord.objects.values_list("file", "digest"))
    for name in present.keys() & set(wanted):
        if digests.get(name) not in ("", present[name].digest):
            yield Fault(
                file=name,
                field="file",
                found="changes that are not loaded yet",
                allowed="a dump after `load_content`",
            )
    files = {
        loaded.address: loaded.file for loaded in LoadedRecord.objects.filter(digest="")
    }
    for conflict in Conflict.objects.all():
        yield Fault(
            file=files.get(conflict.address, str(conflict)),
            field=conflict.field,
            found="an open conflict between file and admin",
            allowed="a dump after somebody has chosen",
        )


def record_text(schema: Schema, records: dict[str, RecordData]) -> str:
    """Return a file of records in the standard layout."""
    if schema.folder:
        (record,) = records.values()
        return write_page(schema, record)
    return write_collection(schema, records)


def write_file(path: Path, text: str) -> None:
    """Replace a file whole: a crash leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    os.chmod(name, mode)
    os.replace(name, path)
