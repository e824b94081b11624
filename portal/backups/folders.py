"""A folder of content files, compared and replaced as a whole."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from pathlib import Path


def files_below(root: Path) -> list[str]:
    """Return the path of each file from `root`, those that begin with a dot left out."""
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in found
        if not any(part.startswith(".") for part in path.parts)
    )


def differences(here: Path, there: Path) -> list[str]:
    """Return which files are missing on one side, or not alike."""
    both = sorted({*files_below(here), *files_below(there)})
    _, unlike, missing = filecmp.cmpfiles(here, there, both, shallow=False)
    return sorted([*unlike, *missing])


def replace_folder(root: Path, by: Path) -> None:
    """Put a copy of the folder `by` in the place of `root`, in two renamings."""
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root.parent, prefix=f".{root.name}-") as name:
        new, before = Path(name) / "new", Path(name) / "before"
        shutil.copytree(by, new)
        if root.exists():
            root.rename(before)
        try:
            new.rename(root)
        except OSError:
            before.rename(root)
            raise
