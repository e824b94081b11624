"""Who has a record's form open: told to the others, and forgotten soon after."""

from __future__ import annotations

import datetime as dt
from typing import Final, cast

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.pages.records import record_models
from portal.pages.refusals import cannot_write

from .models import OpenForm

FORGOTTEN_AFTER: Final = dt.timedelta(minutes=2)
"""A form tells every 30 seconds that it is open."""

Address = tuple[str, str, str]


@require_POST
@permission_required("pages.edit_record", raise_exception=True)
def presence(request: HttpRequest) -> HttpResponseBase:
    """Take note that a form is open; answer who else has it open."""
    kind, language, slug = (
        request.POST.get(name, "") for name in ("kind", "language", "slug")
    )
    model = record_models().get(kind)
    if model is None or not model.objects.filter(language=language, slug=slug).exists():
        return HttpResponseBadRequest("No such record.")
    user = cast(User, request.user)
    forget_gone()
    mark_open((kind, language, slug), user)
    others = others_at((kind, language, slug), user)
    return JsonResponse({"others": [line_about(other) for other in others]})


def mark_open(address: Address, user: User, *, anew: bool = False) -> None:
    """Note that somebody has a form open; `anew` if it was opened just now."""
    now = timezone.now()
    kind, language, slug = address
    OpenForm.objects.bulk_create(
        [
            OpenForm(
                kind=kind,
                language=language,
                slug=slug,
                user=user,
                opened_at=now,
                seen_at=now,
            )
        ],
        update_conflicts=True,
        unique_fields=["kind", "language", "slug", "user"],
        update_fields=["seen_at", "opened_at"] if anew else ["seen_at"],
    )


def note_opened(address: Address, user: User) -> None:
    """Note that somebody opened a form, which they may read without that, too."""
    try:
        mark_open(address, user, anew=True)
    except DatabaseError as error:
        if not cannot_write(error):
            raise


def forget_gone() -> None:
    """Delete what is told to nobody any more, and what a wrong clock noted."""
    OpenForm.objects.exclude(seen_at__range=_lately()).delete()


def others_at(address: Address, user: User) -> QuerySet[OpenForm]:
    """Return the other people who have this record's form open."""
    there: QuerySet[OpenForm] = (
        OpenForm.objects.of(*address)
        .filter(seen_at__range=_lately())
        .exclude(user=user)
        .select_related("user")
        .order_by("opened_at")
    )
    return there


def _lately() -> tuple[dt.datetime, dt.datetime]:
    now = timezone.now()
    return now - FORGOTTEN_AFTER, now + FORGOTTEN_AFTER


def line_about(other: OpenForm) -> str:
    """Say who has the form open too, and since when."""
    return _("%(name)s has this page open too (since %(time)s).") % {
        "name": other.user.get_full_name() or other.user.get_username(),
        "time": formats.time_format(timezone.localtime(other.opened_at), "H:i"),
    }
