"""A real Chromium against a live server of the portal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import factories

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    system = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=system, args=QUIET)
        yield chromium
        chromium.close()


class Visit:
    """One visitor's tab, which notes everything that should not happen."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.complaints: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)

    def _heard(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.complaints.append(f"asked {request.url}")

    def goto(self, path: str) -> None:
        self.page.goto(self.home + path)

    def violations(self) -> list[str]:
        """Return what axe finds on the page as it is shown."""
        self.page.evaluate(AXE.read_text())
        # What axe would preload it puts into a style element, which our policy refuses.
        run = "axe.run({preload: false}).then(result => result.violations)"
        found = self.page.evaluate(run)
        return [
            f"{violation['id']}: {node['html']}"
            for violation in found
            for node in violation["nodes"]
        ]

    def overflow(self) -> int:
        """Return how many pixels the page is wider than its window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )


@pytest.fixture
def visit(browser, live_server, request) -> Iterator[Visit]:
    """Visit with the options that the test gives, as a phone would by default."""
    options = {"viewport": {"width": 390, "height": 844}} | getattr(
        request, "param", {}
    )
    context = browser.new_context(**options)
    made = Visit(context.new_page(), live_server.url)
    yield made
    assert "\n".join(made.complaints) == ""
    context.close()


@pytest.fixture
def pages(live_server) -> None:
    """One page of each kind, all linked."""
    for kind in factories.SLUGS:
        factories.page(kind)
