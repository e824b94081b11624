"""What a version goes on from."""

from __future__ import annotations

from collections.abc import Iterator

from portal.pages.revisions import Revision


def authors_since_live(revision: Revision) -> set[int]:
    """Return whose words would be published with this version."""
    authors = set()
    for ancestor in line_of(revision):
        if ancestor.state == Revision.State.PUBLISHED:
            break
        if ancestor.author_id is not None:
            authors.add(ancestor.author_id)
    return authors


def is_behind(revision: Revision) -> bool:
    """Tell whether patients read something that this version does not go on from."""
    same = Revision.objects.of(*revision.address)
    live = (
        same.filter(state=Revision.State.PUBLISHED).values_list("pk", flat=True).first()
    )
    return live is not None and live not in {found.pk for found in line_of(revision)}


def line_of(revision: Revision) -> Iterator[Revision]:
    """Yield a version and those that it goes on from, newest first."""
    same = Revision.objects.of(*revision.address).defer("record").in_bulk()
    found: Revision | None = same.get(revision.pk)
    while found is not None:
        yield found
        found = same.get(found.based_on_id) if found.based_on_id else None
