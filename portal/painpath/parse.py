"""Read `path.yaml` into a Path, or say everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Container

from portal.pages.faults import ContentError, Fault

from .build import Place, read_record
from .check import check_path
from .check_use import check_use
from .questionnaire import Path


def parse_path(
    text: str,
    *,
    file: str,
    procedures: Container[str],
    sources: Container[str],
) -> Path:
    """Return the path; raise ContentError with every fault otherwise.

    `procedures` are the slugs that have a page, `sources` the ids in sources.yaml.
    """
    faults: list[Fault] = []
    path = read_record(Path, text, Place(file, faults))
    if path:
        # What already is wrong on a line need not be said twice.
        lines = {fault.line for fault in faults}
        found: list[Fault] = []
        place = Place(file, found)
        check_path(path, place, procedures=procedures, sources=sources)
        check_use(path, place)
        faults += [fault for fault in found if fault.line not in lines]
    if faults or path is None:
        raise ContentError(faults)
    return path
