"""What is too much for one request is refused, clearly and before anything reads it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.test import RequestFactory

from portal import limits
from portal.wsgi import django
from tests import factories
from tests.portal.serving.asking import ask, front

pytestmark = pytest.mark.django_db
NGINX = Path(__file__).parents[2] / "docs/deploy/nginx.conf"
FIELDS = "application/x-www-form-urlencoded"
SECRET = "s" * 32
SAID = (
    ("This did not work", "emergency number"),
    ("Esto no funcionó", "número de emergencias"),
)


def post(path: str, body: bytes, kind: str = FIELDS, **environ):
    """Send a form as a server hands it on."""
    return ask(
        django,
        path,
        "POST",
        CONTENT_TYPE=kind,
        CONTENT_LENGTH=str(len(body)),
        **{"wsgi.input": io.BytesIO(body)} | environ,
    )


def parts(count: int, *, files: bool) -> tuple[bytes, str]:
    """Return a form of this many fields or files, and its type."""
    name = b'; filename="a.png"' if files else b""
    part = b'--b\r\nContent-Disposition: form-data; name="a"%s\r\n\r\n1\r\n' % name
    return part * count + b"--b--\r\n", "multipart/form-data; boundary=b"


def is_clear(answer, status: int) -> bool:
    """Tell whether the answer says what happened, and with which headers."""
    says = any(all(words in answer.text for words in said) for said in SAID)
    strict = "default-src 'none'" in answer.headers["Content-Security-Policy"]
    return answer.status == status and says and strict


@pytest.mark.parametrize("path", ["/feedback/", "/es/pain-path/", "/nowhere/"])
@pytest.mark.parametrize("size", [limits.BODY + 1, 5_000_000])
def test_a_body_that_is_too_long_is_413(path, size):
    answer = post(path, b"text=" + b"x" * (size - 5))
    assert answer.status == 413
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_body_that_is_too_long_is_told_clearly():
    assert is_clear(post("/feedback/", b"x" * 5_000_000), 413)
    answer = post("/es/pain-path/", b"x" * 5_000_000)
    assert '<html lang="es">' in answer.text


def test_what_a_proxy_says_of_a_refused_request_is_kept():
    """Without it, who came by HTTPS would be led to HTTPS again, and again."""
    kept = {}

    def application(environ, start):
        kept.update(environ)
        return []

    sent = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": "a", "HTTP_COOKIE": "b"}
    body = {"PATH_INFO": "/", "CONTENT_LENGTH": str(limits.BODY + 1)}
    limits.measured(application)(sent | body, lambda status, headers: None)
    assert kept["HTTP_X_FORWARDED_PROTO"] == "https"
    assert kept["HTTP_HOST"] == "a"
    assert "HTTP_COOKIE" not in kept


def test_a_body_is_not_read_to_refuse_it():
    class Body(io.BytesIO):
        def read(self, *size):
            raise AssertionError("it was read")

    body = b"x" * 70_000
    assert post("/feedback/", body, **{"wsgi.input": Body(body)}).status == 413


@pytest.mark.parametrize(("size", "status"), [(5_000_000, 413), (3_000_000, 400)])
def test_a_body_in_admin_may_be_longer(client, size, status):
    """Of text, Django takes two and a half megabytes; a file counts by itself."""
    client.force_login(factories.editor())
    session = client.cookies["sessionid"].value
    cookies = f"sessionid={session}; csrftoken={SECRET}"
    for length, expected in [(size, status), (limits.BODY * 2, 200)]:
        answer = post(
            "/admin/pages/guide/add/",
            b"title=" + b"x" * (length - 6),
            HTTP_COOKIE=cookies,
            HTTP_X_CSRFTOKEN=SECRET,
        )
        assert answer.status == expected


@pytest.mark.parametrize("path", ["/feedback/", "/pain-path/", "/admin/login/"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(b"a&" * 6_000, FIELDS, id="fields"),
        pytest.param(*parts(5_001, files=False), id="parts"),
        pytest.param(*parts(101, files=True), id="files"),
        pytest.param(b"a=1", f"{FIELDS}; charset=utf-16", id="not UTF-8"),
        pytest.param(b"x", "multipart/form-data", id="no boundary"),
    ],
)
def test_a_form_of_too_much_or_that_nobody_can_read_is_refused(path, body, kind):
    cookies = {"HTTP_COOKIE": f"pain_path_en=x; csrftoken={SECRET}"}
    answer = post(path, body, kind, **cookies)
    most = limits.STAFF_BODY if path.startswith("/admin/") else limits.BODY
    assert answer.status == (413 if len(body) > most else 400)
    assert "This did not work" in answer.text


@pytest.mark.parametrize("path", ["/", "/nowhere", "/search/", "/admin/login/"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        pytest.param("&" * 5_001, 400, id="fields"),
        pytest.param("q=" + "x" * limits.ADDRESS, 414, id="long"),
    ],
)
@pytest.mark.parametrize("kind", ["", f"{FIELDS}; charset=utf-16"])
def test_a_query_that_is_too_much(path, query, status, kind):
    """Django reads the query while it makes the request if the body has a charset."""
    sent = {"QUERY_STRING": query, "CONTENT_TYPE": kind}
    memory = front(application=django)
    answer = ask(lambda environ, start: memory(environ | sent, start), path)
    assert is_clear(answer, status)


def test_an_address_that_is_too_long():
    answer = ask(django, "/" + "x" * limits.ADDRESS)
    assert is_clear(answer, 414)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"HTTP_COOKIE": "a=" + "x" * 20_000}, id="one of 20 KB"),
        pytest.param({f"HTTP_X_{n}": "x" * 1_000 for n in range(40)}, id="many"),
    ],
)
def test_headers_that_are_too_much(headers):
    assert is_clear(ask(django, "/contact/", **headers), 431)


def test_headers_of_a_page_in_memory_do_not_matter(db):
    memory = front(application=django)
    first = ask(memory, "/contact/")
    assert first.status == 200
    assert ask(memory, "/contact/", HTTP_COOKIE="a=" + "x" * 20_000) == first


def test_what_a_browser_sends_is_not_too_much():
    usual = {"HTTP_COOKIE": "a=" + "x" * 7_000, "HTTP_USER_AGENT": "x" * 500}
    assert ask(django, "/contact/", **usual).status == 200
    long = RequestFactory().get("/search/", {"q": "x" * 3_000}).environ["QUERY_STRING"]
    assert ask(django, "/search/", QUERY_STRING=long).status == 200


def test_the_proxy_has_the_same_limits():
    text = NGINX.read_text()
    sizes = re.findall(r"client_max_body_size (\d+)([km]);", text)
    units = {"k": 1024, "m": 1024 * 1024}
    assert [int(n) * units[u] for n, u in sizes] == [limits.BODY, limits.STAFF_BODY]
    assert "large_client_header_buffers 4 8k;" in text
    assert limits.HEADER <= 8 * 1024
    assert limits.HEADERS <= 4 * 8 * 1024


@pytest.mark.urls("tests.portal.fuzz.failing")
def test_a_fault_in_answering_a_form_that_nobody_can_read(client, settings):
    """Found by fuzzing: the page for a fault read the form again, and failed too."""
    settings.PUBLIC_URLCONF = settings.ROOT_URLCONF
    client.raise_request_exception = False
    kind = f"{FIELDS}; charset=utf-16"
    answer = client.generic("POST", "/raises/", b"a=1", content_type=kind)
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/\0", ""),
        ("/admin/pages/guide/\0/delete/", ""),
        ("/es/\0/", ""),
        ("/admin/pages/revision/signed-in/", "kind=%00"),
    ],
)
def test_an_address_with_a_nul_is_refused(client, path, query):
    """Found by fuzzing: PostgreSQL takes none in a text."""
    client.force_login(factories.editor())
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    sent = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_COOKIE": cookie}
    assert is_clear(ask(django, "/", **sent), 400)
