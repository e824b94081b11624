"""Read `path.yaml` into a Path, or say everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Container

from portal.pages.faults import ContentError, Fault

from .build import Place, read_record
from .check import check_path
from .check_use import check_use
from .questionnaire import Path

MOST_QUESTIONS = 100
"""Checking holds each question against all others, which is minutes for thousands."""


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
    if path and len(path.questions) > MOST_QUESTIONS:
        found = f"{len(path.questions):,} questions"
        Place(file, faults).at("steps").fault(1, found, f"at most {MOST_QUESTIONS}")
    elif path:
        # What already is wrong on a line need not be said twice.
        lines = {fault.line for fault in faults}
        others: list[Fault] = []
        place = Place(file, others)
        check_path(path, place, procedures=procedures, sources=sources)
        check_use(path, place)
        faults += [fault for fault in others if fault.line not in lines]
    if faults or path is None:
        raise ContentError(faults)
    return path
