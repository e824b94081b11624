"""A backup's file is whole or not there, and a damaged one says so."""

from __future__ import annotations

import io
import json
import tarfile
from contextlib import ExitStack

import pytest

from portal.backups.archive import LIST, BackupError, unpacked, write_archive


@pytest.fixture
def written(tmp_path):
    """Return the path of a backup of two files."""
    (tmp_path / "one").write_text("first\n" * 500)
    (tmp_path / "two").write_bytes(bytes(range(256)))
    path = tmp_path / "backup.tar.gz"
    files = [("rows", tmp_path / "one"), ("content/en/two.md", tmp_path / "two")]
    write_archive(path, files, {"made_at": "today"})
    return path


def members(path):
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def packed(path, files):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def refused(path) -> str:
    with pytest.raises(BackupError) as error:
        ExitStack().enter_context(unpacked(path))
    return str(error.value).removeprefix(f"{path}: ")


def test_archive_gives_back_what_was_put_in(written):
    with unpacked(written) as (folder, facts):
        assert (folder / "rows").read_text() == "first\n" * 500
        assert (folder / "content/en/two.md").read_bytes() == bytes(range(256))
        assert facts["made_at"] == "today"


def test_archive_is_for_its_owner_only(written):
    assert written.stat().st_mode & 0o077 == 0


def test_archive_replaces_no_file(written):
    before = written.read_bytes()
    with pytest.raises(BackupError, match="there is a file already"):
        write_archive(written, [], {})
    assert written.read_bytes() == before


def test_archive_leaves_nothing_when_it_fails(tmp_path):
    (tmp_path / "new").mkdir()
    missing = [("rows", tmp_path / "missing")]
    with pytest.raises(BackupError, match="No such file"):
        write_archive(tmp_path / "new" / "backup", missing, {})
    assert list((tmp_path / "new").iterdir()) == []


def test_archive_needs_a_folder(tmp_path):
    with pytest.raises(BackupError, match="No such file or directory"):
        write_archive(tmp_path / "nowhere" / "backup", [], {})


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_archive_refuses_one_that_was_cut(written, part):
    whole = written.read_bytes()
    written.write_bytes(whole[: int(len(whole) * part)])
    assert refused(written).startswith("damaged")


def test_archive_refuses_one_with_a_changed_byte(written):
    whole = bytearray(written.read_bytes())
    whole[len(whole) // 2] ^= 1
    written.write_bytes(whole)
    assert refused(written).startswith("damaged")


def test_archive_refuses_one_that_ends_too_early(written):
    files = members(written)
    del files[LIST]
    assert refused(packed(written, files)) == "damaged: it ends too early"


@pytest.mark.parametrize("change", [{"rows": b"other"}, {"more": b""}])
def test_archive_refuses_a_file_that_is_not_as_listed(written, change):
    found = refused(packed(written, members(written) | change))
    assert found == f"damaged: {next(iter(change))} is not as it was written"


def test_archive_refuses_one_without_a_file(written):
    files = members(written)
    del files["rows"]
    assert refused(packed(written, files)).startswith("damaged: rows is not")


@pytest.mark.parametrize("name", ["../outside", "/outside", "content/../../outside"])
def test_archive_writes_nothing_outside(written, name):
    found = refused(packed(written, {name: b"x"}))
    assert found.endswith(f"{name} does not belong in one")


def test_archive_refuses_a_link(written):
    with tarfile.open(written, "w:gz") as tar:
        link = tarfile.TarInfo("rows")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert "rows does not belong in one" in refused(written)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (b"no json", "damaged: its list of files is none"),
        (b"[]", "damaged: its list of files is none"),
        (json.dumps({"format": 2, "files": {}}).encode(), "format 2, allowed 1"),
    ],
)
def test_archive_refuses_a_list_that_is_none(written, facts, said):
    assert refused(packed(written, {LIST: facts})).startswith(said)


def test_archive_refuses_what_is_not_there(tmp_path):
    assert refused(tmp_path / "missing") == "there is no such file"
