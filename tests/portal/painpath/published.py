"""The small path in the database, as staff work on it."""

from __future__ import annotations

from portal.pages.publishing import head_revision, publish, save_draft
from portal.pages.revisions import Revision
from portal.painpath.models import PathText, PathWording
from portal.painpath.stored import CASES, RULES, WORDING
from tests import factories
from tests.portal.painpath.paths import SMALL, SMALL_WORDING, replaced

SMALL_CASES = """\
# Knees.

- name: A knee that hurts
  answers:
    signs: [none]
    site: [knee]
    side: left
    score: 7
    helped: little
    health: [none]
    care: [exercise]
  expect: {urgency: routine, listed: [knee-injection], not_yet: [], rules: [knee]}

# Not yet.

- name: A knee that hurts a little
  like: A knee that hurts
  answers: {score: 3}
  expect: {listed: [], not_yet: [knee-injection]}

- name: A knee without a side
  like: A knee that hurts
  without: [side]
  expect: {listed: [knee-injection]}
"""
TEXTS = {
    (RULES, "", "path"): SMALL,
    (CASES, "", "cases"): SMALL_CASES,
    (WORDING, "en", "pain-path"): SMALL_WORDING,
}


def publish_small(**changed: str) -> None:
    """Publish the small path, and the pages and sources that it names."""
    factories.page("procedure", "knee-injection")
    factories.page("conventional-care", "moving")
    for source in ("red-flags", "guideline"):
        factories.page("source", source)
    publish([version(kind, changed.get(kind)) for kind, _, _ in TEXTS])


def version(kind: str, text: str | None = None, language: str | None = None):
    """Return a saved version, not published."""
    address = next(address for address in TEXTS if address[0] == kind)
    return Revision.objects.create(
        kind=kind,
        language=address[1] if language is None else language,
        slug=address[2],
        record={"text": TEXTS[address] if text is None else text},
        origin=Revision.Origin.FILES,
    )


def draft(model: type[PathText], author, old: str, new: str, state: str = "submitted"):
    """Save what somebody changed; it waits for review unless `state` says otherwise."""
    row = model.objects.get(language="en" if model is PathWording else "")
    head = head_revision(*row.address)
    text = replaced(head.record["text"], old, new)
    made = save_draft(row, {"text": text}, author=author, based_on=head)
    Revision.objects.filter(pk=made.pk).update(state=state)
    return Revision.objects.get(pk=made.pk)


def head_text(model: type[PathText], language: str | None = None) -> str:
    """Return the newest version's text."""
    if language is None:
        language = "en" if model is PathWording else ""
    return head_revision(*model.objects.get(language=language).address).record["text"]
