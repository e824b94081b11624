from __future__ import annotations

from portal.pages.content_folder import find_content
from tests.edits import write


def test_find_content_knows_every_kind(content):
    found = find_content(content)
    assert found.faults == []
    assert {file.schema.kind for file in found.files} == {
        "condition",
        "symptom",
        "cause",
        "procedure",
        "conventional-care",
        "guide",
        "source",
        "term",
    }


def test_find_content_leaves_the_pain_path_to_others(content):
    write(content / "pain-path/path.yaml", "x")
    write(content / "en/pain-path.yaml", "x")
    write(content / "coverage.yaml", "x")
    assert len(find_content(content).files) == 8
    assert find_content(content).faults == []
