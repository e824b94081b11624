"""Write the published records back to files, touching only what differs."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from django.db import transaction

from .content_files import Address, Content, FoundFile, read_file
from .content_folder import find_content
from .faults import ContentError, Fault
from .page_file import write_collection, write_page
from .record_rows import to_record
from .records import Record, record_models, schema_of
from .replacing import Moved
from .revisions import Conflict, LoadedRecord
from .schema import RecordData, Schema
from .slugs import moved_addresses


@dataclass(slots=True)
class Dump:
    """The files that differ from the database, by name, with what they shall hold."""

    written: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)  # a file's name, its new one
    unchanged: int = 0


def dump_content(root: Path, *, check: bool = False) -> Dump:
    """Write every published record below `root`; with `check`, only say which.

    A file that already says the same stays as it is, byte for byte. Raises
    ContentError, having written nothing, where a file holds something that was
    not yet loaded or about which a conflict is open, and where one cannot be read.
    """
    with transaction.atomic():  # one consistent view of all records
        wanted = dict(_files())
        moved = moved_addresses()
    content = find_content(root) if root.exists() else Content()
    present = {file.name: file for file in content.files}
    dump = Dump(renamed=dict(_renamed(present, wanted, moved)))
    faults = list(_unloaded(present, wanted.keys() | dump.renamed.keys()))
    for name, (schema, records) in wanted.items():
        if name in present and _says(present[name], records):
            dump.unchanged += 1
        else:
            dump.written[name] = record_text(schema, records)
    touched = dump.written.keys() | dump.renamed.keys()
    faults = [fault for fault in faults if fault.file in touched]
    if faults or content.faults:
        raise ContentError([*faults, *content.faults])
    if not check:
        _write(root, dump)
    return dump


def _write(root: Path, dump: Dump) -> None:
    """Rename first: a crash leaves each record in one file, not in two."""
    for name, new in dump.renamed.items():
        if (root / new).exists():
            (root / name).unlink()
        else:
            os.replace(root / name, root / new)
    for name, text in dump.written.items():
        write_file(root / name, text)


def every_file() -> Iterator[FoundFile]:
    """Yield each file as a dump into an empty folder would write it."""
    for name, (schema, records) in _files():
        language = name.partition("/")[0] if schema.has_language else ""
        text = record_text(schema, records)
        yield FoundFile.of(name, schema, language, text.encode())


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


def _renamed(
    present: dict[str, FoundFile], wanted: Collection[str], moved: Moved
) -> Iterator[tuple[str, str]]:
    """Yield the files whose record has another name now, with the file's new name."""
    for name, file in present.items():
        path = PurePosixPath(name)
        slug = moved.get((file.schema.kind, path.stem))
        if slug and name not in wanted and file.schema.folder:
            new = str(path.with_stem(slug))
            if new in wanted:
                yield name, new


def _says(file: FoundFile, records: dict[str, RecordData]) -> bool:
    faults: list[Fault] = []
    found = read_file(file, faults)
    said = {slug: parsed.record for (_, _, slug), parsed in found.items()}
    return not faults and said == records


def _unloaded(
    present: dict[str, FoundFile], wanted: Collection[str]
) -> Iterator[Fault]:
    """Yield what would be overwritten unseen."""
    files: dict[Address, str] = {}
    digests: dict[str, set[str]] = defaultdict(set)
    for loaded in LoadedRecord.objects.defer("record"):
        files[loaded.address] = loaded.file
        digests[loaded.file].add(loaded.digest)
    conflicts = list(Conflict.objects.all())
    told = {files.get(conflict.address) for conflict in conflicts}
    for name in present.keys() & set(wanted) - told:
        if digests[name] != {present[name].digest} and not _is_loaded(present[name]):
            yield Fault(
                file=name,
                field="file",
                found="changes that are not loaded yet",
                allowed="a dump after `load_content`",
            )
    for conflict in conflicts:
        yield Fault(
            file=files.get(conflict.address, str(conflict)),
            field=conflict.field,
            found="an open conflict between file and admin",
            allowed="a dump after somebody has chosen",
        )


def _is_loaded(file: FoundFile) -> bool:
    """Tell whether the file says what was loaded of it last.

    Asked where its digest is not known, as after somebody decided a conflict.
    """
    loaded = LoadedRecord.objects.filter(file=file.name)
    return _says(file, {found.slug: found.record for found in loaded})


def record_text(schema: Schema, records: dict[str, RecordData]) -> str:
    """Return a file of records in the standard layout."""
    if raw := schema.raw:
        (record,) = records.values()
        return str(record[raw.name])
    if schema.folder:
        (record,) = records.values()
        return write_page(schema, record)
    return write_collection(schema, records)


def write_file(path: Path, text: str) -> None:
    """Replace a file whole: a crash or a full disk leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
