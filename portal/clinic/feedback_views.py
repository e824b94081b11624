"""Feedback on a page: the form, what becomes of it, and thanks."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.open_forms import open_form
from portal.pages.rate_limit import Limit

from .feedback import Feedback
from .feedback_forms import FeedbackForm
from .feedback_seal import Seal, open_seal, seal
from .feedback_subject import Subject, subject_at

LIMIT = Limit(name="feedback", each=5, everybody=200)


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Ask what readers think of the page `page`, and take their answer."""
    if request.method == "POST":
        return _take(request)
    subject = subject_at(request.GET.get("page", ""))
    form = FeedbackForm(about=subject.path, clear=request.GET.get("clear", ""))
    return _show(request, form, subject, seal(subject))


@open_form
@require_safe
def feedback_thanks(request: HttpRequest) -> HttpResponse:
    """Thank, and lead back to the page."""
    subject = subject_at(request.GET.get("page", ""))
    return render(request, "clinic/feedback_thanks.html", {"subject": subject})


def _take(request: HttpRequest) -> HttpResponse:
    token = request.POST.get("token", "")
    opened = open_seal(token)
    subject = opened.subject
    form = FeedbackForm(request.POST, seal=opened, about=subject.path)
    if form.is_valid():
        # A machine is told what people are told, so that it learns nothing.
        if form.is_trapped:
            return _thanks(subject)
        if LIMIT.spend(request):
            _keep(form, subject)
            return _thanks(subject)
        form.add_error(
            None,
            _("Much feedback came in just now. Please send it again in an hour."),
        )
        return _show(request, form, subject, token, status=429)
    return _show(request, form, subject, _token_again(token, opened))


def _token_again(token: str, opened: Seal) -> str:
    """Let an old form go on with a new token, and a new one with its own."""
    return seal(opened.subject) if opened.is_stale else token


def _keep(form: FeedbackForm, subject: Subject) -> None:
    kind, language, slug = subject.revision.address if subject.revision else ("",) * 3
    Feedback.objects.create(
        path=subject.path,
        kind=kind,
        language=language,
        slug=slug,
        revision=subject.revision,
        clear=form.cleaned_data["clear"],
        text=form.cleaned_data["text"],
    )


def _show(
    request: HttpRequest,
    form: FeedbackForm,
    subject: Subject,
    token: str,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "subject": subject, "token": token}
    return render(request, "clinic/feedback.html", context, status=status)


def _thanks(subject: Subject) -> HttpResponse:
    query = f"?{urlencode({'page': subject.path})}" if subject.path else ""
    return redirect(reverse("feedback-thanks") + query)
