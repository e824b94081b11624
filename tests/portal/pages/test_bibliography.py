from __future__ import annotations

import pytest

from portal.pages.bibliography import PARTS, next_to, part_of
from tests import factories


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("A trial of rest", "a-d"),
        ("Élan in old age", "e-k"),
        ("“Low” back pain", "l-p"),
        ("Zoster", "q-z"),
        ("34 societies write", "a-d"),
        ("Ωmega", "q-z"),
        ("…", "a-d"),
    ],
)
def test_part_of(title, slug):
    assert part_of(title).slug == slug


def test_parts_follow_each_other():
    assert [next_to(part) for part in PARTS] == [*PARTS[1:], None]


@pytest.mark.django_db
def test_every_source_stands_where_its_address_says(client):
    titles = {"first": "Acute pain", "tenth": "10 trials", "last": "Zoster"}
    rows = [factories.page("source", slug, title=titles[slug]) for slug in titles]
    for row in rows:
        address = row.get_absolute_url()
        html = client.get(address).content.decode()
        shown = [slug for slug in titles if f'id="{slug}"' in html]
        assert shown == (["last"] if row.slug == "last" else ["first", "tenth"])
        assert address.endswith(f"#{row.slug}")
        assert f"{len(rows)} of {len(rows)} sources" in html  # all read in a copy


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["a-d", "f-g"])
def test_a_part_that_is_none_is_404(client, slug):
    assert client.get(f"/sources/{slug}/").status_code == 404
