from __future__ import annotations

import pytest

from portal.pages.faults import ContentError
from portal.pages.formatting import format_content
from tests.conftest import SHIPPED
from tests.edits import CAUSE, CONDITION, GLOSSARY, edit, write


def test_format_content_leaves_the_layout_it_writes(content):
    assert format_content(content) == []


def test_format_content_every_shipped_file_is_in_it():
    assert format_content(SHIPPED, check=True) == []


@pytest.mark.parametrize("check", [True, False])
def test_format_content_rewrites_other_layouts(content, check):
    before = {name: (content / name).read_bytes() for name in (CAUSE, CONDITION)}
    edit(content / CAUSE, "\n\n## ", "\n\n\n##  ")
    other = (content / CAUSE).read_bytes()
    write(content / CONDITION, before[CONDITION].replace(b"\n", b"\r\n"))
    assert format_content(content, check=check) == [CAUSE, CONDITION]
    assert ((content / CAUSE).read_bytes() == other) is check
    if not check:
        assert {name: (content / name).read_bytes() for name in before} == before
        assert format_content(content) == []


def test_format_content_sorts_a_collection(content):
    text = (content / GLOSSARY).read_text()
    write(content / GLOSSARY, text + "disc:\n  title: Disc\n  text: A cushion.\n")
    assert format_content(content) == [GLOSSARY]
    assert (content / GLOSSARY).read_text().startswith("disc:")


def test_format_content_writes_nothing_when_a_file_cannot_be_read(content):
    edit(content / CAUSE, "\n\n## ", "\n\n\n## ")
    other = (content / CAUSE).read_bytes()
    edit(content / CONDITION, "title: Sciatica", "title: yes")
    with pytest.raises(ContentError, match=rf"^{CONDITION}:2: title: found true"):
        format_content(content)
    assert (content / CAUSE).read_bytes() == other


def test_format_content_leaves_an_empty_collection(content):
    write(content / GLOSSARY, "# Nothing yet\n")
    assert format_content(content) == []
    assert (content / GLOSSARY).read_text() == "# Nothing yet\n"
