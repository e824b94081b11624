"""Forms that anybody may send: without an account, and so without a cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import (
    sensitive_post_parameters,
    sensitive_variables,
)

from .fields import validate_printable

View = Callable[..., HttpResponse]


class LinesField(forms.CharField):
    """Printable text of several lines, whose ends count once as browsers count them."""

    default_validators = [validate_printable]

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def open_form(view: View) -> View:
    """Keep a form out of caches, search engines, referrers and error reports.

    It carries no CSRF token, as that would need a cookie, and nobody is signed in
    whom a foreign page could act for. Each view asks for a signed or secret token of
    its own; and browsers say where a form comes from: one from another site is
    refused.
    """

    @csrf_exempt
    @sensitive_variables()
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method == "POST" and site not in ("same-origin", "none"):
            response = render(request, "pages/form_from_elsewhere.html", status=403)
        else:
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
