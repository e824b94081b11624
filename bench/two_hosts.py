"""Two web servers on two hosts, the shipped nginx before them, one PostgreSQL.

    make two-hosts

What is published on one must be seen on the other within a second; a path begun on one
goes on on the other; one is killed under load, and nobody who reads may notice. Needs
root, for network namespaces, and nginx and openssl. PostgreSQL is found as the tests
find it, and reached by its socket. Exits with 1 where something is not as it should be.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from browser import Browser, forms
from deployed import NAME, Deployed, nginx, wait_for
from hosts import Host, two_hosts
from servers import BIN, ROOT, free_port, granian
from soak import GUIDE, made_ready, see
from soak_load import STEPS
from staff_work import Sessions, edit, publish, sign_in_staff
from tables import show
from visitors import Visitor, ask, together

sys.path.insert(0, str(ROOT))
from tests.with_postgres import postgres

PORT = 8000
HEADERS = {"Host": NAME, "X-Forwarded-Proto": "https", "Origin": f"https://{NAME}"}
PUBLICATIONS = 5
VISITORS, PAUSE = 6, 0.05
BEFORE, AFTER = 4, 8  # seconds of load around the moment when one is killed

Row = tuple[str, str, bool]


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # take everything away too
    if not (shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")):
        raise SystemExit("There is no nginx to try this with: apt install nginx")
    with (
        tempfile.TemporaryDirectory(prefix="portal-hosts-") as name,
        two_hosts() as hosts,
        postgres(dict(os.environ), root=os.geteuid() == 0) as (url, _),
        ExitStack() as stack,
    ):
        folder = Path(name)
        settings = settings_of(folder, url)
        first, second = (stack.enter_context(web(h, settings, folder)) for h in hosts)
        site = stack.enter_context(proxied(folder, hosts))
        rows = publications(hosts, sign_in_staff())
        rows += [path_on_both(hosts), *killed(site, first, second, hosts[0])]
    told = [
        (what, found, "" if ok else "NOT AS IT SHOULD BE") for what, found, ok in rows
    ]
    show("Two hosts", ("", "", ""), told)
    return 0 if all(ok for *_, ok in rows) else 1


def settings_of(folder: Path, url: str) -> dict[str, str]:
    """Fill the database, and return the settings of a site behind a proxy."""
    folder.chmod(0o755)  # nginx's processes are another user's
    (folder / "logs").mkdir()
    addresses = ",".join(f"10.213.{number}.2" for number in (1, 2))
    return made_ready(
        folder,
        url,
        ALLOWED_HOSTS=f"{NAME},{addresses}",
        SITE_URL=f"https://{NAME}",
        HTTPS="true",
        BEHIND_PROXY="true",
    )


@contextmanager
def web(
    host: Host, settings: Mapping[str, str], folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the site on this host, until the block ends or somebody kills it."""
    command = granian(BIN / "granian", "portal.wsgi:application", PORT)
    command[command.index("--host") + 1] = host.address
    with (folder / "logs" / host.name).open("ab") as log:
        process = subprocess.Popen(
            host.command(*command),
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
            start_new_session=True,  # so that all of it can be killed at once
        )
    try:
        wait_for(f"http://{host.address}:{PORT}/readyz")
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the server with all its workers, as if the machine lost its power."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(20)


@contextmanager
def proxied(folder: Path, hosts: tuple[Host, Host]) -> Iterator[Deployed]:
    """Run nginx as it is shipped, before both hosts."""
    ports = free_port(), free_port()
    with nginx(folder, ports, [f"{host.address}:{PORT}" for host in hosts]):
        yield Deployed(folder, *ports, (PORT, PORT))


def at(host: Host, cookies: Mapping[str, str] | None = None) -> Browser:
    """Return a browser that asks this host itself, as the proxy would."""
    return Browser(PORT, address=host.address, cookies=cookies, headers=HEADERS)


def publications(hosts: tuple[Host, Host], sessions: Sessions) -> list[Row]:
    """Publish on one host in turn, and see how soon the other one shows it."""
    seconds = []
    for turn in range(PUBLICATIONS):
        here, there = hosts if turn % 2 else hosts[::-1]
        words = f"Who you may meet at the clinic, edition {'abcdefgh'[turn]}."

        def desk(cookies: Mapping[str, str], host: Host = here) -> Browser:
            return at(host, cookies)

        number = edit(desk, sessions, GUIDE, words, submit=True)
        publish(desk, sessions, number)
        seconds += see({0: at(there)}, words)
    slowest = max(seconds)
    return [
        ("published on one, seen on the other", f"{len(seconds)} times", True),
        ("the slowest, seconds", f"{slowest:.2f}", slowest <= 1),
    ]


def path_on_both(hosts: tuple[Host, Host]) -> Row:
    """Walk the pain path, each screen on the other host than the one before."""
    chance = random.Random(7)
    browsers = [at(host) for host in hosts]
    browsers[1].cookies = browsers[0].cookies
    page = browsers[0].get("/pain-path/")
    for step in range(1, STEPS):
        if page.path == "/pain-path/check/":
            page = browsers[step % 2].get("/pain-path/result/")
        if page.path == "/pain-path/result/":
            break
        page = browsers[step % 2].post(page.path, forms(page.text)[0].chosen(chance))
    ended = page.path == "/pain-path/result/"
    return (
        "a path, its screens on both in turn",
        f"{step} screens to {page.path}",
        ended,
    )


def killed(
    site: Deployed,
    first: subprocess.Popen[bytes],
    second: subprocess.Popen[bytes],
    host: Host,
) -> list[Row]:
    """Kill the first host's server while people read; the proxy asks the other one."""
    styles = re.search(r'href="(/static/css/[^"]+\.css)"', ask(site, "/")[2].decode())
    assert styles is not None  # each page has a style sheet
    reading = [Visitor(site, n, PAUSE, styles[1]) for n in range(VISITORS)]
    for visitor in reading:
        visitor.start()
    time.sleep(BEFORE)
    kill(first)
    time.sleep(AFTER)
    seen = together(reading)
    pages = [fault for fault in seen.failed if not fault.startswith("POST")]
    sent = [fault for fault in seen.failed if fault.startswith("POST")]
    for fault in seen.failed[:10]:
        print(fault, file=sys.stderr)
    retried = site.log.read_text().count(f'"upstream":"{host.address}:{PORT}, ')
    return [
        (
            "one killed under load: requests",
            str(len(seen.seconds)),
            second.poll() is None,
        ),
        ("of them asked again of the other host", str(retried), retried > 0),
        ("pages that failed", str(len(pages)), not pages),
        # A form that was on its way is not sent twice: at most one for each visitor.
        ("forms that failed", f"{len(sent)} of {seen.posted}", len(sent) <= VISITORS),
        ("slowest answer, ms", f"{seen.slowest(1):.0f}", True),
    ]


if __name__ == "__main__":
    sys.exit(main())
