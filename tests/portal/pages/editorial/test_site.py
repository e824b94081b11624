from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def staff(client, db):
    client.force_login(factories.editor())
    return client


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("pages/guide", "Guides"),
        ("pages/guide/add", "Guides"),
        ("clinic/feedback", "Feedback"),
        ("pages/revision/queue", "Review queue"),
    ],
)
def test_trail_begins_at_the_dashboard_and_names_each_list_once(staff, path, name):
    html = staff.get(f"/admin/{path}/").content.decode()
    trail = html.split('<div class="breadcrumbs">')[1].split("</div>")[0]
    assert '<a href="/admin/">Dashboard</a>' in trail
    assert 'href="/admin/pages/"' not in trail
    assert trail.count(name) == 1


def test_lists_are_called_what_is_in_them(staff):
    for path, name in (("conditions/condition", "Conditions"), ("auth/user", "Users")):
        html = staff.get(f"/admin/{path}/").content.decode()
        assert f"<h1>{name}</h1>" in html
        assert f"<title>{name} | " in html


def test_menu_leads_to_the_feedback(staff):
    menu = staff.get("/admin/").content.decode().split('class="staff-nav"')[1]
    assert 'href="/admin/clinic/feedback/"' in menu.split("</nav>")[0]
