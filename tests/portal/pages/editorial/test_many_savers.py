"""Many people save one page at once: every text is kept once, and none replaces another.

The same holds on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from functools import partial
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from portal.clinic import roles
from portal.pages.editorial.lineage import line_of
from portal.pages.editorial.workflow import RefusedError, publish_reviewed, submit
from portal.pages.models import Guide
from portal.pages.publishing import (
    NewerVersionError,
    head_revision,
    save_draft,
    set_aside,
)
from portal.pages.revisions import Revision
from tests import factories
from tests.form_posts import form_post

ADDRESS = ("guide", "en", "when-to-consider")
SAVERS, SAVES = 8, 4


@pytest.fixture
def people(transactional_db):
    """A published page and the people who will edit it."""
    factories.page("guide")
    return [factories.staff(roles.EDITOR, f"user{n}") for n in range(SAVERS)]


def saver(person: User, start: Barrier, saves: int = SAVES) -> list[str]:
    """Save on top of what was read, again and again; return what was typed."""
    start.wait()
    typed = []
    for number in range(saves):
        head = head_revision(*ADDRESS)
        row = Guide.objects.get()
        typed.append(f"{person.username} wrote {number}")
        record = head.record | {"title": typed[-1]}
        try:
            save_draft(row, record, author=person, based_on=head)
        except NewerVersionError:
            set_aside(row, record, author=person, based_on=head)
    return typed


def look() -> tuple[list[Revision], list[int]]:
    """Return every revision, and the line that the newest one goes on from."""
    line = [revision.pk for revision in line_of(head_revision(*ADDRESS))]
    return list(Revision.objects.of(*ADDRESS)), line


def nothing_is_lost(found, line, typed: list[str]) -> None:
    """Assert that each text is in one revision, and that the line holds what applied."""
    written = [revision for revision in found if revision.author_id]
    assert sorted(r.record["title"] for r in written) == sorted(typed)
    applied = [revision for revision in found if revision.state != "aside"]
    assert sorted(line) == sorted(revision.pk for revision in applied)
    bases = [revision.based_on_id for revision in applied]
    assert len(set(bases)) == len(bases)


def test_many_savers_lose_nothing(in_threads, people):
    start = Barrier(SAVERS, timeout=60)
    results = in_threads(*(partial(saver, person, start) for person in people))
    typed = [text for texts in results for text in texts]
    assert len(typed) == SAVERS * SAVES
    ((found, line),) = in_threads(look)
    nothing_is_lost(found, line, typed)
    assert any(r.state == "draft" for r in found)


def test_many_savers_and_a_reviewer_lose_nothing(in_threads, people):
    """A publication puts a signed version on top: it must see every draft."""
    reviewer = factories.staff(roles.REVIEWER, "reviewer")
    start = Barrier(SAVERS, timeout=60)

    def review() -> list[str]:
        start.wait()
        for _ in range(SAVES * 2):
            try:
                with transaction.atomic():
                    head = head_revision(*ADDRESS)
                    submit(head, by=reviewer)
                publish_reviewed(head, by=reviewer, review=None, allow_own=True)
            except RefusedError:
                continue
        return []

    savers = [partial(saver, person, start) for person in people[1:]]
    results = in_threads(review, *savers)
    typed = [text for texts in results for text in texts]
    ((found, line),) = in_threads(look)
    nothing_is_lost(found, line, typed)


def test_many_browsers_lose_nothing(in_threads, people):
    """The same through the form: what cannot be applied leads to the merge page."""
    guide = Guide.objects.get()
    url = f"/admin/pages/guide/{guide.pk}/change/"
    began = guide.live
    start = Barrier(4, timeout=60)

    def edit(person: User) -> list[str]:
        client = Client()
        client.force_login(person)
        start.wait()
        typed, based_on = [], began
        for number in range(2):
            typed.append(f"{person.username} wrote {number}")
            data = form_post("guide", based_on, title=typed[-1])
            answer = client.post(url, data)
            assert answer.status_code == 302
            if answer.headers["Location"] == url:
                based_on = Revision.objects.get(record__title=typed[-1])
            else:
                assert "/merge/" in answer.headers["Location"]
                based_on = head_revision(*ADDRESS)
        return typed

    results = in_threads(*(partial(edit, person) for person in people[:4]))
    ((found, line),) = in_threads(look)
    nothing_is_lost(found, line, [text for texts in results for text in texts])


def test_many_people_making_the_same_page(in_threads, people):
    """Each has typed a whole new page; one is made, the others wait to be merged."""
    start = Barrier(4, timeout=60)

    def make(person: User) -> str:
        client = Client()
        client.force_login(person)
        start.wait()
        data = form_post("term", text=f"By {person.username}.")
        data |= {"slug": "new-term", "language": "en"}
        return client.post("/admin/pages/term/add/", data).headers.get("Location", "")

    places = in_threads(*(partial(make, person) for person in people[:4]))

    def count() -> list[str]:
        made = Revision.objects.filter(kind="term").values_list("state", flat=True)
        return sorted(made)

    (states,) = in_threads(count)
    assert states.count("draft") == 1
    merges = [place for place in places if "/merge/" in place]
    assert len(merges) == states.count("aside")
