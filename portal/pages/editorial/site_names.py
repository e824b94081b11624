"""What all records are called, kept in memory until the next publication.

A form and a review ask for it; with ten thousand pages, reading it takes a while.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property

from portal.pages.names import Names, names_in_database
from portal.pages.readability import NameFinder, names_of
from portal.pages.replacing import Moved
from portal.pages.revisions import PublishedVersion
from portal.pages.slugs import moved_addresses


@dataclass(frozen=True)
class SiteNames:
    """Every record's names, and the addresses that led elsewhere before."""

    names: Names
    moved: Moved

    @cached_property
    def in_prose(self) -> NameFinder:
        """Return what finds names of medicine, to set them aside in a reading grade."""
        return names_of(
            (kind, {"title": own[0], "synonyms": own[1:]})
            for (kind, _language, _slug), own in self.names.items()
            if own
        )


_known: tuple[uuid.UUID | None, SiteNames] | None = None


def site_names() -> SiteNames:
    """Return the names as of the last publication, unpublishing or change of address."""
    global _known
    version = PublishedVersion.current()
    if _known is None or version is None or _known[0] != version:
        _known = version, SiteNames(names_in_database(), moved_addresses())
    return _known[1]
