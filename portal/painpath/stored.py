"""The path's texts as the database holds them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from django.conf import settings

from portal.pages.content_files import Address
from portal.pages.faults import Fault
from portal.pages.revisions import Revision

from .texts import PATH_FILE, Texts, wording_file

RULES: Final = "pain-path"
CASES: Final = "pain-path-cases"
WORDING: Final = "pain-path-wording"
KINDS: Final = (RULES, CASES, WORDING)

ByAddress = Mapping[Address, str]


def published_texts() -> dict[Address, str]:
    """Return what patients read, by the address of each text."""
    published = Revision.objects.filter(kind__in=KINDS, state=Revision.State.PUBLISHED)
    return {revision.address: text_of(revision) for revision in published}


def text_of(revision: Revision) -> str:
    return str(revision.record.get("text", ""))


def together(texts: ByAddress) -> Texts | None:
    """Return the texts as one; None where there are no rules."""
    by_kind = {kind: text for (kind, _, _), text in texts.items()}
    if RULES not in by_kind:
        return None
    wordings = {
        code: text for (kind, code, _), text in texts.items() if kind == WORDING
    }
    return Texts(
        rules=by_kind[RULES],
        cases=by_kind.get(CASES, ""),
        wordings=tuple(sorted(wordings.items())),
    )


def missing_files(texts: ByAddress) -> list[Fault]:
    """Return a fault for what every path needs, where some of it is there."""
    kinds = {kind for kind, _, _ in texts}
    wordings = {code for kind, code, _ in texts if kind == WORDING}
    default = settings.LANGUAGE_CODE
    faults = []
    if kinds and RULES not in kinds:
        faults.append(no_such_file(PATH_FILE, "the rules of the pain path"))
    if kinds and default not in wordings:
        faults.append(
            no_such_file(wording_file(default), "the wording of the pain path")
        )
    return faults


def no_such_file(name: str, allowed: str) -> Fault:
    return Fault(file=name, field="file", found="no such file", allowed=allowed)


def slugs(addresses: Collection[Address], kind: str) -> set[str]:
    return {slug for found, _, slug in addresses if found == kind}
