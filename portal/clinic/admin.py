"""The clinic's profile in admin: one form, no list. And the inbox of feedback."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.pages.editorial import dashboard

from . import staff_admin  # noqa: F401 (staff accounts register themselves)
from .feedback_box import feedback_box
from .feedback_inbox import FeedbackAdmin
from .models import Clinic, Feedback, Location
from .profile_form import ProfileForm

admin.site.register(Feedback, FeedbackAdmin)
dashboard.register(feedback_box)


class LocationInline(admin.StackedInline):
    model = Location
    extra = 0


@admin.register(Clinic)
class ClinicAdmin(admin.ModelAdmin):
    """The one clinic profile, with its look and its locations."""

    form = ProfileForm
    readonly_fields = ("present_logo",)
    fieldsets = (
        (
            _("The clinic"),
            {
                "fields": (
                    "name",
                    "phone",
                    "email",
                    "booking_url",
                    "emergency_number",
                    "crisis_line",
                )
            },
        ),
        (
            _("Logo"),
            {
                "fields": (
                    "present_logo",
                    "new_logo",
                    "remove_logo",
                    "logo_alt",
                    "logo_has_name",
                )
            },
        ),
        (
            _("Colors"),
            {
                "description": _(
                    "Two colors make the site yours. Each is checked against what it "
                    "stands on: words need a contrast of 4.5 to 1."
                ),
                "fields": (
                    "main_color",
                    "accent_color",
                    "main_color_dark",
                    "accent_color_dark",
                ),
            },
        ),
        (_("Reviews"), {"fields": ("review_interval", "second_person_reviews")}),
    )
    inlines = (LocationInline,)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        Clinic.objects.get_or_create(pk=1)
        return redirect("admin:clinic_clinic_change", 1)

    @admin.display(description=_("Present logo"))
    def present_logo(self, clinic: Clinic) -> str:
        if clinic.logo is None:
            return "–"
        return format_html(
            '<img class="brand-logo" src="{}" width="{}" height="{}" alt="{}">',
            reverse("clinic-logo", args=[clinic.logo.digest]),
            clinic.logo.width,
            clinic.logo.height,
            clinic.logo_alt,
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Clinic | None = None
    ) -> bool:
        return False
