"""Every address below /admin/ is closed to strangers and to staff without a role."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from conditions.models import Condition
from portal.clinic import roles
from portal.clinic.models import Clinic
from portal.pages.models import Guide
from portal.pages.revisions import Revision
from tests import factories
from tests.admin_addresses import admin_addresses

pytestmark = pytest.mark.django_db

OPEN_TO_ALL_STAFF = {
    "index",
    "app_list",
    "jsi18n",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "pages_signed_in",  # says only that one is
    "view_on_site",
    "autocomplete",
}
PUBLISH_ONLY = {
    "pages_export",
    "pages_sign_off",
    "pages_guide_rename",
    "pages_guide_unpublish",
    "pages_guide_delete",
    "auth_user_changelist",
    "auth_user_add",
    "auth_group_changelist",
    "clinic_clinic_changelist",
}


@pytest.fixture
def addresses() -> dict[str, str]:
    return admin_addresses()


def test_strangers_are_asked_to_sign_in(client, addresses):
    assert len(addresses) > 60
    for name, url in addresses.items():
        if name in {"login", "logout", "jsi18n"}:
            continue
        for method in (client.get, client.post):
            response = method(url)
            assert response.status_code in (302, 405), (name, response.status_code)
            if response.status_code == 302:
                assert response.url.startswith("/admin/login/"), (name, response.url)


def test_staff_without_a_role_are_refused(client, addresses):
    client.force_login(factories.user("nobody", is_staff=True))
    versions = Revision.objects.count()
    for name, url in addresses.items():
        if name in OPEN_TO_ALL_STAFF:
            continue
        for method in (client.get, client.post):
            response = method(url, follow=True)
            nowhere = response.request["PATH_INFO"] == "/admin/"
            refused = response.status_code in (403, 404, 405)
            assert refused or nowhere, (name, response.status_code)
    assert Revision.objects.count() == versions
    assert Condition.objects.published().exists()


def test_editors_are_refused_what_only_others_may_do(client, addresses):
    client.force_login(factories.staff(roles.EDITOR))
    missing = PUBLISH_ONLY - addresses.keys()
    assert not missing
    for name in PUBLISH_ONLY:
        for method in (client.get, client.post):
            assert method(addresses[name]).status_code in (403, 405), name
    assert Guide.objects.published().exists()
    assert Group.objects.count() == len(roles.ROLES)
    assert not Clinic.objects.exists()
