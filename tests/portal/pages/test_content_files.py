from __future__ import annotations

import os

import pytest

from portal.pages.content_files import MAX_BYTES, find_files, read_file
from portal.pages.schema import Field, FieldType, Schema
from tests.edits import write

TITLE = Field(name="title", type=FieldType.TEXT, required=True)
PAGE = Schema(kind="page", folder="pages", fields=(TITLE,))
WORD = Schema(kind="word", folder="", file="words.yaml", fields=(TITLE,))
BOOK = Schema(
    kind="book", folder="", file="books.yaml", has_language=False, fields=(TITLE,)
)
PLACES = (
    "books.yaml, en/pages/*.md, en/words.yaml, es/pages/*.md, es/words.yaml"  # sorted
)
TEXT = "---\ntitle: A page\n---\n"


def find(root, elsewhere=()):
    return find_files(root, [PAGE, WORD, BOOK], ["en", "es"], elsewhere)


def faults(root):
    """Find and read everything; return what the editor is told."""
    content = find(root)
    for file in content.files:
        read_file(file, content.faults)
    return [str(fault) for fault in content.faults]


def test_find_files_knows_kind_and_language(tmp_path):
    write(tmp_path / "en/pages/a-1.md", TEXT)
    write(tmp_path / "es/pages/a-1.md", TEXT)
    write(tmp_path / "en/words.yaml", "w: {title: W}")
    write(tmp_path / "books.yaml", "b: {title: B}\nc: {title: C}")
    content = find(tmp_path)
    assert content.faults == []
    records = [read_file(file, content.faults) for file in content.files]
    assert [list(found) for found in records] == [
        [("book", "", "b"), ("book", "", "c")],
        [("page", "en", "a-1")],
        [("word", "en", "w")],
        [("page", "es", "a-1")],
    ]
    assert records[1]["page", "en", "a-1"].record == {"title": "A page"}


def test_find_files_no_folder(tmp_path):
    assert faults(tmp_path / "x") == [
        f"{tmp_path / 'x'}:1: folder: found no such folder, allowed a content folder"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "en/README.md",
        "en/pages/a.txt",
        "en/pages/deep/a.md",
        "fr/pages/a.md",
    ],
)
def test_find_files_unknown_file(tmp_path, name):
    write(tmp_path / name, TEXT)
    assert faults(tmp_path) == [
        f"{name}:1: file: found a file that nothing reads, allowed {PLACES}"
    ]


@pytest.mark.parametrize("stem", ["A", "a_b", "a--b", "a-", "ä", "a b"])
def test_find_files_name_that_is_no_address(tmp_path, stem):
    write(tmp_path / f"en/pages/{stem}.md", TEXT)
    assert faults(tmp_path) == [
        f"en/pages/{stem}.md:1: file name: found {stem!r}, "
        "allowed lower-case letters, digits and single hyphens"
    ]


HIDDEN = [".a.md", "a.md~", "#a.md#", ".#a.md", "a.md.bak", "a.orig", "a.md.swp", "~a"]


@pytest.mark.parametrize("name", HIDDEN)
def test_find_files_passes_over_hidden_and_backup_files(tmp_path, name):
    write(tmp_path / "en/pages" / name, b"\xff")
    content = find(tmp_path)
    assert content.passed_over == [f"en/pages/{name}"]
    assert (content.files, content.faults) == ([], [])


def test_find_files_passes_over_hidden_folders(tmp_path):
    write(tmp_path / ".git/config", "x")
    assert find(tmp_path).passed_over == [".git"]


def test_find_files_leaves_elsewhere_to_others(tmp_path):
    write(tmp_path / "path/rules.yaml", "x")
    write(tmp_path / "en/path.yaml", "x")
    assert find(tmp_path, elsewhere=["path", "path.yaml"]).faults == []
    assert len(find(tmp_path).faults) == 2


def test_find_files_link_out_of_the_folder(tmp_path):
    write(tmp_path / "secret.md", TEXT)
    (tmp_path / "in/en/pages").mkdir(parents=True)
    (tmp_path / "in/en/pages/a.md").symlink_to(tmp_path / "secret.md")
    assert faults(tmp_path / "in") == [
        "en/pages/a.md:1: link: found a link out of the folder, allowed files inside it"
    ]


