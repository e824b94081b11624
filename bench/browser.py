"""A visitor over plain HTTP: one connection that stays open, cookies, forms."""

from __future__ import annotations

import http.client
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

TIMEOUT = 30  # seconds that an answer may take
REDIRECTS = 5


class Fault(Exception):
    """An answer that nobody should get; the text says which."""


@dataclass(slots=True)
class Answer:
    """What came back, and from where after every redirect."""

    status: int
    path: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """Somebody who reads and sends forms. An error as an answer raises Fault."""

    def __init__(
        self,
        port: int,
        *,
        address: str = "127.0.0.1",
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection(address, port, timeout=TIMEOUT)
        self._headers = dict(headers or {})

    def get(self, path: str) -> Answer:
        return self._followed("GET", path, None)

    def post(self, path: str, form: Sequence[tuple[str, str]]) -> Answer:
        return self._followed("POST", path, urlencode(form))

    def close(self) -> None:
        self.connection.close()

    def _followed(self, method: str, path: str, form: str | None) -> Answer:
        for _ in range(REDIRECTS):
            status, location, body = self._ask(method, path, form)
            if status >= 400:
                raise Fault(f"{method} {path}: {status}")
            if not location:
                return Answer(status, path, body)
            method, form = "GET", None
            target = urlsplit(location)
            path = target.path + (f"?{target.query}" if target.query else "")
        raise Fault(f"{path}: redirected again and again")

    def _ask(
        self, method: str, path: str, form: str | None
    ) -> tuple[int, str | None, bytes]:
        headers = dict(self._headers)
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, form, headers)
            answer = self.connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            raise Fault(f"{method} {path}: {error!r}") from error
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._keep(line)
        return answer.status, answer.headers.get("Location"), body

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            self.cookies[name] = morsel.value
            if not morsel.value:
                del self.cookies[name]


@dataclass(slots=True)
class Form:
    """A form as a browser would send it if nobody changed anything."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def with_(self, **changes: str) -> list[tuple[str, str]]:
        """Return what is sent, with these fields changed."""
        kept = [item for item in self.fields if item[0] not in changes]
        return [*kept, *changes.items()]

    def chosen(self, chance: random.Random) -> list[tuple[str, str]]:
        """Return what somebody sends who takes one choice of each question."""
        picked = {
            name: "none" if "none" in values else chance.choice(values)
            for name, values in self.choices.items()
        }
        return self.with_(**picked)


class _Forms(HTMLParser):
    """Reads every form of a page that is sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._name = ""  # of the text area or list that is open
        self._text = ""
        self._options: list[tuple[str, bool]] = []
        self._templates = 0  # what stands in one is not part of the page yet

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        self._templates += tag == "template"
        if self._templates:
            return
        if tag == "form" and of.get("method", "").lower() == "post":
            self._form = Form()
            self.found.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and of.get("name"):
            self._input(self._form, of)
        elif tag in ("textarea", "select"):
            self._name, self._text, self._options = of.get("name", ""), "", []
        elif tag == "option":
            self._options.append((of.get("value", ""), "selected" in of))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        if self._templates:
            return
        if tag == "form":
            self._form = None
        elif self._form is None or not self._name:
            return
        elif tag == "textarea":
            # A browser leaves out the first line break, and sends the others so.
            text = self._text.removeprefix("\n").replace("\n", "\r\n")
            self._form.fields.append((self._name, text))
            self._name = ""
        elif tag == "select":
            chosen = [value for value, selected in self._options if selected]
            first = [value for value, _ in self._options[:1]]
            self._form.fields += [(self._name, value) for value in chosen or first]
            self._name = ""

    def _input(self, form: Form, of: Mapping[str, str]) -> None:
        kind = of.get("type", "text")
        is_choice = kind in ("radio", "checkbox")
        value = of.get("value", "on" if is_choice else "")
        if is_choice:
            form.choices.setdefault(of["name"], []).append(value)
        if kind in ("submit", "button", "file") or (is_choice and "checked" not in of):
            return
        form.fields.append((of["name"], value))


def forms(page: str) -> list[Form]:
    """Return the forms of a page that are sent by POST, in its order."""
    reader = _Forms()
    reader.feed(page)
    return reader.found
