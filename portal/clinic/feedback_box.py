"""New feedback on the first page of admin."""

from __future__ import annotations

from django.db.models import Count, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.pages.editorial.dashboard import SHOWN, Box, Entry

from .feedback import Feedback
from .feedback_titles import page_title, with_record_titles


def feedback_box(request: HttpRequest) -> Box | None:
    """Return what readers wrote lately, for those who may read it."""
    if not request.user.has_perm("clinic.view_feedback"):
        return None
    new = with_record_titles(Feedback.objects.filter(state=Feedback.State.NEW))
    found = list(new.annotate(total=Window(Count("pk")))[:SHOWN])
    return Box(
        title=_("Feedback"),
        empty=_("new feedback"),
        count=found[0].total if found else 0,
        entries=[_entry(feedback) for feedback in found],
        more_url=reverse("admin:clinic_feedback_changelist") + "?state__exact=new",
    )


def _entry(feedback: Feedback) -> Entry:
    return Entry(
        title=page_title(feedback),
        url=reverse("admin:clinic_feedback_change", args=[feedback.pk]),
        note=Truncator(feedback.text).chars(80) or str(feedback.get_clear_display()),
    )
