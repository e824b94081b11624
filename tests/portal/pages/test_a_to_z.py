from __future__ import annotations

import pytest

from portal.pages.a_to_z import a_to_z
from tests import factories

pytestmark = pytest.mark.django_db


def names(pages):
    return {
        letter: [(entry.name, entry.see) for entry in entries]
        for letter, entries in a_to_z(pages).items()
    }


def test_a_to_z_lists_titles_and_other_names():
    disc = factories.page(
        "condition", title="Herniated disc", synonyms=["slipped disc", "herniated disk"]
    )
    arm = factories.page(
        "condition", "arm", title="Ángel’s arm", synonyms=["5th nerve"]
    )
    assert names([disc, arm]) == {
        "0–9": [("5th nerve", True)],
        "A": [("Ángel’s arm", False)],
        "H": [("Herniated disc", False)],
        "S": [("Slipped disc", True)],
    }


def test_a_to_z_leaves_misspellings_to_search():
    page = factories.page(
        "condition", title="Sciatica", synonyms=["siatica", "ciatica"]
    )
    assert names([page]) == {"S": [("Sciatica", False)]}


@pytest.mark.parametrize("path", ["/a-to-z/", "/site-map/", "/es/a-to-z/"])
def test_lists_of_every_page_show_published_pages_only(client, path):
    factories.page("condition", title="Herniated disc", synonyms=["slipped disc"])
    factories.revision("cause", title="Only a draft")
    html = client.get(path).content.decode()
    assert "Herniated disc" in html
    assert ("Slipped disc:" in html) == ("a-to-z" in path)
    assert "Only a draft" not in html
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/a-to-z/", "/site-map/"])
def test_lists_of_every_page_use_a_fixed_number_of_queries(
    client, path, django_assert_num_queries
):
    factories.page("condition")
    with django_assert_num_queries(7) as few:
        client.get(path)
    for number in range(20):
        factories.page("condition", f"c{number}", title=f"Condition {number}")
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(path)
