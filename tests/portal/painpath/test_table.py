from __future__ import annotations

from portal.painpath.table import table
from tests.portal.painpath.paths import small_wording


def test_table_says_each_rule_with_its_sources(small):
    lines = table(small, small_wording()).splitlines()
    assert (
        "| `knee` | **site**: knee | **score**: 5 or more<br>**care**: exercise |  | "
        "`guideline` |"
    ) in lines
    assert "| **site**: all over | routine | Primary care | `red-flags` |" in lines
    assert "| **helped**: much | `guideline` |" in lines
    assert "| **score**: 10 or more | Surgeon |" in lines
    assert "| site | hip | Hip | summary only |" in lines


def test_table_of_the_shipped_path_names_every_rule_and_choice(path, wording):
    text = table(path, wording)
    assert all(f"`{rule.id}`" in text for rule in path.rules)
    assert "| for whom | me | Myself | summary only |" in text
    assert "nothing is listed<br>**known causes**: crps" in text
