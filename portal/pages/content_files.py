"""A content folder: find its files, refuse what is dangerous, read the rest."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from .faults import Fault, shown
from .page_file import read_collection, read_page, read_raw
from .record_values import Parsed
from .schema import INVISIBLE, Schema

MAX_BYTES: Final = 1_000_000
"""Of one file; the longest shipped one has under 100,000."""

Address = tuple[str, str, str]
"""Kind, language and slug of a record."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BACKUP = re.compile(r"^[.#~]|[~#]$|\.(?:bak|old|orig|rej|swp|swo|tmp)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that should hold records, with the digest of its bytes."""

    name: str  # relative to the content folder
    schema: Schema
    language: str
    digest: str
    source: bytes | Path  # its bytes or, as thousands would be many, the folder

    @classmethod
    def of(
        cls,
        name: str,
        schema: Schema,
        language: str,
        content: bytes,
        folder: Path | None = None,
    ) -> Self:
        digest = hashlib.sha256(schema.fingerprint.encode() + content).hexdigest()
        return cls(name, schema, language, digest, folder or content)

    @property
    def content(self) -> bytes:
        """Return its bytes; OSError if it has gone meanwhile."""
        if isinstance(self.source, Path):
            return (self.source / self.name).read_bytes()
        return self.source


@dataclass(slots=True)
class Content:
    """What a content folder holds."""

    files: list[FoundFile] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)  # hidden and backup files
    unread: set[tuple[str, str]] = field(default_factory=set)
    """Kinds, in which language, of which a file could not be read."""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, field: str, found: str, allowed: str) -> None:
        self.faults.append(Fault(file=file, field=field, found=found, allowed=allowed))


def find_files(
    root: Path,
    schemas: Collection[Schema],
    languages: Collection[str],
    elsewhere: Collection[str] = (),
) -> Content:
    """Return the record files below `root`.

    `elsewhere` names files and folders that other readers take care of.
    """
    content = Content()
    if not root.is_dir():
        content.fault(str(root), "folder", "no such folder", "a content folder")
        return content
    root = root.resolve()
    places = dict(_places(schemas, languages))
    for path in _walk(root, root, content, elsewhere):
        name = path.relative_to(root).as_posix()
        place = places.get(name) or places.get(f"{path.parent.relative_to(root)}/*.md")
        if place is None or (name not in places and path.suffix != ".md"):
            allowed = ", ".join(sorted(places))
            content.fault(name, "file", "a file that nothing reads", allowed)
        elif place[0].folder and not _SLUG.fullmatch(path.stem):
            allowed = "lower-case letters, digits and single hyphens"
            content.fault(name, "file name", shown(path.stem), allowed)
        elif (data := _bytes(path, name, content)) is not None:
            content.files.append(FoundFile.of(name, *place, data, root))
        else:
            content.unread.add((place[0].kind, place[1]))
    return content


def _places(
    schemas: Collection[Schema], languages: Collection[str]
) -> Iterator[tuple[str, tuple[Schema, str]]]:
    """Yield where records may be: a file's name, or `folder/*.md`."""
    for schema in schemas:
        for language in languages if schema.has_language else [""]:
            parts = (language, schema.file or f"{schema.folder}/*.md")
            yield "/".join(part for part in parts if part), (schema, language)


def _walk(
    folder: Path, root: Path, content: Content, elsewhere: Collection[str]
) -> Iterator[Path]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = Path(entry.path)
        name = path.relative_to(root).as_posix()
        if name in elsewhere or entry.name in elsewhere:
            continue
        if _BACKUP.search(entry.name):
            content.passed_over.append(name)
        elif entry.is_symlink() and not _resolved(path).is_relative_to(root):
            content.fault(name, "link", "a link out of the folder", "files inside it")
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root, content, elsewhere)
        elif path.is_file():
            yield path
        else:  # a link to a folder could lead round in circles, a pipe never ends
            content.fault(name, "file", "no ordinary file", "files and folders")


def _resolved(path: Path) -> Path:
    """Follow links; one that leads to itself stays where it is."""
    return Path(os.path.realpath(path))


def _bytes(path: Path, name: str, content: Content) -> bytes | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        content.fault(name, "file", error.strerror or str(error), "a readable file")
        return None
    if len(data) > MAX_BYTES:
        found = f"over {MAX_BYTES:,} bytes"
        content.fault(name, "file", found, f"at most {MAX_BYTES:,}")
        return None
    return data


def read_file(file: FoundFile, faults: list[Fault]) -> dict[Address, Parsed]:
    """Return the records of a file; faults are added to `faults`."""
    text = _text(file, faults)
    if text is None:
        return {}
    kind = file.schema.kind
    if raw := file.schema.raw:
        parsed = read_raw(text, file=file.name, field=raw, faults=faults)
        return {(kind, file.language, Path(file.name).stem): parsed}
    if file.schema.folder:
        parsed = read_page(text, file=file.name, schema=file.schema, faults=faults)
        return {(kind, file.language, Path(file.name).stem): parsed}
    found = read_collection(text, file=file.name, schema=file.schema, faults=faults)
    return {(kind, file.language, slug): parsed for slug, parsed in found.items()}


def _text(file: FoundFile, faults: list[Fault]) -> str | None:
    """Decode UTF-8 with any line ends; nothing else that cannot be seen."""
    line = 1
    try:
        text = file.content.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        found, allowed = error.strerror or str(error), "a readable file"
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{error.object[error.start]:02x}"
        allowed = "text saved as UTF-8"
    else:
        match = INVISIBLE.search(text)
        if match is None:
            return text
        line = text.count("\n", 0, match.start()) + 1
        found = f"the invisible character U+{ord(match.group()):04X}"
        allowed = "text that can be seen"
    faults.append(
        Fault(file=file.name, line=line, field="file", found=found, allowed=allowed)
    )
    return None
