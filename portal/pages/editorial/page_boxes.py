"""The dashboard's boxes about published pages, two of them with a page of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from django.conf import settings
from django.contrib.admin import site
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.models import Source

from .addresses import edit_url, kind_name
from .dashboard import SHOWN, Box, Entry
from .reviews_due import SOON, DuePage, pages_due
from .translations import Behind, Missing, missing, outdated


def reviews_due(request: HttpRequest, shown: int = SHOWN) -> Box | None:
    """Show pages to be reviewed again: first those that this person looks after."""
    if not request.user.has_perm("pages.edit_record"):
        return None
    today = timezone.localdate()
    pages = pages_due(today + SOON, of=cast(User, request.user))
    pages.sort(key=lambda page: not page.mine)
    overdue = sum(page.due < today for page in pages)
    return Box(
        title=_("Reviews overdue or due soon"),
        empty=_("reviews due"),
        count=len(pages),
        note=_("%(n)d overdue") % {"n": overdue} if overdue else "",
        entries=[_due(page, today) for page in pages[:shown]],
        more_url=reverse("admin:pages_reviews_due"),
    )


def sources_to_check(request: HttpRequest) -> Box | None:
    """Count the sources that nobody has checked at the original."""
    if not request.user.has_perm("pages.edit_record"):
        return None
    rows = Source.objects.published().exclude(checked=Source.Checked.ORIGINAL)
    counts = rows.order_by("checked").values_list("checked").annotate(n=Count("pk"))
    url = f"{reverse('admin:pages_source_changelist')}?status__exact=published"
    how = ",".join(c for c in Source.Checked.values if c != Source.Checked.ORIGINAL)
    found = list(counts)
    return Box(
        title=_("Sources to check at the original"),
        empty=_("sources to check"),
        count=sum(number for _checked, number in found),
        entries=[
            Entry(
                title=str(Source.Checked(checked).label).capitalize(),
                url=f"{url}&checked__exact={checked}",
                note=ngettext("%(n)d source", "%(n)d sources", number) % {"n": number},
            )
            for checked, number in found
        ],
        more_url=f"{url}&checked__in={how}",
    )


def translations(request: HttpRequest, shown: int = SHOWN) -> Box | None:
    """Show translations that are behind the English page, and count missing ones."""
    if not request.user.has_perm("pages.edit_record"):
        return None
    old, lacking = outdated(), missing(shown)
    more_url = reverse("admin:pages_translations_due")
    return Box(
        title=_("Translations out of date"),
        empty=_("translations out of date"),
        count=old.count + sum(lacks.count for lacks in lacking),
        note=_("and more: only the first were compared") if old.at_least else "",
        entries=[
            *map(_outdated, old.items[:shown]),
            *(entry for lacks in lacking for entry in _missing(lacks, more_url)),
        ],
        more_url=more_url,
    )


@require_safe
@permission_required("pages.edit_record", raise_exception=True)
def all_reviews_due(request: HttpRequest) -> HttpResponse:
    """List every page whose review is overdue or due soon."""
    return _whole(request, reviews_due(request, shown=ALL))


@require_safe
@permission_required("pages.edit_record", raise_exception=True)
def all_translations(request: HttpRequest) -> HttpResponse:
    """List every translation that is behind or missing."""
    return _whole(request, translations(request, shown=ALL))


ALL = 1000
"""More than anybody works through; a longer list says that it is cut."""


def _whole(request: HttpRequest, box: Box | None) -> HttpResponse:
    assert box is not None  # the permission was checked
    context = {
        **site.each_context(request),
        "title": box.title,
        "box": replace(box, more_url=""),
        "cut": box.count > len(box.entries),
    }
    return render(request, "admin/pages/work_list.html", context)


def _due(page: DuePage, today: dt.date) -> Entry:
    late = page.due < today
    text = _("was due on %(day)s") if late else _("due on %(day)s")
    parts = [kind_name(page.kind), text % {"day": date_format(page.due)}]
    if page.language != settings.LANGUAGE_CODE:
        parts.insert(1, _language(page.language))
    return Entry(
        title=page.title,
        url=edit_url(*page.address),
        note=_joined([*parts, _("yours")] if page.mine else parts),
        late=late,
    )


def _outdated(behind: Behind) -> Entry:
    assert behind.since is not None
    day = date_format(timezone.localdate(behind.since))
    return Entry(
        title=behind.title,
        url=edit_url(*behind.address),
        note=_("%(language)s · English changed on %(day)s")
        % {"language": _language(behind.language), "day": day},
    )


def _missing(lacks: Missing, url: str) -> Iterator[Entry]:
    """Yield each page that a language lacks; if they are many, how many they are."""
    language = _language(lacks.language)
    if lacks.count > len(lacks.items):
        title = _("Not yet in %(language)s") % {"language": language}
        yield Entry(title=title, url=url, note=_pages(lacks.count))
        return
    note = _("not yet in %(language)s") % {"language": language}
    for behind in lacks.items:
        yield Entry(
            title=behind.title,
            url=edit_url(behind.kind, settings.LANGUAGE_CODE, behind.slug),
            note=_joined([kind_name(behind.kind), note]),
        )


def _pages(number: int) -> str:
    return ngettext("%(n)d page", "%(n)d pages", number) % {"n": number}


def _language(code: str) -> str:
    return str(get_language_info(code)["name_translated"])


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(parts)
