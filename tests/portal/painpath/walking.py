"""A visitor of the pain path: a browser's cookie jar, and eyes for what a page shows."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from html.parser import HTMLParser
from http.cookies import SimpleCookie

from django.core import signing
from django.http import HttpResponse
from django.test import Client

from portal.painpath import live, shipped
from portal.painpath.answers import read_answers
from portal.painpath.cookie import write_cookie

STEPS = (
    "start",
    "emergency",
    "urgent",
    "about",
    "where",
    "duration",
    "feel",
    "pattern",
    "told",
    "impact",
    "tried",
    "health",
    "matters",
)
SCIATICA = {
    "for_whom": "me",
    "emergency_signs": ["none"],
    "urgent_signs": ["none"],
    "age_group": "18_to_49",
    "pain_area": ["low_back", "leg"],
    "worst_pain": "arm_or_leg",
    "duration": "6_to_12_weeks",
    "pain_feel": ["sharp", "electric"],
    "pain_pattern": ["spreads_below_knee"],
    "known_causes": ["herniated_disc"],
    "severity": "7",
    "interference": "6",
    "care_tried": ["exercise_therapy", "medicines"],
    "care_length": "6_to_12_weeks",
    "care_result": "little_or_none",
    "health": ["blood_thinner", "diabetes"],
    "matters_most": ["sleep", "work"],
}
SALT = "portal.painpath.answers"


class Visitor(Client):
    """Sends a cookie only where its path allows, and forgets one that was deleted.

    It sends no CSRF token either, and notes every address that it asks.
    """

    def __init__(self, **defaults) -> None:
        super().__init__(enforce_csrf_checks=True, **defaults)
        self.asked: list[str] = []

    def request(self, **request):
        jar, address = self.cookies, request["PATH_INFO"]
        self.asked.append(f"{address}?{request.get('QUERY_STRING', '')}")
        self.cookies = SimpleCookie()
        for name, morsel in jar.items():
            if address.startswith(morsel["path"]):
                self.cookies[name] = morsel
        try:
            return super().request(**request)
        finally:
            for name, morsel in self.cookies.items():
                jar[name] = morsel
                if morsel["max-age"] == 0:
                    del jar[name]
            self.cookies = jar


class Seen(HTMLParser):
    """What a page shows, found by role, name and heading; never by CSS class."""

    def __init__(self, response) -> None:
        super().__init__()
        self.offered: dict[str, list[str]] = defaultdict(list)
        self.ticked: dict[str, list[str]] = defaultdict(list)
        self.texts: list[str] = []  # of the main part, piece by piece
        self.links: list[tuple[str, str]] = []  # of the main part: h2 above, address
        self.headings: dict[str, list[str]] = {"h1": [], "h2": [], "title": []}
        self._inside: list[str] = []
        self.feed(response.content.decode())

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def title(self) -> str:
        return self.headings["title"][0]

    def under(self, heading: str, folder: str) -> list[str]:
        """Return what is linked below an h2, by slug."""
        found = [link for h2, link in self.links if h2 == heading]
        slugs = [link.split("/")[2] for link in found if link.startswith(f"/{folder}/")]
        return list(dict.fromkeys(slugs))

    def handle_starttag(self, tag, attrs) -> None:
        has = dict(attrs)
        asks = tag == "input" and has.get("type") in ("radio", "checkbox")
        if asks and "main" in self._inside:
            self.offered[has["name"]].append(has["value"])
            if "checked" in has:
                self.ticked[has["name"]].append(has["value"])
        if tag == "a" and "main" in self._inside:
            self.links.append(((self.headings["h2"] or [""])[-1], has["href"]))
        if tag in self.headings:
            self.headings[tag].append("")
        if tag in ("main", *self.headings):
            self._inside.append(tag)

    def handle_endtag(self, tag) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data) -> None:
        text = " ".join(data.split())
        if not text:
            return
        if "main" in self._inside:
            self.texts.append(text)
        if self._inside and self._inside[-1] in self.headings:
            pieces = self.headings[self._inside[-1]]
            pieces[-1] = f"{pieces[-1]} {text}".strip()


def address(place: str, prefix: str = "") -> str:
    """Return where a step or page of the path is."""
    return f"{prefix}/pain-path/" + (f"{place}/" if place != "start" else "")


def carry(visitor: Visitor, answers, **changed) -> None:
    """Put answers into the visitor's cookie; None leaves a question out."""
    path = live.current_path()
    given = {k: v for k, v in {**answers, **changed}.items() if v is not None}
    reading = read_answers(path, given)
    assert not reading.problems
    response = HttpResponse()
    write_cookie(response, path, reading.answers)
    visitor.cookies.update(response.cookies)


def carried(visitor: Visitor, language: str = "en") -> dict:
    """Return what the visitor's cookie holds."""
    return signing.loads(visitor.cookies[f"pain_path_{language}"].value, salt=SALT)


def send(visitor: Visitor, step: str, **answers):
    """Send one screen's form."""
    return visitor.post(address(step), answers)


def walk(visitor: Visitor, answers, prefix: str = "") -> str:
    """Fill in the form of every screen that comes; return the page after the last."""
    place = address("start", prefix)
    ends = {address(name, prefix) for name in ("check", "result", "specialist")}
    for _ in range(3 * len(STEPS)):
        if place in ends:
            return place
        offered = Seen(visitor.get(place)).offered
        filled = {name: answers[name] for name in offered if name in answers}
        response = visitor.post(place, filled)
        assert response.status_code == 302, (place, filled)
        place = response.url.partition("#")[0]
    raise AssertionError(f"the path does not end, but comes to {place}")


@contextmanager
def forgotten_content():
    """Read the path and its wording anew, before and after."""
    caches = (shipped.shipped_path, shipped._wording)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()
