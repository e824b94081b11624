"""Read the files that a load has not seen as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from .content_files import Address, Content, FoundFile, read_file
from .faults import Fault
from .parked import Parked
from .record_values import Parsed
from .records import Record, record_models
from .replacing import Moved, replace_references
from .revisions import LoadedRecord
from .slugs import moved_addresses

T = TypeVar("T")
Progress = Callable[[Iterable[T]], Iterable[T]]


@dataclass(slots=True)
class Reading:
    """What the files say, and which of them need not be read again.

    Every address is today's: a file whose record was renamed in admin is that
    record's, and what it calls others by a former name is called by today's.
    """

    known: dict[str, list[LoadedRecord]] = field(default_factory=dict)  # by file
    moved: Moved = field(default_factory=dict)
    deleted: frozenset[Address] = frozenset()  # in admin
    places: dict[Address, str] = field(default_factory=dict)  # the file of each
    parsed: Parked[Address, Parsed] = field(default_factory=Parked)
    digests: dict[Address, str] = field(default_factory=dict)
    unchanged: set[Address] = field(default_factory=set)
    passed_over: dict[Address, str] = field(default_factory=dict)  # deleted in admin
    unread: set[tuple[str, str]] = field(default_factory=set)  # kind, language
    faults: list[Fault] = field(default_factory=list)
    there: frozenset[Address] = frozenset()  # every record there will be

    @property
    def gone(self) -> list[LoadedRecord]:
        """Return what was loaded once and is in no file now."""
        return [
            loaded
            for records in self.known.values()
            for loaded in records
            if loaded.address not in self.places
        ]

    def is_known(self, file: FoundFile) -> bool:
        """Tell whether the file's bytes are those that were loaded last."""
        records = self.known.get(file.name, [])
        return bool(records) and all(
            loaded.digest == file.digest or loaded.address in self.deleted
            for loaded in records
        )

    def keep(self, file: FoundFile) -> None:
        """Note that a file's records are as they were."""
        for loaded in self.known[file.name]:
            if self._place(loaded.address, file) and not self._pass(loaded.address):
                self.unchanged.add(loaded.address)

    def read(self, file: FoundFile) -> None:
        """Read a file's records; what is wrong with them is added to the faults."""
        before = len(self.faults)
        records = read_file(file, self.faults)
        if not records and len(self.faults) > before:
            self.unread.add((file.schema.kind, file.language))
        for (kind, language, slug), parsed in records.items():
            address = kind, language, self.moved.get((kind, slug), slug)
            if self._place(address, file, parsed) and not self._pass(address):
                parsed.record = replace_references(
                    file.schema, parsed.record, self.moved
                )
                self.parsed[address] = parsed  # as it is now
                self.digests[address] = file.digest

    def _place(
        self, address: Address, file: FoundFile, parsed: Parsed | None = None
    ) -> bool:
        """Note where a record is; two places for one are a fault."""
        other = self.places.setdefault(address, file.name)
        if other == file.name and address not in self.parsed:
            return True
        self.faults.append(
            Fault(
                file=file.name,
                line=parsed.line("") if parsed else 1,
                field="name",
                found=f"{address[2]!r}, which {other} holds too",
                allowed="one of the two: it was renamed in admin",
            )
        )
        return False

    def _pass(self, address: Address) -> bool:
        if address not in self.deleted:
            return False
        self.passed_over[address] = self.places[address]
        return True


def read_content(
    content: Content, progress: Progress[FoundFile], *, all_files: bool = False
) -> Reading:
    """Read the files whose bytes are not those that were loaded last."""
    reading = Reading(
        moved=moved_addresses(),
        deleted=deleted_addresses(),
        unread=set(content.unread),
        faults=list(content.faults),
    )
    for loaded in LoadedRecord.objects.defer("record"):
        reading.known.setdefault(loaded.file, []).append(loaded)
    for file in progress(content.files):
        if reading.is_known(file) and not all_files:
            reading.keep(file)
        else:
            reading.read(file)
    return reading


def deleted_addresses() -> frozenset[Address]:
    """Return the records that somebody deleted in admin: no file brings them back."""
    return frozenset(
        (kind, language, slug)
        for kind, model in record_models().items()
        for language, slug in model.objects.filter(
            status=Record.Status.DELETED
        ).values_list("language", "slug")
    )
