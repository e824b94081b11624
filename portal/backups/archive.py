"""A backup's file: a tar of files and, last, a list of them with their digests.

It is written beside its place and moved there when it is whole, so that a file with a
backup's name is a backup. Reading believes nothing that does not match the list.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final

FORMAT: Final = 1
LIST: Final = "backup.json"

_UNREADABLE: Final = (tarfile.TarError, EOFError, OSError, zlib.error, ValueError)


class BackupError(Exception):
    """Something is wrong with a backup, or with the place for it; nothing was changed."""


def write_archive(
    path: Path, files: Iterable[tuple[str, Path]], facts: dict[str, Any]
) -> None:
    """Put these files, each with its name, and facts about them into one file.

    Raises BackupError if there is one of this name already, or it cannot be written.
    """
    if path.exists():
        raise BackupError(f"{path}: there is a file already")
    # Made by tempfile, nobody else may read it: it has accounts in it.
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}") from error
    try:
        with open(descriptor, "wb") as file:
            _write(file, files, facts)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)  # unlike a move, this never replaces another file
        _flush_folder(path.parent)
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}") from error
    finally:
        Path(name).unlink()


def _write(file: Any, files: Iterable[tuple[str, Path]], facts: dict[str, Any]) -> None:
    digests: dict[str, str] = {}
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
        for name, source in files:
            with source.open("rb") as content:
                digests[name] = _digest(content)
                content.seek(0)
                member = tarfile.TarInfo(name)
                member.size = os.fstat(content.fileno()).st_size
                tar.addfile(member, content)
        text = json.dumps(facts | {"format": FORMAT, "files": digests}, indent=1)
        member = tarfile.TarInfo(LIST)
        member.size = len(text.encode())
        tar.addfile(member, io.BytesIO(text.encode()))


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Offer a backup's files in a folder, and its facts. Raises BackupError."""
    if not path.is_file():
        raise BackupError(f"{path}: there is no such file")
    with tempfile.TemporaryDirectory(prefix="portal-restore-") as name:
        folder = Path(name)
        try:
            with tarfile.open(path, "r:gz") as tar:
                found = dict(_unpack(tar, folder))
        except _UNREADABLE as error:
            raise BackupError(f"{path}: damaged, or no backup: {error}") from error
        yield folder, _checked(path, folder, found)


def _unpack(tar: tarfile.TarFile, folder: Path) -> Iterator[tuple[str, str]]:
    """Write each file below the folder; yield its name and digest."""
    for member in tar:
        parts = PurePosixPath(member.name).parts
        if not member.isfile() or member.name.startswith("/") or ".." in parts:
            raise ValueError(f"{member.name} does not belong in one")
        content = tar.extractfile(member)
        assert content is not None  # as it is a file
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w+b") as file:
            while block := content.read(1 << 20):
                file.write(block)
            file.seek(0)
            yield member.name, _digest(file)
    assert tar.fileobj is not None  # as it is open
    while tar.fileobj.read(1 << 20):  # to its end, where gzip's own check is
        pass


def _checked(path: Path, folder: Path, found: dict[str, str]) -> dict[str, Any]:
    """Return the facts if every file is there as it was written, and no other."""
    if found.pop(LIST, None) is None:
        raise BackupError(f"{path}: damaged: it ends too early")
    try:
        facts: dict[str, Any] = json.loads((folder / LIST).read_bytes())
        listed, made = facts["files"], facts["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{path}: damaged: its list of files is none") from error
    if made != FORMAT:
        raise BackupError(
            f"{path}: format {made}, allowed {FORMAT}: an other release's"
        )
    for name in sorted(listed.keys() | found.keys()):
        if listed.get(name) != found.get(name):
            raise BackupError(f"{path}: damaged: {name} is not as it was written")
    return facts


def _digest(file: Any) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
