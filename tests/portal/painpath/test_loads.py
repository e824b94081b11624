"""The path's files in a content folder: loaded, merged, refused and written back."""

from __future__ import annotations

import pytest

from portal.pages.dumping import dump_content
from portal.pages.editorial.uses import needed_by
from portal.pages.formatting import format_content
from portal.pages.loading import load_content
from portal.pages.publishing import publish
from portal.pages.revisions import Conflict, Revision
from portal.painpath.live import current_path
from portal.painpath.loads import names_in, names_in_rules
from portal.painpath.models import PathCases, PathRules, PathWording
from tests import factories
from tests.edits import edit, load_faults, write, write_file
from tests.portal.painpath.paths import SMALL, SMALL_WORDING, small_path
from tests.portal.painpath.published import SMALL_CASES, draft, head_text, version

pytestmark = pytest.mark.django_db
RULES, CASES, WORDING = (
    "pain-path/path.yaml",
    "pain-path/cases.yaml",
    "en/pain-path.yaml",
)


@pytest.fixture
def folder(content):
    """A content folder with the small path in it."""
    write_file(content, "procedure", "knee-injection", title="Knee injection")
    write_file(content, "conventional-care", "moving", title="Moving")
    one = (content / "sources.yaml").read_text()
    more = [one.replace("trial-2020", slug) for slug in ("red-flags", "guideline")]
    write(content / "sources.yaml", "".join([one, *more]))
    write(content / RULES, SMALL)
    write(content / CASES, SMALL_CASES)
    write(content / WORDING, SMALL_WORDING)
    format_content(content)
    return content


def test_load_publishes_the_files_to_the_letter(folder):
    load_content(folder)
    assert PathRules.objects.published().get().text == SMALL
    assert PathCases.objects.published().get().text == SMALL_CASES
    assert PathWording.objects.published().get().language == "en"
    assert current_path() == small_path()
    assert load_content(folder).changes == []


def test_dump_writes_the_files_to_the_letter(folder, tmp_path):
    load_content(folder)
    assert dump_content(folder).written == {}
    dump_content(tmp_path / "out")
    for name in (RULES, CASES, WORDING):
        assert (tmp_path / "out" / name).read_bytes() == (folder / name).read_bytes()


def test_dump_writes_what_was_published_in_admin(folder):
    load_content(folder)
    made = draft(PathRules, factories.editor(), "at_least: 5", "at_least: 4")
    publish([made])
    assert list(dump_content(folder).written) == [RULES]
    assert "at_least: 4" in (folder / RULES).read_text()


def test_load_merges_a_file_that_only_one_side_changed(folder):
    load_content(folder)
    made = draft(PathWording, factories.editor(), "legend: Where?", "legend: There?")
    publish([made])
    edit(folder / RULES, "at_least: 5", "at_least: 4")
    plan = load_content(folder)
    assert plan.kept == {("pain-path-wording", "en", "pain-path"): ["text"]}
    assert "at_least: 4" in PathRules.objects.get().text
    assert "There?" in PathWording.objects.get().text


def test_load_finds_a_conflict_and_keeps_admins(folder):
    load_content(folder)
    publish([draft(PathRules, factories.editor(), "at_least: 5", "at_least: 4")])
    edit(folder / RULES, "at_least: 5", "at_least: 6")
    load_content(folder)
    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.field) == ("pain-path", "text")
    assert "at_least: 4" in head_text(PathRules)


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            RULES,
            "tell_specialist: health",
            "tell_specialist: soul",
            "pain-path/path.yaml:1: tell_specialist: found 'soul', allowed ",
        ),
        (
            CASES,
            "score: 3",
            "score: 33",
            "pain-path/cases.yaml:16: A knee that hurts a little.score: found ",
        ),
        (
            WORDING,
            "legend: Where?",
            "legend: Where is {it}?",
            "en/pain-path.yaml:14: questions.site.legend: found {it}, allowed ",
        ),
    ],
)
def test_load_refuses_a_broken_file_by_its_line(folder, check, file, old, new, fault):
    edit(folder / file, old, new)
    before = Revision.objects.count()
    found = load_faults(folder, check=check)
    assert len(found) == 1
    assert found[0].startswith(fault)
    assert Revision.objects.count() == before


def test_load_checks_the_files_against_each_other(folder):
    load_content(folder)
    edit(folder / RULES, "id: working", "id: resting")
    found = load_faults(folder)
    assert [line.split(": found")[0] for line in found] == [
        "en/pain-path.yaml:1: holds.resting",
        "en/pain-path.yaml:90: holds.working",
    ]
    edit(folder / WORDING, "working:", "resting:")
    load_content(folder)
    assert current_path().holds[0].id == "resting"


def test_load_checks_a_file_against_what_admin_made_of_another(folder):
    load_content(folder)
    text = SMALL.replace("id: working", "id: resting")
    words = SMALL_WORDING.replace("working:", "resting:")
    publish([version("pain-path", text), version("pain-path-wording", words)])
    edit(folder / CASES, "score: 3", "score: 2")
    load_content(folder)  # the cases fit either
    edit(folder / RULES, "at_least: 5", "at_least: 4")  # a conflict: admin's stays
    load_content(folder)
    assert current_path().holds[0].id == "resting"


@pytest.mark.parametrize(
    ("gone", "fault"),
    [
        (RULES, "pain-path/path.yaml:1: file: found no such file"),
        (WORDING, "en/pain-path.yaml:1: file: found no such file"),
    ],
)
def test_load_refuses_a_path_of_which_something_is_missing(folder, gone, fault):
    (folder / gone).unlink()
    (found,) = load_faults(folder)
    assert found.startswith(fault)


def test_load_without_a_path_is_fine(content):
    load_content(content)
    assert not PathRules.objects.exists()
    edit(content / "en/causes/nerve-damage.md", "A plain sentence.", "Another one.")
    load_content(content)


def test_load_refuses_a_path_to_a_page_that_is_not_there(folder):
    (folder / "en/conventional-care/moving.md").unlink()
    (found,) = load_faults(folder)
    assert found.startswith(
        "pain-path/path.yaml:1: care.pages: found conventional-care:moving, which is"
    )


def test_load_refuses_to_prune_what_the_path_names(folder):
    load_content(folder)
    (folder / "en/procedures/knee-injection.md").unlink()
    load_content(folder)
    (found,) = load_faults(folder, prune=True)
    assert "procedures: found procedure:knee-injection, which is nowhere" in found


def test_load_refuses_an_empty_file(folder):
    write(folder / RULES, " \n")
    assert load_faults(folder)[0] == (
        "pain-path/path.yaml:1: file: found nothing, allowed text"
    )


def test_names_in_the_published_rules_are_needed(folder):
    assert list(names_in_rules("procedure")) == []
    load_content(folder)
    assert list(names_in_rules("procedure")) == [("knee-injection", "procedures")]
    assert list(names_in_rules("conventional-care")) == [("moving", "care.pages")]
    assert ("guideline", "knee.sources") in list(names_in_rules("source"))
    assert list(names_in(small_path(), "term")) == []
    assert list(needed_by("procedure", "knee-injection"))
