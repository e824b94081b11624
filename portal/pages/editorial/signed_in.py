"""Tell a form whether its editor is still signed in, so that no text is sent away."""

from __future__ import annotations

import re
from typing import cast

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.pages.revisions import Revision


@never_cache
@require_safe
@permission_required("pages.edit_record", raise_exception=True)
def signed_in(request: HttpRequest) -> JsonResponse:
    """Answer with who is signed in, a fresh token, and how long ago they saved.

    After a new sign-in the form's own token no longer counts; this one does.
    """
    return JsonResponse(
        {
            "user": str(request.user.pk),
            "token": get_token(request),
            "saved": _seconds_since_saved(request),
        }
    )


def _seconds_since_saved(request: HttpRequest) -> float | None:
    """Return the age of the editor's newest version on top of `based_on`."""
    based_on = request.GET.get("based_on", "")
    if based_on and not re.fullmatch("[0-9]{1,18}", based_on):
        raise Http404("based_on: allowed a number")
    own = Revision.objects.filter(
        author=cast(User, request.user),
        kind=request.GET.get("kind", ""),
        slug=request.GET.get("slug", ""),
        based_on=int(based_on) if based_on else None,
    )
    newest = own.values_list("created_at", flat=True).first()
    return (timezone.now() - newest).total_seconds() if newest else None
