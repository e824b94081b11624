"""The criteria of a decision aid (IPDAS) without which a treatment page does not load."""

from __future__ import annotations

import pytest

from tests.edits import load_faults, write_file
from tests.factories import OUTCOME

pytestmark = pytest.mark.django_db

MISSING = [
    "alternatives",
    "if_you_wait",
    "benefits",
    "harms",
    "evidence_summary",
    "sources",
    "funding",
]


@pytest.mark.parametrize("field", MISSING)
@pytest.mark.parametrize("kind", ["procedure", "conventional-care"])
def test_load_content_refuses_a_treatment_without(content, kind, field):
    write_file(content, kind, "other", title="Other", **{field: None})
    assert any("found nothing" in fault for fault in load_faults(content))


@pytest.mark.parametrize("part", ["certainty", "source"])
@pytest.mark.parametrize("field", ["benefits", "harms"])
def test_load_content_refuses_a_number_without(content, field, part):
    outcome = {name: value for name, value in OUTCOME.items() if name != part}
    write_file(content, "procedure", "other", title="Other", **{field: [outcome]})
    assert any(f"{field}.{part}: found nothing" in f for f in load_faults(content))


@pytest.mark.parametrize(
    ("benefits", "harms", "expected"),
    [
        (5, 2, "harms: found 2 harms beside 5 benefits, allowed at least half as many"),
        (1, 3, "benefits: found 1 benefits beside 3 harms, allowed at least half as many"),
        (4, 2, None),
        (1, 2, None),
    ],
)  # fmt: skip
def test_load_content_refuses_benefits_and_harms_in_unequal_detail(
    content, benefits, harms, expected
):
    made = [OUTCOME | {"text": f"Outcome {number}."} for number in range(5)]
    changes = {"benefits": made[:benefits], "harms": made[:harms]}
    write_file(content, "procedure", "other", title="Other", **changes)
    write_file(content, "cause", "broken", title="Broken", summary="A miracle.")
    told = [fault.split(": ", 1)[1] for fault in load_faults(content)]
    assert len(told) == (2 if expected else 1)
    assert (expected in told) == bool(expected)
