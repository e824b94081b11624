"""Django's admin with the staff's dashboard on its first page, loaded when it is used."""

from __future__ import annotations

from django.contrib.admin.apps import SimpleAdminConfig


class PortalAdmin(SimpleAdminConfig):
    """Without what `AdminConfig` does at the start: see `StaffSite.get_urls`."""

    default = False
    default_site = "portal.pages.editorial.site.StaffSite"
