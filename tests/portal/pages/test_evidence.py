from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from portal.pages.evidence import OutcomeListField, balance_faults, outcome_faults
from tests.factories import OUTCOME


def without(*names):
    return {name: value for name, value in OUTCOME.items() if name not in names}


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        pytest.param(OUTCOME, [], id="whole"),
        pytest.param(
            without("with", "without", "per", "comparator", "population", "when"),
            [],
            id="words alone",
        ),
        pytest.param(
            without("comparator"),
            [("comparator: nothing", "a value wherever there are numbers")],
            id="no comparator",
        ),
        pytest.param(
            without("per", "when"),
            [
                ("per: nothing", "a value wherever there are numbers"),
                ("when: nothing", "a value wherever there are numbers"),
            ],
            id="no denominator",
        ),
        pytest.param(OUTCOME | {"per": 1000}, [("per: 1000", "100")], id="per 1,000"),
        pytest.param(OUTCOME | {"with": 100, "without": 0}, [], id="all and none"),
        pytest.param(
            OUTCOME | {"with": 101, "without": 250},
            [("with: 101", "at most 100"), ("without: 250", "at most 100")],
            id="more than all",
        ),
    ],
)
def test_outcome_faults(outcome, expected):
    assert outcome_faults(outcome) == expected


def test_outcome_list_field_knows_the_words_for_certainty():
    with pytest.raises(ValidationError) as caught:
        OutcomeListField().clean([OUTCOME | {"certainty": "sure"}], None)
    assert caught.value.messages == [
        "Item 1: found certainty: 'sure', allowed high, moderate, low, very_low"
    ]


def test_outcome_list_field_checks_numbers():
    with pytest.raises(ValidationError) as caught:
        OutcomeListField().clean([OUTCOME, without("per")], None)
    assert caught.value.messages == [
        "Item 2: found per: nothing, allowed a value wherever there are numbers"
    ]


@pytest.mark.parametrize(
    ("benefits", "harms", "expected"),
    [
        (5, 2, [("harms", "2 harms beside 5 benefits")]),
        (2, 5, [("benefits", "2 benefits beside 5 harms")]),
        (4, 2, []),
        (3, 3, []),
    ],
)
def test_balance_faults(benefits, harms, expected):
    found = balance_faults({"benefits": [{}] * benefits, "harms": [{}] * harms})
    assert [(name, wrong.found) for name, wrong in found] == expected


def test_balance_faults_of_a_page_without_outcomes():
    assert list(balance_faults({})) == []
