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


def test_find_content_takes_the_pain_path_and_leaves_what_is_elsewhere(content):
    write(content / "pain-path/path.yaml", "x")
    write(content / "en/pain-path.yaml", "x")
    write(content / "coverage.yaml", "x")
    found = {file.name: file.schema.kind for file in find_content(content).files}
    assert len(found) == 10
    assert found["pain-path/path.yaml"] == "pain-path"
    assert found["en/pain-path.yaml"] == "pain-path-wording"
    assert find_content(content).faults == []
