from __future__ import annotations

import pytest

from portal.pages.content_report import content_report
from tests.conftest import SHIPPED
from tests.edits import CAUSE, CONDITION, GUIDE, edit, write, write_file

TODAY = "2026-06-30"


def report(root):
    return content_report(root, today=TODAY)


def faults(root):
    return [str(fault) for fault in sorted(report(root).faults)]


@pytest.fixture
def linked(content):
    """A content folder without a fault: every page is linked from another."""
    edit(
        content / CONDITION, "funding:", "related:\n- guide:when-to-consider\nfunding:"
    )
    return content


def test_content_report_needs_no_database(linked):
    found = report(linked)
    assert found.faults == []
    assert len(found.pages) == 6
    assert {page.address[0] for page in found.pages}.isdisjoint({"source", "term"})


def test_content_report_says_what_each_page_lacks(linked):
    edit(linked / "sources.yaml", "checked: copy", "checked: 'no'")
    edit(linked / CAUSE, "funding:", "next_review_due: 2026-06-29\nfunding:")
    edit(linked / CAUSE, "Text of what_can_be_changed", "It was 24 of 100")
    (page,) = [page for page in report(linked).pages if page.file == CAUSE]
    assert page.overdue
    assert page.unverified == [("trial-2020", "no")]
    assert [figure for _, figure in page.unsourced] == ["24 of 100"]
    assert page.thin == ["## How it leads to pain", "## What can be changed"]
    assert page.missing == []
    assert page.words > 20


def test_content_report_orphan_pages_are_faults(content):
    assert faults(content) == [
        f"{GUIDE}:1: links: found a page that no other page links to, allowed a link "
        "from a related page"
    ]


def test_content_report_links_of_every_language_count(linked):
    edit(linked / CONDITION, "related:\n- guide:when-to-consider\n", "")
    edit(linked / CAUSE, "funding:", "related:\n- guide:when-to-consider\nfunding:")
    text = (linked / CAUSE).read_text()
    assert report(linked).faults == []
    edit(linked / CAUSE, "related:\n- guide:when-to-consider\n", "")
    assert len(faults(linked)) == 1
    write(linked / "es/causes/nerve-damage.md", text)
    assert report(linked).faults == []


def test_content_report_hard_pages_are_faults(linked):
    hard = "Multidisciplinary rehabilitation necessitates individualized evaluation. "
    edit(linked / GUIDE, "Text of body", hard * 30 + "Text of body")
    (fault,) = faults(linked)
    assert fault.startswith(f"{GUIDE}:1: reading grade: found ")
    assert fault.endswith(", allowed at most 9")


def test_content_report_median_grade_is_a_fault(linked):
    hard = "Individual evaluation of discomfort is usually necessary everywhere. "
    for path in linked.glob("en/*/*.md"):
        edit(path, "Text of ", f"{hard * 15}Text of ")
    assert any("median grade: found " in fault for fault in faults(linked))


def test_content_report_tells_what_a_load_would_refuse(linked):
    edit(linked / CAUSE, "title: Nerve damage", "title: A miracle")
    edit(linked / CONDITION, "Text of outlook", "See [a](guide:never)")
    write_file(linked, "guide", "other", title="When to consider", summary=None)
    told = "\n".join(faults(linked))
    assert "title: found 'miracle'" in told
    assert "found guide:never, which is nowhere" in told
    assert "found 'when to consider', which other has too" in told
    assert "other.md:1: summary: found nothing" in told
    assert told.count("summary") == 1


def test_content_report_slugs_that_two_kinds_share(linked):
    write_file(linked, "conventional-care", "nerve-block", title="Other")
    assert any("nerve-block', which a procedure has too" in f for f in faults(linked))


def test_content_report_file_that_cannot_be_read(linked):
    write(linked / CAUSE, b"\xff")
    assert f"{CAUSE}:1: file: found the byte 0xff" in "\n".join(faults(linked))
    assert "which is nowhere" not in "\n".join(faults(linked))


def test_content_report_empty_folder(tmp_path):
    assert report(tmp_path).median_grade == 0
    assert len(report(tmp_path / "nowhere").faults) == 1


def test_content_report_of_the_shipped_content_is_clean():
    found = content_report(SHIPPED, today=TODAY)
    assert found.faults == []
    assert len(found.pages) > 80
    assert 3 < found.median_grade <= 7
