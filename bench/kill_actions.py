"""What `kill_rounds.py` kills: a load, a publication, a restored version, a schedule.

Each is prepared anew for every round, and says whether it is done.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from portal.clinic import roles
from portal.pages.editorial import workflow
from portal.pages.loading import load_content
from portal.pages.models import Event, Revision
from portal.pages.publishing import head_revision
from portal.pages.records import Record, record_models
from tests import factories
from tests.edits import draft, edit, write_file

RECORDS = 9
"""That the content folder has in every round."""

HERE = "written-here"
"""The address of a page that is in no file, so that no load has to merge it."""

ON_SCHEDULE = ("symptom", "guide", "procedure")


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """Something to be killed."""

    name: str
    run: Callable[[], object]  # again after the kill, when it may be done already
    missing: Callable[[], Iterator[str]]  # what is not done of it


@dataclass(frozen=True, slots=True)
class Clinic:
    """A content folder and two people, one who writes and one who reviews."""

    root: Path
    editor: User
    reviewer: User

    @classmethod
    def begin(cls, root: Path) -> Clinic:
        """Load content and let somebody have worked on it."""
        clinic = cls(
            root,
            factories.staff(roles.EDITOR, "ed"),
            factories.staff(roles.REVIEWER, "rev"),
        )
        clinic.load(0).run()
        here = factories.page("symptom", HERE, title="Written here")
        for summary in ("Some words.", "Other words."):
            clinic.publish(clinic.submitted(here, summary))
        return clinic

    def actions(self, number: int, chance: random.Random) -> Iterator[Action]:
        """Prepare each action of a round when it is its turn."""
        yield self.load(number)
        yield self.publication(number)
        yield self.restoring(chance)
        yield self.schedule(number)

    def load(self, number: int) -> Action:
        """Change every file, add a page and take one away."""
        factories.write_content(self.root)
        for path in sorted(self.root.rglob("*.*")):
            edit(path, "title: ", f"title: Round {number} ")
        for old in (self.root / "en/causes").glob("round-*.md"):
            old.unlink()
        write_file(self.root, "cause", f"round-{number}", title=f"Cause {number}")

        def missing() -> Iterator[str]:
            models = record_models().values()
            published = [m.objects.published().exclude(slug=HERE) for m in models]
            rows = [row for some in published for row in some]
            if len(rows) != RECORDS:
                yield f"{len(rows)} pages are published, not {RECORDS}"
            for row in rows:
                if not str(row).startswith((f"Round {number} ", f"Cause {number}")):
                    yield f"{row} is not of round {number}"

        return Action(
            name="load",
            run=lambda: load_content(self.root, prune=True),
            missing=missing,
        )

    def publication(self, number: int) -> Action:
        """Write a version of one page and send it for review."""
        row = _row("condition")
        version = self.submitted(row, f"Published in round {number}.")
        return Action(
            name="publish",
            run=lambda: self.publish(version),
            missing=lambda: _not_live(version),
        )

    def restoring(self, chance: random.Random) -> Action:
        """Choose an earlier version of a page to bring back."""
        row = _row("symptom", HERE)
        line = Revision.objects.of(row.kind, row.language, row.slug)
        head = head_revision(row.kind, row.language, row.slug)
        assert head is not None
        earlier = chance.choice([r for r in line if r.record != head.record])

        def missing() -> Iterator[str]:
            newest = line.in_line().first()
            if newest is None or newest.pk == head.pk:
                yield f"{earlier} was not restored"
            elif not newest.events.filter(action=Event.Action.RESTORED).exists():
                yield f"no event says that {newest} was restored"

        return Action(
            name="restore",
            run=lambda: workflow.restore(earlier, by=self.editor),
            missing=missing,
        )

    def schedule(self, number: int) -> Action:
        """Sign versions of several pages, to be published tomorrow."""
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        signed = [
            workflow.schedule(
                self.submitted(_row(kind), f"On schedule in round {number}."),
                by=self.reviewer,
                review=None,
                allow_own=False,
                on=tomorrow,
            )
            for kind in ON_SCHEDULE
        ]

        def run() -> None:
            for due in workflow.publish_due(tomorrow):
                if due.refused:
                    raise RuntimeError(due.refused)

        def missing() -> Iterator[str]:
            for version in signed:
                yield from _not_live(version)

        return Action(name="schedule run", run=run, missing=missing)

    def submitted(self, row: Record, summary: str) -> Revision:
        """Write a version and send it for review."""
        version = draft(row, self.editor, summary=summary)
        workflow.submit(version, by=self.editor)
        return version

    def publish(self, version: Revision) -> None:
        workflow.publish_reviewed(
            version, by=self.reviewer, review=None, allow_own=False
        )


def _row(kind: str, slug: str = "") -> Record:
    rows = record_models()[kind].objects
    row: Record = rows.get(slug=slug or factories.SLUGS[kind])
    return row


def _not_live(version: Revision) -> Iterator[str]:
    live = _row(version.kind, version.slug).live
    if live is None or live.record != version.record:
        yield f"{version} is not what patients read"
    elif not live.events.filter(action=Event.Action.PUBLISHED).exists():
        yield f"no event says that {live} was published"
