"""Django's admin with the staff's dashboard on its first page."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class PortalAdmin(AdminConfig):
    default = False
    default_site = "portal.pages.editorial.site.StaffSite"