def test_find_files_folder_linked_from_outside(tmp_path):
    write(tmp_path / "pages/a.md", TEXT)
    (tmp_path / "in/en").mkdir(parents=True)
    (tmp_path / "in/en/pages").symlink_to(tmp_path / "pages")
    assert faults(tmp_path / "in") == [
        "en/pages:1: link: found a link out of the folder, allowed files inside it"
    ]


def test_find_files_folder_linked_inside(tmp_path):
    write(tmp_path / "en/pages/a.md", TEXT)
    (tmp_path / "es").symlink_to(tmp_path / "en")
    assert faults(tmp_path) == [
        "es:1: file: found no ordinary file, allowed files and folders"
    ]


def test_find_files_link_inside_is_read(tmp_path):
    write(tmp_path / "en/pages/a.md", TEXT)
    (tmp_path / "en/pages/b.md").symlink_to("a.md")
    assert faults(tmp_path) == []
    assert len(find(tmp_path).files) == 2


@pytest.mark.parametrize("target", ["loop.md", "nowhere.md"])
def test_find_files_link_to_nothing(tmp_path, target):
    (tmp_path / "en/pages").mkdir(parents=True)
    (tmp_path / "en/pages/loop.md").symlink_to(target)
    assert faults(tmp_path) == [
        "en/pages/loop.md:1: file: found no ordinary file, allowed files and folders"
    ]


def test_find_files_pipe_is_not_waited_for(tmp_path):
    (tmp_path / "en/pages").mkdir(parents=True)
    os.mkfifo(tmp_path / "en/pages/a.md")
    assert faults(tmp_path) == [
        "en/pages/a.md:1: file: found no ordinary file, allowed files and folders"
    ]


def test_find_files_through_a_linked_root(tmp_path):
    write(tmp_path / "real/en/pages/a.md", TEXT)
    (tmp_path / "link").symlink_to("real")
    assert [file.name for file in find(tmp_path / "link").files] == ["en/pages/a.md"]


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_find_files_size(tmp_path, more, refused):
    write(tmp_path / "en/pages/a.md", b"-" * (MAX_BYTES + more))
    content = find(tmp_path)
    expected = (
        "en/pages/a.md:1: file: found over 1,000,000 bytes, allowed at most 1,000,000"
    )
    assert [str(fault) for fault in content.faults] == [expected] * refused
    assert content.unread == ({("page", "en")} if refused else set())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            TEXT.encode() + "caf\xe9".encode("latin-1"),
            "4: file: found the byte 0xe9, allowed text saved as UTF-8",
            id="latin-1",
        ),
        pytest.param(
            TEXT.encode("utf-16"),
            "1: file: found the byte 0xff, allowed text saved as UTF-8",
            id="utf-16",
        ),
        pytest.param(
            TEXT.encode() + b"\xed\xa0\x80",
            "4: file: found the byte 0xed, allowed text saved as UTF-8",
            id="half a surrogate",
        ),
        *(
            pytest.param(
                f"{TEXT}a{character}b".encode(),
                f"4: file: found the invisible character U+{ord(character):04X}, "
                "allowed text that can be seen",
                id=f"U+{ord(character):04X}",
            )
            for character in "\x00\x07\x0b\x1b\x7f\x85\r\u2028\u2029\ufeff\uffff"
        ),
    ],
)
def test_read_file_refuses_what_is_no_text(tmp_path, data, expected):
    write(tmp_path / "en/pages/a.md", data)
    assert faults(tmp_path) == [f"en/pages/a.md:{expected}"]


@pytest.mark.parametrize(
    "data",
    [TEXT.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + TEXT.encode()],
    ids=["CRLF", "byte order mark"],
)
def test_read_file_any_editors_text(tmp_path, data):
    write(tmp_path / "en/pages/a.md", data)
    (file,) = find(tmp_path).files
    found = []
    assert read_file(file, found)["page", "en", "a"].record == {"title": "A page"}
    assert found == []


def test_digest_depends_on_bytes_and_shape(tmp_path):
    write(tmp_path / "en/pages/a.md", TEXT)
    (file,) = find(tmp_path).files
    other = Schema(kind="page", folder="pages", fields=())
    (reshaped,) = find_files(tmp_path, [other], ["en"]).files
    write(tmp_path / "en/pages/a.md", TEXT + "\n")
    (changed,) = find(tmp_path).files
    assert len({file.digest, reshaped.digest, changed.digest}) == 3
