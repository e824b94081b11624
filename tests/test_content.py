"""What holds for the words that are shipped, beyond what the loader asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from portal.pages.lint import findings
from tests.conftest import SHIPPED

TREATMENTS = sorted(
    path for folder in ("procedures", "conventional-care")
    for path in (SHIPPED / "en" / folder).glob("*.md")
)  # fmt: skip


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def test_wording_of_the_pain_path_makes_no_claims():
    wording = yaml.safe_load((SHIPPED / "en/pain-path.yaml").read_text("utf-8"))
    texts = list(strings(wording))
    assert len(texts) > 200
    assert [(text, found) for text in texts if (found := findings(text))] == []


@pytest.mark.parametrize("path", TREATMENTS, ids=lambda path: path.stem)
def test_alternatives_of_a_treatment_include_doing_nothing(path):
    text = path.read_text(encoding="utf-8")
    alternatives = re.split(r"^## ", text.split("\n## Alternatives\n")[1], flags=re.M)[
        0
    ]
    here = path.stem == "watchful-waiting"
    assert here or re.search("doing nothing|watchful-waiting", alternatives, re.I)
