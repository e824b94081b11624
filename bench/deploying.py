"""Try what docs/deploy has: upgrade under load, slow clients, limits, logs, an outage.

    make try-deploy

Needs nginx and openssl; PostgreSQL is found as the tests find it. Everything listens on
127.0.0.1 and is gone afterwards. Exits with 1 where something is not as it should be.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from deployed import NAME, Deployed, deployed
from servers import body
from tables import show
from visitors import (
    FORM,
    TIMEOUT,
    Connection,
    Visitor,
    ask,
    drip,
    slow_clients,
    together,
)

VISITORS, PAUSE = 6, 0.1  # about 40 requests a second in all
SLOW, DRIP = 200, 15
MANY = 90  # more than the bursts, fewer than the connections that are allowed
ENOUGH = 20  # requests that must have been answered meanwhile, on the slowest machine
LONG = 900  # seconds that an upgrade may take

Row = tuple[str, str, bool]


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stop the servers too
    with (
        tempfile.TemporaryDirectory(prefix="portal-deploy-") as folder,
        deployed(Path(folder)) as site,
    ):
        rows = [*upgrade(site), *slow(site), *limits(site), *hidden(site)]
        rows += [*logs(site), *away(site)]
    told = [
        (what, found, "" if right else "NOT AS IT SHOULD BE")
        for what, found, right in rows
    ]
    show("docs/deploy, tried", ("", "", ""), told)
    return 0 if all(right for *_, right in rows) else 1


def visitors(site: Deployed, pause: float = PAUSE) -> list[Visitor]:
    """Let visitors begin to read."""
    page = ask(site, "/")[2].decode()
    found = re.search(r'href="(/static/css/[^"]+\.css)"', page)
    assert found is not None  # each page has a style sheet
    every = [Visitor(site, number, pause, found[1]) for number in range(VISITORS)]
    for visitor in every:
        visitor.start()
    return every


def upgrade(site: Deployed) -> list[Row]:
    """Restart one server after the other while people read."""
    reading = visitors(site)
    time.sleep(2)
    began = time.monotonic()
    code = site.upgrade().wait(LONG)
    took = time.monotonic() - began
    time.sleep(2)
    seen = together(reading)
    for line in seen.failed[:10]:
        print(line, file=sys.stderr)
    return [
        ("portal-upgrade, seconds", f"{took:.0f}", code == 0),
        ("requests meanwhile", str(len(seen.seconds)), len(seen.seconds) > ENOUGH),
        ("of them forms sent", str(seen.posted), seen.posted > 0),
        ("failed", str(len(seen.failed)), not seen.failed),
        ("99 of 100 answered within, ms", f"{seen.slowest(0.99):.0f}", True),
    ]


def slow(site: Deployed) -> list[Row]:
    """Let clients send a byte a second, in the head and in the body, while people read."""
    head = f"GET / HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ".encode()
    form = (
        f"POST {FORM} HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 5000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    ).encode()
    alone = visitors(site)
    time.sleep(DRIP)
    before = together(alone)
    clients = slow_clients(site, SLOW, head) + slow_clients(site, SLOW, form)
    reading = visitors(site)
    closed = drip(clients[:SLOW], DRIP)
    drip(clients[SLOW:], 1)
    seen = together(reading)
    for client in clients:
        client.close()
    return [
        ("slow clients", str(len(clients)), len(clients) == 2 * SLOW),
        ("of those slow in the head, closed", str(closed), closed == SLOW),
        ("requests meanwhile", str(len(seen.seconds)), len(seen.seconds) > ENOUGH),
        ("failed", str(len(seen.failed)), not seen.failed),
        ("median, ms, without slow clients", f"{before.slowest(0.5):.0f}", True),
        ("median, ms, with them", f"{seen.slowest(0.5):.0f}", True),
    ]


def limits(site: Deployed) -> list[Row]:
    """Send too much, too often, and to another name."""
    small = ask(site, FORM, method="POST", form=b"a" * 60_000)[0]
    large = ask(site, FORM, method="POST", form=b"a" * 70_000)[0]
    header = ask(site, "/", headers={"X-Long": "a" * 9_000})[0]
    forms = at_once(site, FORM, "POST", "127.0.0.90")
    searches = at_once(site, "/search/?q=back", "GET", "127.0.0.91")
    return [
        ("a form of 60,000 bytes", str(small), small < 413),
        ("a form of 70,000 bytes", str(large), large == 413),
        ("a header of 9,000 bytes", str(header), header in (400, 431)),
        (f"of {MANY} forms at once, refused", str(forms.count(429)), 429 in forms),
        (
            f"of {MANY} searches at once, refused",
            str(searches.count(429)),
            429 in searches,
        ),
    ]


def at_once(site: Deployed, path: str, method: str, address: str) -> list[int]:
    """Ask from one address on many connections, opened before; return each status."""
    form = b"" if method == "POST" else None
    every = [Connection(site, address) for _ in range(MANY)]
    for connection in every:
        connection.connect()
    for connection in every:
        connection.request(method, path, body=form, headers={"Connection": "close"})
    found = [connection.getresponse().status for connection in every]
    for connection in every:
        connection.close()
    return found


def hidden(site: Deployed) -> list[Row]:
    """Ask for what is not for everybody."""
    metrics = ask(site, "/metrics")[0]
    near = body(f"http://127.0.0.1:{site.ports[0]}/metrics")
    forwarded = urllib.request.Request(
        f"http://127.0.0.1:{site.ports[0]}/metrics",
        headers={"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"},
    )
    try:
        urllib.request.urlopen(forwarded, timeout=TIMEOUT)
        through = 200
    except urllib.error.HTTPError as error:
        through = error.code
    return [
        ("/metrics through the proxy", str(metrics), metrics == 404),
        ("/metrics as if through another", str(through), through == 404),
        (
            "/metrics from this machine",
            f"{len(near)} bytes",
            b"portal_request_seconds_count" in near,
        ),
    ]


def logs(site: Deployed) -> list[Row]:
    """Look at what was written down."""
    path = "/pain-path/where/?pain_area=low_back"
    id_ = ask(site, path, address="127.0.0.77")[1]["X-Request-ID"]
    ask(site, "/search/?q=secret-words", address="127.0.0.77")
    text = site.log.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    of_path = {line["path"] for line in lines if "pain-path" in line["path"]}
    addresses = {line["address"] for line in lines}
    (found,) = [line for line in lines if line["request_id"] == id_]
    own = (
        "".join((site.folder / f"{port}.log").read_text() for port in site.ports)
        + (site.folder / "logs" / "error.log").read_text()
    )
    secret = [x for x in ("secret-words", "low_back", "127.0.0.77") if x in text + own]
    return [
        ("lines in the access log", str(len(lines)), bool(lines)),
        ("addresses there", ", ".join(sorted(addresses)), _shortened(addresses)),
        ("addresses of the path there", ", ".join(of_path), of_path == {"/pain-path/"}),
        ("query strings and whole addresses in any log", str(len(secret)), not secret),
        ("a request found by its id", found["path"], found["path"] == "/pain-path/"),
        ("bytes on the disk of nginx's own", str(_spooled(site)), _spooled(site) == 0),
    ]


STRICT = (
    "Strict-Transport-Security",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Resource-Policy",
)


def away(site: Deployed) -> list[Row]:
    """Ask while no web server is there, and count each answer's strict headers."""
    once = [ask(site, path)[1] for path in ("/", "/pain-path/", "/static/nothing.css")]
    site.stop()
    got = ask(site, "/conditions/")
    sent = ask(site, FORM, method="POST", form=b"for_whom=me")
    told = got[2].decode()
    languages = [code for code in ("en", "es") if f'lang="{code}"' in told]
    own = [got[1], sent[1], ask(site, "/metrics")[1]]
    twice = [
        name
        for headers in once + own
        for name in STRICT
        if len(headers.get_all(name, [])) != 1
    ]
    called = got[0] == 503 and 'href="tel:911"' in told
    return [
        ("a page while nobody answers", str(got[0]), called),
        ("its languages", ", ".join(languages), languages == ["en", "es"]),
        ("come back after, seconds", got[1]["Retry-After"], "Retry-After" in got[1]),
        ("a form while nobody answers", str(sent[0]), sent[0] == 503),
        ("strict headers missing or there twice", str(len(twice)), not twice),
    ]


def _shortened(addresses: set[str]) -> bool:
    return all(re.fullmatch(r"127\.0\.[01]\.0", address) for address in addresses)


def _spooled(site: Deployed) -> int:
    """Return how much nginx put into files of requests and answers."""
    folders = (site.folder / "client_body", site.folder / "proxy")
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return sum(file.stat().st_size for file in files)


if __name__ == "__main__":
    sys.exit(main())
