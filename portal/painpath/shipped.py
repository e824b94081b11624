"""The path and its wording as this process read them from the content folder.

Commands that check the folder use it, and the site as long as nothing was loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath

import yaml
from django.conf import settings
from django.utils.translation import get_language

from portal.pages.faults import ContentError

from .cases import Case, parse_cases
from .parse import parse_path
from .questionnaire import Path
from .read_wording import parse_wording
from .stored import no_such_file
from .texts import CASES_FILE, PATH_FILE, wording_file
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Spoken:
    """The wording in the language asked for, or in English where there is none."""

    wording: Wording
    language: str


@cache
def shipped_path() -> Path:
    """Return the path; raises ContentError with every fault."""
    return read_path(settings.CONTENT_DIR)


def shipped_wording() -> Spoken:
    """Return what the path says in the language that is spoken now."""
    spoken = _wording(get_language() or settings.LANGUAGE_CODE)
    if spoken is None:
        spoken = _wording(settings.LANGUAGE_CODE)
    if spoken is None:
        name = wording_file(settings.LANGUAGE_CODE)
        raise ContentError([no_such_file(name, "the wording of the pain path")])
    return spoken


@cache
def _wording(language: str) -> Spoken | None:
    if not (settings.CONTENT_DIR / wording_file(language)).exists():
        return None
    wording = read_wording(settings.CONTENT_DIR, shipped_path(), language)
    return Spoken(wording, language)


def spoken_languages() -> list[str]:
    """Return the languages that the path has wording in, each checked whole."""
    codes = [code for code, _ in settings.LANGUAGES]
    return [code for code in codes if _wording(code)]


def read_shipped_cases() -> tuple[Case, ...]:
    """Return the clinicians' cases of the content folder."""
    text = (settings.CONTENT_DIR / CASES_FILE).read_text(encoding="utf-8")
    return parse_cases(text, shipped_path(), file=CASES_FILE)


def read_path(root: FilePath) -> Path:
    """Read and check the path in a content folder."""
    pages = (root / settings.LANGUAGE_CODE / "procedures").glob("*.md")
    with (root / "sources.yaml").open(encoding="utf-8") as stream:
        sources = yaml.load(stream, Loader=yaml.CSafeLoader)
    return parse_path(
        (root / PATH_FILE).read_text(encoding="utf-8"),
        file=PATH_FILE,
        procedures={page.stem for page in pages},
        sources=sources.keys(),
    )


def read_wording(root: FilePath, path: Path, language: str) -> Wording:
    """Read and check a language's wording in a content folder."""
    name = wording_file(language)
    text = (root / name).read_text(encoding="utf-8")
    return parse_wording(text, path, file=name)
