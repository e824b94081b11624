"""Every kind of page as it is sent: of the shipped content, of the path, and of faults."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.views.defaults import server_error

from portal.clinic import roles
from portal.pages.page import Page
from portal.pages.publishing import withdraw
from portal.pages.record_rows import to_record
from portal.pages.records import record_models
from tests import factories
from tests.admin_addresses import admin_addresses, is_like_another
from tests.portal.painpath.walking import SCIATICA, STEPS, Visitor, address, carry
from tests.portal.staff.signing import (
    PASSWORD,
    SECOND,
    has_app,
    recovery_codes,
    sign_in,
)

HEAVIEST = 3
"""Pages of each kind: what holds for these holds for the others."""

EPIDURAL, ABLATION = "epidural-steroid-injection", "radiofrequency-ablation"
STANDING = (
    "/",
    "/conditions/",
    "/conditions/?by=area",
    "/symptoms/",
    "/causes/",
    "/procedures/",
    "/conventional-care/",
    "/guides/",
    "/glossary/",
    "/sources/",
    "/sources/e-k/",
    "/sources/l-p/",
    "/sources/q-z/",
    "/a-to-z/",
    "/site-map/",
    "/search/",
    "/search/?q=back+pain",
    "/search/?q=cant+pee",
    "/search/?q=want+to+die",
    "/search/?q=nothing-like-it",
    "/contact/",
    "/about/",
    "/privacy/",
    "/health-data/",
    "/accessibility/",
    "/feedback/?page=/glossary/",
    "/feedback/thanks/",
    "/sign-off/nothing-like-it/",
    "/procedures/compare/",
    f"/procedures/compare/?option={EPIDURAL}",
    f"/procedures/compare/?option={EPIDURAL}&option={ABLATION}",
    "/procedures/compare/?option=nothing-like-it",
    "/nothing-like-it/",
    "/es/",
    "/es/conditions/sciatica/",
)
OURS = ("admin/pages/", "admin/painpath/", "admin/index.html")
DOORS = {
    "emergency": {"emergency_signs": ["bladder_bowel"]},
    "same-day": {"urgent_signs": ["fever"]},
    "rheumatology": {"pain_pattern": ["morning_stiffness"]},
    "nothing-listed": {"duration": "under_4_weeks"},
    "someone-else": {"for_whom": "someone_else"},
}


def public_pages() -> Iterator[tuple[str, HttpResponse]]:
    """Yield each by a name; the shipped content must have been loaded."""
    client = Client()
    for place in (*STANDING, *heaviest_pages()):
        yield place, client.get(place)
    yield "/feedback/ refused", client.post("/feedback/", {"clear": "perhaps"})
    yield from path_pages()
    row = record_models()["guide"].objects.published()[0]
    withdraw([row])
    yield "410", client.get(row.get_absolute_url())
    yield "500", server_error(RequestFactory().get("/"))
    yield "429 of the search", too_many_searches()


def too_many_searches() -> HttpResponse:
    with override_settings(SEARCHES_A_MINUTE=1):
        answers = [Client().get("/search/", REMOTE_ADDR="192.0.2.7") for _ in range(3)]
    return next(answer for answer in answers if answer.status_code == 429)


def heaviest_pages() -> Iterator[str]:
    """Yield the addresses of the pages of each kind that have most to say."""
    for model in record_models().values():
        if issubclass(model, Page):
            rows = model.objects.published().filter(language="en")
            rows = sorted(rows, key=lambda row: len(json.dumps(to_record(row))))
            yield from (row.get_absolute_url() for row in rows[-HEAVIEST:])


def path_pages() -> Iterator[tuple[str, HttpResponse]]:
    """Yield each screen, empty, with answers, and with its errors; and every ending."""
    for step in STEPS:
        visitor = Visitor()
        carry(visitor, SCIATICA)
        place = address(step)
        yield place, visitor.get(place)
        refused = visitor.post(place, {})
        if refused.status_code == 200:
            yield f"{place} refused", refused
    visitor = Visitor()
    yield "/pain-path/ first", visitor.get(address("start"))
    for end in ("check", "result", "specialist", "paper"):
        carry(visitor, SCIATICA)
        yield address(end), visitor.get(address(end))
    for name, changed in DOORS.items():
        carry(visitor, SCIATICA, **changed)
        yield f"/pain-path/ {name}", visitor.get(address("result"), follow=True)
    yield "/pain-path/ no cookie", Client().post(address("start"), {})
    elsewhere = {"sec-fetch-site": "cross-site"}
    yield "/pain-path/ elsewhere", visitor.post(address("about"), headers=elsewhere)


def staff_pages() -> Iterator[tuple[str, HttpResponse]]:
    """Yield each of our own pages below /admin/ once, and once with its form refused."""
    client = Client()
    yield from account_pages()
    addresses = admin_addresses()
    del addresses["logout"]
    places = [place for name, place in addresses.items() if not is_like_another(name)]
    client.force_login(factories.editor())
    seen: set[str] = set()
    for method in ("get", "post"):
        for place in places:
            response = getattr(client, method)(place)
            name = f"{method} {template_of(response)}"
            if name.split(" ")[1].startswith(OURS) and name not in seen:
                seen.add(name)
                yield name, response


def account_pages() -> Iterator[tuple[str, HttpResponse]]:
    """Yield the pages of signing in and of one's own account."""
    client = Client()
    yield "sign in", client.get("/admin/login/", follow=True)
    yield "sign in refused", sign_in(client, "carl", "wrong")
    carl = factories.staff(roles.EDITOR, "carl")
    client.force_login(carl)
    asked = client.get(f"{SECOND}totp/activate/", follow=True)
    yield "who it is", asked
    client.post(asked.request["PATH_INFO"], {"password": PASSWORD})
    for page in ("", "totp/activate/", "webauthn/", "webauthn/add/"):
        yield f"second step {page}", client.get(SECOND + page)
    has_app(carl)
    recovery_codes(carl)
    for page in ("totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"):
        yield f"second step {page}", client.get(SECOND + page)
    client = Client()
    yield "second step asked", sign_in(client, "carl", follow=True)


def template_of(response: HttpResponse) -> str:
    """Return the template that is the page's own; those it extends come after it."""
    return next((template.name or "" for template in response.templates), "")
