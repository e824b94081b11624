"""What the page is called that feedback is about, without a question for each."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from .feedback import Feedback
from .feedback_subject import title_at


def with_record_titles(rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Add the title that stood on the page on that day."""
    return rows.annotate(record_title=KeyTextTransform("title", "revision__record"))


def page_title(feedback: Feedback) -> str:
    """Return the page's title; its path if it is no page of ours any more."""
    title: str | None = getattr(feedback, "record_title", None)
    return title or title_at(feedback.path) or feedback.path or _("The whole site")
