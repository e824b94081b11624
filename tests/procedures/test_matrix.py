from __future__ import annotations

import pytest

from portal.pages.publishing import withdraw
from procedures.matrix import matrix_of
from procedures.models import Procedure
from tests import factories

pytestmark = pytest.mark.django_db


def discussed(**evidence: str) -> list[dict]:
    return [
        {
            "procedure": slug.replace("_", "-"),
            "evidence": direction,
            "text": "Words.",
            "source": "trial-2020",
        }
        for slug, direction in evidence.items()
    ]


@pytest.fixture
def matrix():
    factories.page("procedure")
    factories.page("procedure", "rfa", title="RFA")
    factories.page("procedure", "test", title="Test", leads_to=["rfa"], purpose="test")
    factories.page("procedure", "unused", title="Unused")
    factories.page(
        "condition", procedures=discussed(nerve_block="mixed", rfa="against")
    )
    factories.page(
        "condition", "neck", title="Neck", procedures=discussed(rfa="too_little")
    )
    factories.page("condition", "lupus", title="Lupus", procedures=None)
    return lambda: matrix_of(list(Procedure.objects.published()), "en")


def test_matrix_has_a_row_a_kind_of_pain_and_a_column_a_procedure(matrix):
    made = matrix()
    assert [procedure.slug for procedure in made.procedures] == ["nerve-block", "rfa"]
    assert [(row.slug, cells) for row, cells in made.rows] == [
        ("neck", ["", "too_little"]),
        ("sciatica", ["mixed", "against"]),
    ]


def test_matrix_lists_the_same_by_procedure(matrix):
    lists = {
        procedure.slug: [(way, [page.slug for page in pages]) for way, pages in found]
        for procedure, found in matrix().lists
    }
    assert lists == {
        "nerve-block": [("mixed", ["sciatica"])],
        "rfa": [("against", ["sciatica"]), ("too_little", ["neck"])],
    }


def test_matrix_names_the_tests_that_lead_on(matrix):
    tests = [(test.slug, [to.slug for to in on]) for test, on in matrix().tests]
    assert tests == [("test", ["rfa"])]


def test_matrix_leaves_out_what_patients_do_not_see(matrix):
    withdraw([Procedure.objects.get(slug="rfa")])
    made = matrix()
    assert [(row.slug, cells) for row, cells in made.rows] == [("sciatica", ["mixed"])]
    assert made.tests == []


def test_matrix_asks_the_database_once(matrix, django_assert_num_queries):
    procedures = list(Procedure.objects.published())
    with django_assert_num_queries(1):
        matrix_of(procedures, "en")
