"""No page of admin asks the database often, nor the more often the more there is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.clinic import roles
from portal.clinic.models import Clinic, Feedback
from portal.pages.editorial.workflow import submit
from portal.pages.models import Conflict, Owner
from portal.pages.publishing import set_aside
from portal.pages.revisions import Revision
from portal.painpath.models import PathCases, PathRules
from tests import factories
from tests.admin_addresses import admin_addresses
from tests.edits import draft
from tests.portal.painpath import published

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MOST = 19
_MARKS = ("SAVEPOINT", "RELEASE S")  # of a transaction: they ask nothing
PATHS = {
    "a rule": ("painpath_rule", "knee"),
    "a rule to take out": ("painpath_rule_remove", "knee"),
    "a case": ("painpath_case", 0),
    "a case to take out": ("painpath_case_remove", 0),
    "wording": ("painpath_wording_language", "en"),
    "a group of texts": ("painpath_wording_group", "en", "cards"),
    "the file of texts": ("painpath_wording_file", "en"),
}


@pytest.fixture
def manager(client):
    """A site manager, who may open everything, and whose own work waits too."""
    made = factories.staff(roles.MANAGER, "mia")
    client.force_login(made)
    return made


def add_work(author, number: int) -> list[Revision]:
    """Add a page of each kind, and one of everything that may become of it."""
    made = []
    for kind in factories.SLUGS:
        page = factories.page(kind, f"{kind}-{number}", title=f"{kind} {number}")
        waiting = draft(page, author, title=f"{kind} {number} anew")
        submit(waiting, by=author, note="Please look.")
        made.append(waiting)
        address = {"kind": kind, "language": page.language, "slug": page.slug}
        Owner.objects.create(**address, user=author)
        Conflict.objects.create(**address, field="title", in_file="A", in_admin="B")
        Feedback.objects.create(**address, clear="no", text="Unclear", path="/")
        # Two versions of other pages: one for its day, one that somebody was quicker than.
        later = factories.revision(kind, f"{kind}-{number}-later", title="Later")
        Revision.objects.filter(pk=later.pk).update(
            state=Revision.State.SCHEDULED,
            publish_on=timezone.localdate() + dt.timedelta(days=9),
        )
        record = waiting.record | {"title": "Too late"}
        set_aside(page, record, author=author, based_on=page.live)
    return made


def add_path_work(author) -> list[Revision]:
    """Publish the pain path, and let a version of its rules and cases wait."""
    published.publish_small()
    return [
        published.draft(PathRules, author, "at_least: 5", "at_least: 4"),
        published.draft(PathCases, author, "hurts a little", "hurts little"),
    ]


def about(waiting: list[Revision]) -> dict[str, str]:
    """Return the addresses about a version, for every kind of page, and of the path."""
    found = {
        name: reverse(f"admin:{view}", args=args)
        for name, (view, *args) in PATHS.items()
    }
    for version in waiting:
        for step in ("review", "compare", "preview", "restore"):
            url = reverse(f"admin:pages_revision_{step}", args=[version.pk])
            found[f"{step} of a {version.kind}"] = url
    aside = Revision.objects.filter(state=Revision.State.ASIDE).latest("pk")
    found["merge"] = reverse("admin:pages_revision_merge", args=[aside.pk])
    address = aside.kind, aside.language or "-", aside.slug
    found["conflict"] = reverse("admin:pages_conflict_resolve", args=address)
    return found


def queries(client, addresses: dict[str, str]) -> dict[str, int]:
    """Return how often each page that is there asks; the first visit only warms up."""
    client.get(addresses["pages_guide_change"])
    client.get(addresses["review of a guide"])
    counts = {}
    for name, url in addresses.items():
        with CaptureQueriesContext(connection) as asked:
            response = client.get(url)
        if response.status_code == 200:
            counts[name] = sum(query["sql"][:9] not in _MARKS for query in asked)
    return counts


def link(many: range) -> None:
    """Publish some pages anew, with links to many others."""
    links = [f"{other}:{other}-{n}" for other in ("guide", "cause") for n in many]
    sources = ["trial-2020", *(f"source-{n}" for n in many)]
    for kind in ("guide", "condition", "procedure"):
        factories.page(kind, related=links, sources=sources)


def test_admin_asks_the_database_seldom_and_no_oftener_the_more_there_is(
    client, manager
):
    Clinic.objects.create(pk=1, name="Pain Clinic")
    addresses = admin_addresses()
    addresses |= about([*add_work(manager, 0), *add_path_work(manager)])
    link(range(1))
    few = queries(client, addresses)
    assert len(few) > 100
    assert {name: n for name, n in few.items() if n > MOST} == {}
    for number in (1, 2):
        add_work(manager, number)
    link(range(3))
    many = queries(client, addresses)
    assert {n: (few[n], many[n]) for n in few if few[n] < many[n]} == {}
