from __future__ import annotations

from procedures.models import Procedure
from procedures.stepping import path_of

BLOCK = Procedure(slug="block", leads_to=["rfa"])
RFA = Procedure(slug="rfa")
OTHER = Procedure(slug="other", leads_to=["implant"])


def steps(page, others):
    path = path_of(page, others)
    if path is None:
        return None
    tests = [test.slug for test in path.tests]
    return tests, [treatment.slug for treatment in path.treatments]


def test_path_from_a_test_leads_to_its_treatment():
    assert steps(BLOCK, [OTHER, RFA]) == (["block"], ["rfa"])


def test_path_of_a_treatment_begins_with_its_tests():
    assert steps(RFA, [OTHER, BLOCK]) == (["block"], ["rfa"])


def test_path_is_not_drawn_where_nothing_leads_on():
    assert steps(RFA, [OTHER]) is None
    assert steps(BLOCK, [OTHER]) is None  # the treatment is not published
