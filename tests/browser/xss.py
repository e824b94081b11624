"""Known attacks by script, and a tab that notes whatever comes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

DATA = Path(__file__).parents[1] / "data" / "xss"
ORACLE = Path(__file__).with_suffix(".js").read_text()
NAMED = "//# sourceURL=oracle"
"""So that what we run ourselves is told from what a text ran."""

OWN = ("/static/", "/look/", "/search/", "/admin/jsi18n/", "/admin/pages/revision/")
"""What our pages and their scripts ask for."""


def payloads(name: str = "*") -> list[str]:
    """Return every payload, each once; `tests/data/xss/README.md` says whose they are."""
    files = sorted(DATA.glob(f"{name}.json"))
    texts = [text for file in files for text in json.loads(file.read_text())]
    return list(dict.fromkeys(texts))


def together(texts: list[str], size: int, between: str = " ") -> Iterator[str]:
    """Yield the texts, one after another, in pieces of about this size."""
    piece: list[str] = []
    for text in texts:
        piece.append(text)
        if sum(map(len, piece)) > size:
            yield between.join(piece)
            piece = []
    yield between.join(piece)


class Tab:
    """A tab that notes each script that ran and each request that is not the site's own.

    The browser's debugger tells of every script that it reads: files, inline scripts,
    event attributes, script addresses, what is evaluated.
    """

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.ran: list[str] = []
        self._going = ""
        self._own = tuple(home + path for path in OWN)
        self._tools = page.context.new_cdp_session(page)
        self._tools.on("Debugger.scriptParsed", self._read)
        self._tools.send("Debugger.enable")
        page.on("request", self._requested)
        page.on("dialog", self._asked)
        page.on("popup", lambda other: self.ran.append(f"opened {other.url}"))
        page.route(lambda url: not url.startswith(home), lambda route: route.abort())

    def _read(self, script: dict[str, Any]) -> None:
        ours = script["url"] == "oracle" or script["url"].startswith(self._own)
        is_pages = script.get("executionContextAuxData", {}).get("isDefault", True)
        if is_pages and not ours:
            self.ran.append(f"script {script['url'][-40:]}:{script['startLine']}")

    def _requested(self, request) -> None:
        if request.url != self._going and not request.url.startswith(self._own):
            self.ran.append(f"asked for {request.url[:200]}")

    def _asked(self, dialog) -> None:
        self.ran.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def goto(self, path: str, status: int = 200) -> None:
        """Go to an address of the site; scripts and pictures have run or failed then."""
        self._going = self.home + path
        answer = self.page.goto(self._going, wait_until="load")
        assert answer is not None
        assert answer.status == status, (answer.status, answer.url[:90])

    def submit(self, button: str, path: str) -> None:
        """Press a button that leads to this address."""
        self._going = self.home + path
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role("button", name=button, exact=True).first.click()

    def run(self, script: str) -> Any:
        """Run a script of ours, which may use what the oracle defines."""
        answer = self._tools.send(
            "Runtime.evaluate",
            {
                "expression": f"{{{ORACLE}\n{script}\n}}{NAMED}",
                "returnByValue": True,
                "awaitPromise": True,
            },
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def faults(self) -> list[str]:
        """Return what ran, and what could: all of it must be the site's own."""
        return [*self.run("attackable(document)"), *self.ran]
