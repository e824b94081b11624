from __future__ import annotations

from django.contrib import admin

from portal.pages.editing import RecordAdmin

from .models import Cause, Condition, Symptom

admin.site.register([Condition, Symptom, Cause], RecordAdmin)
