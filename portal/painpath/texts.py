"""The path's three files belong together: read them as one, or say what is wrong."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from portal.pages.faults import ContentError, Fault
from portal.pages.lint import LANGUAGES, findings

from .cases import Case, parse_cases
from .parse import parse_path
from .questionnaire import Path
from .read_wording import parse_wording, texts_of
from .wording import Wording

PATH_FILE = "pain-path/path.yaml"
CASES_FILE = "pain-path/cases.yaml"


def wording_file(language: str) -> str:
    return f"{language}/pain-path.yaml"


class Anything:
    """Stands for names that were checked before: every one is there."""

    def __contains__(self, name: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Names:
    """What the path may name: slugs of procedures' pages, and of sources."""

    procedures: Container[str]
    sources: Container[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """The files as texts; they can be compared, and be kept as a key."""

    rules: str
    cases: str = ""
    wordings: tuple[tuple[str, str], ...] = ()  # language and text


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """What the files say."""

    path: Path
    cases: tuple[Case, ...]
    wordings: tuple[tuple[str, Wording], ...]


def read_texts(texts: Texts, names: Names) -> Whole:
    """Read the files against one another; raise ContentError with every fault.

    Where the rules are faulty, nobody can tell yet what the others should be.
    """
    path = parse_path(
        texts.rules, file=PATH_FILE, procedures=names.procedures, sources=names.sources
    )
    faults: list[Fault] = []
    cases: tuple[Case, ...] = ()
    wordings = []
    try:
        if texts.cases:
            cases = parse_cases(texts.cases, path, file=CASES_FILE)
    except ContentError as error:
        faults += error.faults
    for language, text in texts.wordings:
        try:
            wording = parse_wording(text, path, file=wording_file(language))
            wordings.append((language, wording))
        except ContentError as error:
            faults += error.faults
    if faults:
        raise ContentError(faults)
    return Whole(path=path, cases=cases, wordings=tuple(wordings))


def claims(language: str, wording: Wording) -> Iterator[Fault]:
    """Yield what no page may claim, wherever the path says it."""
    for where, text in texts_of(wording) if language in LANGUAGES else ():
        for voice in dict.fromkeys((text.me, text.someone_else)):
            for found in findings(voice):
                yield Fault(
                    file=wording_file(language),
                    line=text.line,
                    field=where,
                    found=found.found,
                    allowed=found.allowed,
                )
