"""One visitor's tab: it waits for what it did, and notes what should not happen."""

from __future__ import annotations

from collections.abc import Sequence
from http.cookies import SimpleCookie
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import BrowserContext, Locator, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
OPTIONS = {
    # What axe would preload it puts into a style element, which our policy refuses.
    "preload": False,
    "resultTypes": ["violations"],
    # Of WCAG 2.2; axe leaves it out unless it is asked.
    "rules": {"target-size": {"enabled": True}},
}


def give_cookies(context: BrowserContext, home: str, cookies: SimpleCookie) -> None:
    """Give a browser what the client of a test was given."""
    context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": home + cookie["path"]}
            for name, cookie in cookies.items()
        ]
    )


class Visit:
    """A tab at `home`; what it complains of fails the test at its end."""

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

    # What leads to another page goes through the next three, which come back when that
    # page is there: a script that runs earlier would meet a document that is leaving.

    def press(self, button: str | Locator) -> None:
        """Press a button, by its name, that leads to another page."""
        self._leave(button, "button")

    def follow(self, link: str | Locator) -> None:
        """Follow a link, the first of this name."""
        self._leave(link, "link")

    def enter(self) -> None:
        """Press Enter where it leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _leave(self, control: str | Locator, role) -> None:
        if isinstance(control, str):
            control = self.page.get_by_role(role, name=control).first
        with self.page.expect_navigation():
            control.click()

    def violations(
        self,
        rules: Sequence[str] = (),
        part: str = "html",
        without: Sequence[str] = (),
    ) -> list[str]:
        """Return what axe finds on the page as it is shown, by these rules or by all.

        It looks at each `part` and at nothing that is `without`; only in the whole
        document it looks for what each page must have.
        """
        self.page.wait_for_load_state()
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
            # On the next pages it is there from the start, and compiled.
            self.page.add_init_script(AXE)
        options = OPTIONS | ({"runOnly": list(rules)} if rules else {})
        where = {"include": [[part]], "exclude": [[one] for one in without]}
        run = "([where, options]) => axe.run(where, options).then(it => it.violations)"
        return [
            f"{violation['id']}: {node['html']}"
            for violation in self.page.evaluate(run, [where, options])
            for node in violation["nodes"]
        ]

    def overflow(self) -> int:
        """Return how many pixels the page is wider than its window."""
        self.page.wait_for_load_state()
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
