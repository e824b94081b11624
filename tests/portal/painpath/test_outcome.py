from __future__ import annotations

import json

import pytest

from portal.painpath.engine import outcome
from tests.portal.painpath.paths import small_answers


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param(
            {"health": "thinner"},
            {
                "urgency": "routine",
                "triggers": [],
                "specialist": "pain_specialist",
                "listed": [
                    {
                        "procedure": "knee-injection",
                        "rule": "knee",
                        "because": [
                            {"question": "site", "answered": ["knee"]},
                            {"question": "score", "answered": ["7"]},
                            {"question": "care", "answered": ["exercise"]},
                        ],
                        "tell_specialist": ["thinner"],
                    }
                ],
                "not_yet": [],
                "not_listed": [],
                "care_not_tried": [],
                "ending": "consult-a-specialist",
            },
            id="listed",
        ),
        pytest.param(
            {"care": "none"},
            {
                "urgency": "routine",
                "triggers": [],
                "specialist": "primary_care",
                "listed": [],
                "not_yet": [
                    {
                        "procedure": "knee-injection",
                        "rule": "knee",
                        "missing": [
                            {
                                "question": "care",
                                "answered": ["none"],
                                "wanted": ["exercise"],
                            }
                        ],
                    }
                ],
                "not_listed": [],
                "care_not_tried": ["exercise"],
                "ending": "consult-a-specialist",
            },
            id="not yet",
        ),
        pytest.param(
            {"site": "all_over"},
            {
                "urgency": "routine",
                "triggers": ["all_over"],
                "specialist": "primary_care",
                "listed": [],
                "not_yet": [],
                "not_listed": [
                    {
                        "procedure": "knee-injection",
                        "because_not": [{"question": "site", "answered": ["all_over"]}],
                    }
                ],
                "care_not_tried": [],
                "ending": "consult-a-specialist",
            },
            id="not listed",
        ),
    ],
)
def test_outcome_as_dict_is_the_json_of_the_command(small, changed, expected):
    found = outcome(small, small_answers(**changed)).as_dict()
    assert json.loads(json.dumps(found)) == expected
