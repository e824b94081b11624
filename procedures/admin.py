from __future__ import annotations

from django.contrib import admin

from portal.pages.editing import RecordAdmin

from .models import ConventionalCare, Procedure

admin.site.register([Procedure, ConventionalCare], RecordAdmin)
