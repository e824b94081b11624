"""The home page: the path, the body, the lists, and why one can check what it says."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

LISTS = ["condition", "symptom", "cause", "procedure", "conventional-care", "guide"]


def main(client, path: str = "/") -> str:
    return client.get(path).content.decode().split("<main")[1].split("</main>")[0]


def linked(kind: str, slug: str, **changes) -> None:
    """Publish a page that another one links to."""
    factories.page(kind, slug, title=slug.capitalize(), **changes)
    factories.page("cause", f"to-{slug}", related=[f"{kind}:{slug}"])


def test_home_says_first_when_to_call_and_then_starts_the_path(client):
    html = main(client)
    signs = html.index(f'href="{reverse("pain-path")}#signs"')
    assert signs < html.index("<h1") < html.index(f'href="{reverse("pain-path")}"')
    assert 'id="signs"' in client.get(reverse("pain-path")).content.decode()


def test_home_leads_to_every_list_without_content(client):
    html = main(client)
    for kind in LISTS:
        assert f'href="{reverse(f"{kind}-index")}"' in html
    for name in ("sources", "compare", "glossary", "a-to-z", "about", "privacy"):
        assert f'href="{reverse(name)}"' in html
    assert "body-map" not in html


@pytest.mark.parametrize("kind", ["condition", "procedure", "conventional-care"])
def test_home_names_pages_that_others_link_to(client, kind):
    linked(kind, "well-known")
    factories.page(kind, "unknown", title="Unknown")
    html = main(client)
    assert f'href="{reverse(kind, kwargs={"slug": "well-known"})}"' in html
    assert "Unknown" not in html


def test_home_lists_the_areas_and_draws_them(client):
    factories.page("condition", body_areas=["low_back", "knee"])
    html = main(client)
    address = f'href="{reverse("condition-index")}?by=area#knee"'
    assert html.count(address) == 2  # in the list and in the picture
    assert 'data-to="knee">Knee</a>' in html
    assert 'data-to="foot"' not in html
    shown = client.get(reverse("condition-index"), {"by": "area"}).content.decode()
    assert 'id="knee"' in shown


def test_home_marks_what_is_not_translated(client):
    linked("condition", "well-known")
    html = main(client, "/es/")
    assert '<a href="/es/conditions/well-known/" lang="en" hreflang="en">' in html


def test_home_uses_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    linked("condition", "first")
    client.get("/")
    with django_assert_max_num_queries(12) as few:
        client.get("/")
    for number in range(4):
        linked("condition", f"another-{number}", body_areas=["foot", "neck"])
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/")
