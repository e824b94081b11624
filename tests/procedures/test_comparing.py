from __future__ import annotations

import pytest

from procedures import comparing
from procedures.models import ConventionalCare, Procedure

BLOCK = Procedure(slug="nerve-block", purpose="both")
YOGA = ConventionalCare(slug="yoga", type="mind_body")
SURGERY = ConventionalCare(slug="surgery", type="surgery")
WAITING = ConventionalCare(slug="waiting", type="waiting")
OPTIONS = [BLOCK, YOGA, SURGERY, WAITING]
KNOWN = ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["a", "b", "c", "d"], [], id="four"),
        pytest.param(["a", "x"], ["no option named “x”"], id="unknown"),
        pytest.param(["a", "a"], ["more than once"], id="twice"),
        pytest.param(KNOWN, ["5 options were chosen. At most 4"], id="five"),
        pytest.param([*KNOWN[:4], "a"], ["more than once"], id="four and one again"),
        pytest.param(["x", "x"], ["“x”", "more than once"], id="several faults"),
        pytest.param(["x" * 500], ["x" * 80 + "”"], id="long"),
    ],
)
def test_faults(asked, expected):
    found = comparing.faults(asked, KNOWN)
    assert len(found) == len(expected)
    for fault, part in zip(found, expected, strict=True):
        assert part in fault


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param([], ["", "waiting", "", ""], id="start"),
        pytest.param(["yoga"], ["yoga", "waiting", "", ""], id="one"),
        pytest.param(["waiting"], ["waiting", "", "", ""], id="waiting itself"),
        pytest.param(["x", "yoga", "yoga"], ["yoga", "waiting", "", ""], id="mended"),
        pytest.param(
            ["surgery", "yoga"], ["surgery", "yoga", "", ""], id="in the order chosen"
        ),
    ],
)
def test_choices(asked, expected):
    assert comparing.choices(asked, OPTIONS) == expected


def test_choices_keeps_the_first_four():
    options = [ConventionalCare(slug=slug) for slug in KNOWN]
    assert comparing.choices(KNOWN, options) == KNOWN[:4]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "purpose",
            [
                "A test and a treatment",
                "Care without a procedure",
                "A treatment",
                "Care without a procedure",
            ],
        ),
        ("awake_or_sedated", ["", "Awake: it is care without a procedure.", ""]),
    ],
)
def test_rows_answer_for_every_option(name, expected):
    row = next(row for row in comparing.rows(OPTIONS) if row.name == name)
    assert [option for option, _ in row.cells] == OPTIONS
    assert [str(answer) for _, answer in row.cells][: len(expected)] == expected


def test_rows_ask_what_patients_ask():
    words = " ".join(row.question for row in comparing.rows(OPTIONS)).lower()
    asked = "what is it, test, feel like, awake, take, visits, help, wrong, sure, last"
    for part in f"{asked}, recover, wait, expert".split(", "):
        assert part in words
