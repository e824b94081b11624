"""Every kind of answer has the headers that shut doors, whoever makes it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from portal.clinic.models import Clinic, Logo
from tests import factories
from tests.portal.serving.asking import ask, front

POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; "
    "script-src 'self'; style-src 'self'"
)
EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGE = "/conditions/sciatica/"
LOGO = "0a" * 16

ANSWERS = [
    ("page", PAGE, 200),
    ("page in Spanish", "/es/", 200),
    ("parameter that no view knows", f"{PAGE}?x=1", 200),
    ("404", "/nothing/", 404),
    ("404 of a page", "/conditions/nothing/", 404),
    ("redirect", PAGE[:-1], 301),
    ("search", "/search/?q=back", 200),
    ("suggestions", "/search/suggest/?q=sc", 200),
    ("feedback", "/feedback/", 200),
    ("robots", "/robots.txt", 200),
    ("sitemap", "/sitemap.xml", 200),
    ("icon's usual address", "/favicon.ico", 301),
    ("style sheet", "/static/css/site.css", 200),
    ("picture that could hold a script", "/static/img/favicon.svg", 200),
    ("404 of a static file", "/static/nothing.js", 404),
    ("logo", f"/look/{LOGO}.webp", 200),
    ("404 of a logo", "/look/nothing.webp", 404),
    ("probe", "/healthz", 200),
    ("metrics from elsewhere", "/metrics", 404),
    ("path", "/pain-path/", 200),
    ("path in Spanish", "/es/pain-path/", 200),
    ("redirect of the path", "/pain-path", 301),
    ("screen too early", "/pain-path/result/", 302),
    ("unknown screen", "/pain-path/nothing/", 302),
    ("404 of the path", "/pain-path/nothing/at/all/", 404),
    ("sign-in", "/admin/account/login/", 200),
    ("redirect to sign-in", "/admin/", 302),
    ("redirect of admin", "/admin", 301),
    ("unknown address of admin", "/admin/account/nothing/", 302),
]


@pytest.fixture
def site(db, settings):
    """The site as over TLS, with nothing in memory yet."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_SSL_REDIRECT = True
    factories.page("condition")
    logo = Logo.objects.create(digest=LOGO, data=b"RIFF", width=2, height=2)
    Clinic(pk=1, name="Harbor", logo=logo, logo_alt="An anchor").save()
    made = front()

    def asked(path, method="GET", **environ):
        return ask(made, path, method, **{"wsgi.url_scheme": "https"} | environ)

    return asked


def faults(path: str, headers: dict[str, str]) -> list[str]:
    """Return what is missing or wrong."""
    on_path = re.match(r"(/es)?/pain-path\b", path)
    named = "no-referrer" if on_path or path == "/feedback/" else "same-origin"
    right = EVERYWHERE | {"Referrer-Policy": named}
    wrong = [name for name, value in right.items() if headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "").split("; ")
    if sorted(policy) != POLICY.split("; "):
        wrong.append(f"Content-Security-Policy: {policy}")
    shut = headers.get("Permissions-Policy", "").split(", ")
    if sorted(shut) != sorted(features()):
        wrong.append(f"Permissions-Policy: {shut}")
    cached = headers.get("Cache-Control", "")
    if (on_path or path.startswith("/admin")) and "no-store" not in cached:
        wrong.append(f"Cache-Control: {cached}")
    return wrong


def features() -> list[str]:
    passkeys = {"publickey-credentials-create", "publickey-credentials-get"}
    return [
        f"{name}=(self)" if name in passkeys else f"{name}=()"
        for name in settings.PERMISSIONS_POLICY
    ]


def test_every_kind_of_answer_has_them(site):
    wrong = {}
    for name, path, status in ANSWERS:
        for turn in ("Django's", "memory's"):
            answer = site(path)
            assert answer.status == status, name
            if found := faults(path, answer.headers):
                wrong[f"{name}, {turn}"] = found
    assert wrong == {}


def test_what_is_not_modified_keeps_them(site):
    """A browser keeps those it has; had they changed, it would get the page anew."""
    tag = site(PAGE).headers["ETag"]
    again = site(PAGE, HTTP_IF_NONE_MATCH=tag)
    assert again.status == 304
    assert again.headers.keys().isdisjoint({*EVERYWHERE, "Content-Security-Policy"})


@pytest.mark.parametrize("path", [PAGE, "/admin/"])
@pytest.mark.parametrize(
    ("error", "status"), [(ValueError, 500), (OperationalError, 503)]
)
def test_a_fault_has_them(site, path, error, status):
    def refuse(*_):
        raise error("on purpose")

    session = f"{settings.SESSION_COOKIE_NAME}={'x' * 32}"
    with connection.execute_wrapper(refuse):
        answer = site(path, HTTP_COOKIE=session)
    assert answer.status == status
    assert faults(path, answer.headers) == []


@pytest.mark.parametrize(
    ("path", "status", "asked"),
    [
        ("/", 400, {"HTTP_HOST": "evil.example"}),
        (PAGE, 405, {"method": "OPTIONS"}),
        (PAGE, 403, {"method": "POST"}),
        ("/pain-path/", 403, {"method": "POST", "HTTP_SEC_FETCH_SITE": "cross-site"}),
        ("/admin/account/login/", 403, {"method": "POST"}),
    ],
)
def test_a_refusal_has_them(site, path, status, asked):
    answer = site(path, **asked)
    assert answer.status == status
    assert faults(path, answer.headers) == []


def test_plain_http_is_led_to_https_with_all_but_what_browsers_ignore_there(site):
    answer = site(PAGE, **{"wsgi.url_scheme": "http"})
    assert answer.status == 301
    assert faults(PAGE, answer.headers) == ["Strict-Transport-Security"]


def test_only_staff_may_use_passkeys_and_nobody_anything_else(settings):
    opened = {name for name, who in settings.PERMISSIONS_POLICY.items() if who}
    assert opened == {"publickey-credentials-create", "publickey-credentials-get"}
    shut = settings.PERMISSIONS_POLICY.keys() - opened
    assert {"camera", "microphone", "geolocation", "payment", "usb"} <= shut
