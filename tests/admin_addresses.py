"""Every address below /admin/."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin
from django.urls import URLPattern, URLResolver, reverse
from django.urls.converters import IntConverter

from portal.pages.models import Guide
from tests import factories
from tests.edits import draft

ALIKE = ("condition", "symptom", "cause", "conventionalcare", "term")
"""Kinds whose pages are made by the same views and templates as a guide's."""


def is_like_another(name: str) -> bool:
    """Tell whether the address of this name shows what that of another kind shows."""
    return name.partition("_")[2].startswith(ALIKE)


def admin_addresses() -> dict[str, str]:
    """Every address of admin by its name, filled with what is there."""
    factories.pages()
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
