from __future__ import annotations

import pytest

from portal.pages.editorial.renaming import rename
from portal.pages.publishing import withdraw
from procedures.models import Procedure
from tests import factories

pytestmark = pytest.mark.django_db
COMPARE = "/procedures/compare/"


@pytest.fixture
def pages() -> None:
    factories.pages()
    factories.page(
        "conventional-care", "waiting", title="Watchful waiting", type="waiting"
    )
    for slug in ("rfa", "scs"):
        factories.page("procedure", slug, title=slug.upper(), summary=f"On {slug}.")


def compare(client, *options, status=200, **extra):
    response = client.get(COMPARE, {"option": options}, **extra)
    assert response.status_code == status
    return response.content.decode()


def test_compare_shows_every_option_and_answer(client, pages):
    html = compare(client, "nerve-block", "exercise", "waiting", "rfa")
    assert html.count('scope="col"') == 4
    assert html.count('scope="rowgroup"') == 13
    assert "On rfa." in html
    for section in ("how_performed", "evidence_summary", "if_you_wait"):
        assert html.count(f"Text of {section}") == 4
    assert html.count(factories.OUTCOME["text"]) == 4
    assert html.count("NICE, 2020") == 4
    assert "doing nothing for now" in html
    assert 'id="source-trial-2020"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_compare_keeps_the_order_of_the_choice(client, pages):
    head = compare(client, "scs", "exercise", "rfa").split("<thead")[1]
    found = [head.index(address) for address in ("/scs/", "/exercise/", "/rfa/")]
    assert found == sorted(found)


def test_compare_without_a_choice_asks_for_one(client, pages):
    html = compare(client)
    assert 'class="compare"' not in html
    assert html.count('<select class="form-select"') == 4
    assert html.count('value="waiting" selected') == 1
    assert "noindex" not in html


def test_compare_with_one_option_asks_for_another(client, pages):
    html = compare(client, "rfa", "", "")
    assert 'class="compare"' not in html
    assert 'value="rfa" selected' in html
    assert 'value="waiting" selected' in html


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param(["rfa", "magic"], "no option named “magic”", id="unknown"),
        pytest.param(["rfa", "rfa"], "more than once", id="twice"),
        pytest.param(["sciatica", "rfa"], "named “sciatica”", id="not an option"),
        pytest.param(
            ["rfa", "scs", "nerve-block", "exercise", "waiting"],
            "At most 4",
            id="five",
        ),
    ],
)
def test_compare_says_what_is_wrong(client, pages, options, words):
    html = compare(client, *options, status=400)
    assert words in html
    assert "Choose two to four different options" in html
    assert 'value="rfa" selected' in html
    assert 'class="compare"' not in html


def test_compare_repeats_no_markup(client, pages):
    html = compare(client, "rfa", "<script>alert(1)</script>", status=400)
    assert "<script>" not in html


def test_compare_does_not_know_what_is_unpublished(client, pages):
    withdraw([Procedure.objects.get(slug="scs")])
    assert "named “scs”" in compare(client, "rfa", "scs", status=400)


def test_compare_refuses_other_methods(client):
    assert client.post(COMPARE).status_code == 405


def test_compare_works_without_content_and_in_spanish(client, pages):
    html = client.get(f"/es{COMPARE}?option=rfa&option=exercise").content.decode()
    assert '<th scope="col" role="columnheader" lang="en">' in html
    Procedure.objects.all().delete()
    compare(client)


def test_compare_uses_a_fixed_number_of_queries(
    client, pages, django_assert_num_queries
):
    with django_assert_num_queries(6) as few:
        compare(client, "rfa", "exercise")
    with django_assert_num_queries(len(few.captured_queries)):
        compare(client, "rfa", "exercise", "scs", "waiting")


def test_index_shows_the_matrix_from_the_conditions(client, pages):
    html = client.get("/procedures/").content.decode()
    matrix = html.split('id="by-kind-of-pain"')[1]
    assert matrix.count('href="/conditions/sciatica/"') == 2  # the table and the list
    assert matrix.count('href="/procedures/nerve-block/"') == 2
    assert "/procedures/rfa/" not in matrix
    assert f'href="{COMPARE}"' in html


def test_index_without_conditions_has_no_matrix(client):
    factories.page("procedure")
    html = client.get("/procedures/").content.decode()
    assert "/procedures/nerve-block/" in html
    assert "by-kind-of-pain" not in html.split('class="matrix"')[-1].split("<h1")[0]
    assert '<section class="matrix">' not in html


def test_index_refuses_other_methods(client):
    assert client.post("/procedures/").status_code == 405


def test_procedure_shows_dots_beside_the_sentence(client, pages):
    html = client.get("/procedures/nerve-block/").content.decode()
    assert 'role="img" aria-label="100 dots, 24 of them filled"' in html
    assert 'aria-label="100 dots, 9 of them filled"' in html
    assert factories.OUTCOME["text"] in html
    assert "style=" not in html.split("<main")[1]


def test_procedure_shows_no_dots_for_less_than_one(client):
    rare = factories.OUTCOME | {"with": 1, "without": 0}
    factories.page("procedure", benefits=[rare], harms=[rare])
    html = client.get("/procedures/nerve-block/").content.decode()
    assert "100 dots" not in html
    assert "1 of 100 with it, 0 of 100 without it" in html


def test_procedure_draws_the_way_from_test_to_treatment(client, pages):
    factories.page("procedure", "test", title="Test", purpose="test", leads_to=["rfa"])
    for slug, other in (("test", "rfa"), ("rfa", "test")):
        html = client.get(f"/procedures/{slug}/").content.decode()
        path = html.split('class="test-path"')[1].split("</div>")[0]
        assert f'href="/procedures/{other}/"' in path
        assert "(this page)" in path
    html = client.get("/procedures/nerve-block/").content.decode()
    assert 'class="test-path"' not in html
    assert f'href="{COMPARE}?option=nerve-block"' in html


def test_compare_finds_an_option_by_its_former_name(client, pages):
    rename(Procedure, "rfa", "radiofrequency", by=factories.user())
    html = compare(client, "rfa", "exercise")
    assert "/procedures/radiofrequency/" in html
    assert "On rfa." in html


def test_compare_stays_what_it_was_in_another_language(client, pages):
    html = compare(client, "rfa", "exercise")
    assert 'href="/es/procedures/compare/?option=rfa&amp;option=exercise"' in html
