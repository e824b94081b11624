"""The clinic's profile in admin: one form, no list. And the inbox of feedback."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from . import staff_admin  # noqa: F401 (staff accounts register themselves)
from .feedback_inbox import FeedbackAdmin
from .models import Clinic, Feedback, Location

admin.site.register(Feedback, FeedbackAdmin)


class LocationInline(admin.StackedInline):
    model = Location
    extra = 0


@admin.register(Clinic)
class ClinicAdmin(admin.ModelAdmin):
    """The one clinic profile, with its locations."""

    inlines = (LocationInline,)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        Clinic.objects.get_or_create(pk=1)
        return redirect("admin:clinic_clinic_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Clinic | None = None
    ) -> bool:
        return False
