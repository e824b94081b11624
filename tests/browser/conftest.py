"""A real Chromium against a live server of the portal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from tests import factories
from tests.browser.visit import Visit

HERE = Path(__file__).parent
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# How long to wait for what will come, in milliseconds: only a test that fails waits so
# long, and a machine that is busy with other work may well need more than the usual 5 s.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

# Every test waits for what it asserts. This is the net below: where the browser itself
# fails (a tab that crashed, a connection that broke on a crowded machine) the test runs
# once more and the summary tells so. What a test asserts is never given a second try.
AGAIN = pytest.mark.flaky(reruns=1, only_rerun=Error, rerun_except=AssertionError)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(AGAIN)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    system = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=system, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, live_server, request) -> Iterator[Visit]:
    """Visit with the options that the test gives, as a phone would by default."""
    options = {"viewport": {"width": 390, "height": 844}} | getattr(
        request, "param", {}
    )
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    made = Visit(context.new_page(), live_server.url)
    yield made
    complaints = "\n".join(made.complaints)
    context.close()
    assert complaints == ""


@pytest.fixture
def pages(live_server) -> None:
    """One page of each kind, all linked."""
    factories.pages()


@pytest.fixture
def options(pages) -> None:
    """More treatments, to be compared and to lead to one another."""
    factories.page(
        "conventional-care", "waiting", title="Watchful waiting", type="waiting"
    )
    factories.page("procedure", "rfa", title="Radiofrequency ablation")
    factories.page("procedure", "test", title="Test", purpose="test", leads_to=["rfa"])
    discussed = factories.OWN["condition"]["procedures"][0]
    factories.page(
        "condition",
        "stenosis",
        title="Spinal stenosis",
        procedures=[discussed, discussed | {"procedure": "rfa", "evidence": "against"}],
    )
