"""What a load of the content folder must keep to, for the path to work afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from portal.pages.content_files import Address
from portal.pages.faults import ContentError, Fault
from portal.pages.record_values import Parsed

from .live import published
from .questionnaire import Path
from .stored import KINDS, missing_files, published_texts, slugs, together
from .texts import PATH_FILE, Names, read_texts


def faults_after(
    coming: Mapping[Address, Parsed], there: Collection[Address]
) -> Iterator[Fault]:
    """Yield what would be wrong with the path if this were published.

    Its files are checked together, as they will be: some come, others stay.
    """
    ours = {a: coming[a].record["text"] for a in coming if a[0] in KINDS}
    if not ours:
        live = published()
        yield from _nowhere(live.path, there) if live else ()
        return
    texts = published_texts() | ours
    yield from missing_files(texts)
    if whole := together(texts):
        names = Names(slugs(there, "procedure"), slugs(there, "source"))
        try:
            path = read_texts(whole, names).path
        except ContentError as error:
            yield from error.faults
        else:
            yield from _nowhere(path, there)


def _nowhere(path: Path, there: Collection[Address]) -> Iterator[Fault]:
    """Yield each page or source that the path names and that will not be there."""
    for kind in ("procedure", "conventional-care", "source"):
        known = slugs(there, kind)
        for slug, where in names_in(path, kind):
            if slug not in known:
                allowed = f"the name of a {kind} that exists"
                found = f"{kind}:{slug}, which is nowhere"
                yield Fault(file=PATH_FILE, field=where, found=found, allowed=allowed)


def names_in(path: Path, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the slugs of this kind that the path names, each with where."""
    match kind:
        case "procedure":
            yield from ((slug, "procedures") for slug in path.procedures)
        case "conventional-care":
            yield from ((slug, "care.pages") for slug in path.care.pages.values())
        case "source":
            for item in (*path.ways_out, *path.rules):
                yield from ((slug, f"{item.id}.sources") for slug in item.sources)


def names_in_rules(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the slugs of this kind that the published path names, each with where."""
    if live := published():
        yield from names_in(live.path, kind)
