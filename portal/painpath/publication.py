"""What must hold before any text of the path is published.

Its files are checked as they will stand together: read against one another, every
clinicians' case tried, and everything proved that the path promises. Where two can only
change together, they are published in one step, each checked with the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.db.models import Value
from django.utils.translation import gettext as _

from portal.pages.content_files import Address
from portal.pages.faults import ContentError, Fault
from portal.pages.records import record_models
from portal.pages.revisions import Revision

from .cases import differences
from .proofs import Report, prove
from .stored import RULES, ByAddress, missing_files, published_texts, text_of, together
from .texts import (
    CASES_FILE,
    PATH_FILE,
    Anything,
    Names,
    Texts,
    Whole,
    claims,
    read_texts,
)

_beside: ContextVar[Mapping[Address, str] | None] = ContextVar("beside", default=None)


@contextmanager
def beside(revisions: tuple[Revision, ...]) -> Iterator[None]:
    """Check every text as if these versions were published with it."""
    token = _beside.set({r.address: text_of(r) for r in revisions})
    try:
        yield
    finally:
        _beside.reset(token)


def texts_with(
    address: Address, text: str, live: ByAddress | None = None
) -> dict[Address, str]:
    """Return what patients would read, were this text published; `live` is what they do."""
    now = published_texts() if live is None else live
    return {**now, **(_beside.get() or {}), address: text}


def shape_faults(texts: ByAddress) -> list[str]:
    """Return what is wrong with the texts, and the cases that fail; it is quick."""
    if missing := missing_files(texts):
        return [in_words(fault) for fault in missing]
    whole = together(texts)
    if whole is None:
        return []
    try:
        read = read_texts(whole, names_there())
    except ContentError as error:
        return [in_words(fault) for fault in error.faults]
    found = [
        in_words(fault)
        for language, wording in read.wordings
        for fault in claims(language, wording)
    ]
    return found + failing_cases(read)


def failing_cases(whole: Whole) -> list[str]:
    """Return in words where a case and the path disagree."""
    return [
        _("Case “%(case)s”: %(about)s: expected %(expected)s, found %(found)s")
        % {
            "case": found.case,
            "about": found.about.replace("_", " "),
            "expected": said(found.expected),
            "found": said(found.found),
        }
        for case in whole.cases
        for found in differences(whole.path, case)
    ]


def proof_faults(texts: ByAddress) -> list[str]:
    """Return the promises that the path would break; it takes some seconds."""
    whole = together(texts)
    if whole is None:
        return []
    try:
        report = proved(whole.rules)
    except ContentError:
        return []  # told by `shape_faults`
    return [_("Proof: %(failure)s") % {"failure": f} for f in report.failures]


@lru_cache(maxsize=8)
def proved(rules: str) -> Report:
    """Prove what the rules promise; the same text is proved once in a process."""
    return prove(read_texts(Texts(rules=rules), Names(Anything(), Anything())).path)


def faults(address: Address, text: str, *, quick: bool = False) -> Iterator[str]:
    """Yield, in words, what forbids publishing this text."""
    texts = texts_with(address, text)
    found = shape_faults(texts)
    yield from found
    rules = {key: value for key, value in texts.items() if key[0] == RULES}
    if not found and not quick and rules.items() - published_texts().items():
        yield from proof_faults(texts)


def names_there() -> Names:
    """Return what the rules may name now."""
    kinds = ("procedure", "source")
    one, other = (
        record_models()[kind]
        .objects.published()
        .order_by()
        .annotate(its_kind=Value(kind))
        .values_list("its_kind", "slug")
        for kind in kinds
    )
    found = set(one.union(other, all=True))
    return Names(*({slug for k, slug in found if k == kind} for kind in kinds))


def in_words(fault: Fault) -> str:
    """Say a fault as staff know the file."""
    names = {PATH_FILE: _("Rules"), CASES_FILE: _("Cases")}
    text = _("%(file)s, line %(line)s: %(field)s: found %(found)s, allowed %(allowed)s")
    return text % {
        "file": names.get(fault.file, _("Wording")),
        "line": fault.line,
        "field": fault.field,
        "found": fault.found,
        "allowed": fault.allowed,
    }


def said(value: object) -> str:
    """Say what a case expects, or what came out."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or _("nothing")
    return str(value)
