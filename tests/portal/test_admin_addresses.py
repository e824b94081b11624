"""Every address below /admin/ is closed to strangers and to staff without a role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, reverse
from django.urls.converters import IntConverter

from conditions.models import Condition
from portal.clinic import roles
from portal.clinic.models import Clinic
from portal.pages.models import Guide
from portal.pages.revisions import Revision
from tests import factories
from tests.edits import draft

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
    """Every address of admin by its name, filled with what is there."""
    for kind in factories.SLUGS:
        factories.page(kind)
    guide = Guide.objects.get()
    version = draft(guide, factories.user("author"), title="Other words")
    values = {
        "pk": version.pk,
        "link": 1,
        "object_id": str(guide.pk),
        "kind": "guide",
        "language": "en",
        "slug": guide.slug,
        "app_label": "pages",
        "content_type_id": 1,
        "id": 1,
    }
    return dict(_addresses(admin.site.get_urls(), values))


def _addresses(patterns, values) -> Iterator[tuple[str, str]]:
    for found in patterns:
        if isinstance(found, URLResolver):
            yield from _addresses(found.url_patterns, values)
        elif isinstance(found, URLPattern) and found.name:
            row_of = found.default_args.get("model")
            own = values | ({"pk": _row(row_of).pk} if row_of else {})
            own |= _object_id(found.name)
            kwargs = {
                name: own.get(name, 1 if isinstance(converter, IntConverter) else "x")
                for name, converter in found.pattern.converters.items()
            }
            args = ["pages"] if found.name == "app_list" else []  # a plain pattern
            yield found.name, reverse(f"admin:{found.name}", args=args, kwargs=kwargs)


def _row(model):
    return model.objects.first() or model(pk=1)


def _object_id(name: str) -> dict[str, str]:
    """Return the row that one of Django's own addresses of a model is about."""
    for model in admin.site._registry:
        if (
            name.rpartition("_")[0]
            == f"{model._meta.app_label}_{model._meta.model_name}"
        ):
            return {"object_id": str(_row(model).pk)}
    return {}


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
