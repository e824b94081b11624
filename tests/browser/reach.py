"""What is looked at on every screen: in both colour schemes, narrow, wide, enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.browser.visit import Visit

SCRIPT = Path(__file__).with_name("reach.js").read_text()
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 x 1024 at 400 % (WCAG 1.4.10)."""

SMALLEST = 24
"""The height of what is pressed, in CSS pixels (WCAG 2.5.8)."""

COLORS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer the colour scheme can change; the document is the same."""

# WCAG 1.4.12. Drawings are pictures; their words are in their captions too.
SPACED = """
:not(svg, svg *) {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }
"""
LARGE = "html { font-size: 200% !important; }"


class Look:
    """Looks at one screen of a visit and collects what is wrong with it."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page
        self.faults: list[str] = []
        visit.page.wait_for_load_state()
        visit.page.evaluate(SCRIPT)

    def _note(self, how: str, found: list[str]) -> None:
        place = self.page.url.removeprefix(self.visit.home)
        self.faults += [f"{place} {how}: {fault}" for fault in found]

    def _ask(self, how: str, *questions: str) -> None:
        for question in questions:
            self._note(how, self.page.evaluate(f"reach.{question}"))

    def _as(self, size: dict, scheme: str) -> str:
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=scheme)
        return f"{size['width']} {scheme}"

    def everywhere(self, *, target: int = SMALLEST, whole: bool = False) -> None:
        """Look on a phone and on a desk, in light and in dark colours.

        What stands around the main part is the same on every page: it is looked at once
        here, and in each of the four where `whole` asks for it.
        """
        language = "es" if "/es/" in self.page.url else "en"
        part = "html" if whole else "main"
        for size in (PHONE, DESK):
            how = self._as(size, "light")
            again = size is DESK
            self._note(how, self.visit.violations(part=part if again else "html"))
            self._ask(how, "headings()", f"languages('{language}')", "focus()")
            self._ask(how, f"targets({target})")
            if size is PHONE:
                self._ask(how, "order()")
            how = self._as(size, "dark")
            self._note(how, self.visit.violations(COLORS, part))
        self.zoomed()

    def desk(self, without: Sequence[str] = ()) -> None:
        """Look on a desk in light colours, where staff work; not at what is `without`.

        The rows of a long table are alike: the last of them are taken out for axe.
        """
        self._ask("staff", "headings()")
        self._note("staff", self._too_wide())
        self.page.evaluate("reach.shorten()")
        self._note("staff", self.visit.violations(without=without))

    def zoomed(self) -> None:
        """Look through the narrowest window."""
        how = self._as(ZOOMED, "light")
        self._note(how, self._too_wide())
        self._ask(how, "clipped()", "overlaps()")

    def enlarged(self) -> None:
        """Look at larger and wider text, at a system's own colours, and at stillness."""
        self._as(DESK, "light")
        for how, css in (("200 % text", LARGE), ("spaced text", SPACED)):
            self.page.evaluate("css => reach.setText(css)", css)
            for size in (DESK, PHONE):
                self.page.set_viewport_size(size)
                self._note(how, self._too_wide())
                self._ask(f"{how} {size['width']}", "clipped()", "overlaps()")
        self.page.evaluate("reach.setText('')")
        self.page.emulate_media(forced_colors="active", reduced_motion="reduce")
        self._ask("forced colors", "clipped()", "overlaps()", "focus()")
        self._ask("reduced motion", "motion()")
        self.page.emulate_media(forced_colors="none", reduced_motion="no-preference")

    def _too_wide(self) -> list[str]:
        wider = self.visit.overflow()
        return [f"{wider}px wider than the window"] if wider > 0 else []
