"""Staff ask a clinician without an account to read and sign a version."""

from __future__ import annotations

import smtplib
from typing import cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from portal.pages.revisions import Revision

from .models import SignOffLink
from .sign_off import asked_by, make_link, may_be_signed, revoke, state_of
from .sign_off_forms import LinkForm
from .steps import RefusedError


@never_cache
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """List a version's links and make a new one, which is shown only now."""
    _may_publish(request)
    revision = get_object_or_404(Revision, pk=pk)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, revision, "sign_off", form=form, links=_links(revision))
    asked = form.cleaned_data
    try:
        link, secret = make_link(
            revision,
            name=asked["name"],
            email=asked["email"],
            days=asked["days"],
            by=cast(User, request.user),
        )
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("admin:pages_sign_off", revision.pk)
    letter = _letter(link, _address(request, secret))
    if asked["send"]:
        _send(request, link, letter)
    return _show(request, revision, "sign_off_made", link=link, letter=letter)


@require_POST
def revoke_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Make a link useless."""
    _may_publish(request)
    found = get_object_or_404(SignOffLink, pk=link, revision=pk)
    try:
        revoke(found)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Nobody can use the link of %(name)s now.") % {"name": found}
        )
    return redirect("admin:pages_sign_off", pk)


def _may_publish(request: HttpRequest) -> None:
    if not request.user.has_perm("pages.publish_revision"):
        raise PermissionDenied


def _links(revision: Revision) -> list[dict[str, object]]:
    links = revision.sign_off_links.select_related("made_by")
    return [
        {"link": link, "state": state_of(link), "asked_by": asked_by(link)}
        for link in links
    ]


def _address(request: HttpRequest, secret: str) -> str:
    """Return the link itself, on the site's own name where the settings say it."""
    path = reverse("sign-off", args=[secret])
    site: str = getattr(settings, "SITE_URL", "")
    return site.rstrip("/") + path if site else request.build_absolute_uri(path)


def _letter(link: SignOffLink, address: str) -> str:
    context = {"link": link, "address": address, "asked_by": asked_by(link)}
    return render_to_string("pages/sign_off_letter.txt", context).strip()


def _send(request: HttpRequest, link: SignOffLink, letter: str) -> None:
    subject = _("Please read and sign a page for patients")
    try:
        send_mail(subject, letter, None, [link.email])
    except (OSError, smtplib.SMTPException):
        messages.error(
            request, _("The e-mail could not be sent. Copy the link and send it.")
        )
    else:
        messages.success(request, _("Sent to %(to)s.") % {"to": link.email})


def _show(
    request: HttpRequest, revision: Revision, template: str, **context: object
) -> HttpResponse:
    context |= {
        **admin.site.each_context(request),
        "title": _("Ask a clinician to sign"),
        "revision": revision,
        "name_of_page": revision.record.get("title", revision.slug),
        "may_ask": may_be_signed(revision),
    }
    return render(request, f"admin/pages/{template}.html", context)
