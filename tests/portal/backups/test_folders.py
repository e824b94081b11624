"""Content folders are compared by their bytes and replaced whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.backups.folders import differences, files_below, replace_folder


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_files_below_leaves_out_hidden_ones(tmp_path):
    write(tmp_path, en_b="", a="")
    write(tmp_path / ".git", config="")
    assert files_below(tmp_path) == ["a", "en/b"]


def test_files_below_a_folder_that_is_not_there(tmp_path):
    assert files_below(tmp_path / "missing") == []


def test_differences_are_missing_and_changed_files(tmp_path):
    here = write(tmp_path / "here", same="1", en_changed="1", mine="1")
    there = write(tmp_path / "there", same="1", en_changed="2", theirs="1")
    assert differences(here, there) == ["en/changed", "mine", "theirs"]
    assert differences(here, here) == []


def test_replace_folder(tmp_path):
    here = write(tmp_path / "here", old="1")
    there = write(tmp_path / "there", en_new="2")
    replace_folder(here, there)
    assert files_below(here) == ["en/new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "there"]


def test_replace_folder_makes_one(tmp_path):
    there = write(tmp_path / "there", en_new="2")
    replace_folder(tmp_path / "below" / "here", there)
    assert files_below(tmp_path / "below" / "here") == ["en/new"]


def test_replace_folder_keeps_the_old_one_when_it_fails(tmp_path):
    here = write(tmp_path / "here", old="1")
    with pytest.raises(OSError, match="missing"):
        replace_folder(here, tmp_path / "missing")
    assert files_below(here) == ["old"]
