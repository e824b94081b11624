"""A version of one of the path's files, as it is looked at on the site's own pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.pages.faults import ContentError, Fault

from .answers import plain
from .build import Place, read_record
from .cases import Case, parse_cases
from .live import current_path, current_wording
from .publication import in_words, said
from .questionnaire import Path
from .read_wording import parse_wording
from .speaker import Speaker
from .stored import CASES, RULES
from .table import LEDE, Section, sections
from .table import in_words as plainly
from .texts import CASES_FILE, PATH_FILE, wording_file
from .wording import Wording

if TYPE_CHECKING:
    from .models import PathText


def read_loosely(text: str) -> tuple[Path | None, list[Fault]]:
    """Return the path if its shape is right, whatever else is wrong with it."""
    faults: list[Fault] = []
    path = read_record(Path, text, Place(PATH_FILE, faults))
    usable = path is not None and not faults and path.rules
    return (path if usable else None), faults


def can_say(path: Path, wording: Wording) -> bool:
    """Tell whether every name in the table and the picture has words."""
    return (
        {door.id for door in path.doors} <= wording.doors.keys()
        and {step.id for step in path.steps} <= wording.steps.keys()
        and set(path.procedures) <= wording.procedures.keys()
    )


def show(request: HttpRequest, row: PathText, context: dict[str, Any]) -> HttpResponse:
    """Render the rules as a table, the cases as a list, the wording as every screen."""
    context["row"] = row
    template = "version"
    try:
        if row.kind == RULES:
            context |= {"lede": LEDE, "sections": rule_sections(row.text)}
        elif row.kind == CASES:
            path = current_path()
            found = parse_cases(row.text, path, file=CASES_FILE)
            context["cases"] = [(c.name, list(case_parts(c, path))) for c in found]
        else:
            template = "paper"
            context |= _screens(request, row)
    except ContentError as error:
        template = "version"
        context["faults"] = [in_words(fault) for fault in error.faults]
    return render(request, f"painpath/{template}.html", context)


def rule_sections(text: str) -> tuple[Section, ...]:
    """Return the rules as tables; raise ContentError where they cannot be read."""
    path, faults = read_loosely(text)
    wording = current_wording().wording
    if path is None or not can_say(path, wording):
        raise ContentError(faults)
    return sections(path, wording)


def _screens(request: HttpRequest, row: PathText) -> dict[str, Any]:
    path = current_path()
    wording = parse_wording(row.text, path, file=wording_file(row.language))
    clinic = cast(Any, request).clinic()
    return paper_context(path, wording) | {
        "speaker": Speaker(path, wording, clinic.emergency_number),
        "wording_language": row.language,
    }


def paper_context(path: Path, wording: Wording) -> dict[str, Any]:
    """Return every screen with its questions, to be printed."""
    return {
        "wording": wording,
        "screens": [
            (
                wording.steps[step.id],
                [
                    (question, wording.questions[question.id])
                    for question in step.questions
                ],
            )
            for step in path.steps
        ],
    }


def case_parts(case: Case, path: Path) -> Iterator[tuple[str, str]]:
    """Say a case's answers, then what it expects."""
    for question, answer in plain(path, case.answers).items():
        found = ", ".join(answer) if isinstance(answer, list) else str(answer)
        yield plainly(question), plainly(found)
    for field in fields(case.expect):
        value = getattr(case.expect, field.name)
        if value is not None:
            yield f"→ {plainly(field.name)}", plainly(said(value))
