"""Put content files into the one standard layout."""

from __future__ import annotations

from pathlib import Path

from .content_files import read_file
from .content_folder import find_content
from .dumping import record_text, write_file
from .faults import ContentError


def format_content(root: Path, *, check: bool = False) -> list[str]:
    """Return the files that were not in the standard layout, and rewrite them.

    With `check`, rewrite nothing. Raises ContentError for files that cannot be read.
    """
    content = find_content(root)
    texts = {}
    for file in content.files:
        records = read_file(file, content.faults)
        by_slug = {slug: parsed.record for (_, _, slug), parsed in records.items()}
        if records:
            texts[file.name] = record_text(file.schema, by_slug)
    if content.faults:
        raise ContentError(content.faults)
    changed = [
        file.name
        for file in content.files
        if file.name in texts and file.content != texts[file.name].encode()
    ]
    for name in changed if not check else []:
        write_file(root / name, texts[name])
    return changed
