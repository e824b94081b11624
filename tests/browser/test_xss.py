"""Known attacks by script through every door, in a browser whose policy is off.

So it is our own escaping and sanitising that is tested, not what a browser stops besides.
Texts that may stand beside each other share a page, so that there are few pages.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from urllib.parse import quote

import markdown
import pytest
from django.core.exceptions import ValidationError
from django.db import models
from playwright.sync_api import expect

from portal.clinic.models import Feedback
from portal.pages.markdown import refusals
from portal.pages.models import Guide, Source
from portal.pages.open_forms import LinesField
from portal.pages.revisions import PublishedVersion
from portal.pages.schema import INVISIBLE
from tests import factories
from tests.browser.visit import give_cookies
from tests.browser.xss import Tab, payloads, together

PAYLOADS = payloads()
PRINTABLE = [text for text in PAYLOADS if not INVISIBLE.search(text)]
"""What a field may hold; the others are refused by every one."""

TITLES = [text for text in PRINTABLE if len(text) <= 120]
ALL = " ".join(PRINTABLE)
CONTROL = "/control"
OWN = "/guides/own/"
EACH = "FUZZ_SECONDS" in os.environ
"""Whether search is asked for every one, and not for one of each way to begin."""

PATIENCE = 60_000  # milliseconds, as in conftest.py


@pytest.fixture
def tab(browser, live_server) -> Iterator[Tab]:
    """A tab without the policy."""
    context = browser.new_context(bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    yield Tab(context.new_page(), live_server.url)
    context.close()


def in_sections(texts: list[str]) -> str:
    """Return the body of a guide with each text in a section of its own."""
    return "\n\n".join(f"## Part {n}\n\n{text}" for n, text in enumerate(texts))


def plain(text: str | None) -> str:
    return " ".join((text or "").split())


def shown(tab: Tab, selector: str) -> list[str]:
    """Return what is written in these elements, which hold nothing but words."""
    texts = f"[...document.querySelectorAll({selector!r})]"
    assert tab.run(f"{texts}.filter((one) => one.childElementCount).length") == 0
    return [plain(text) for text in tab.run(f"{texts}.map((one) => one.textContent)")]


def test_control_is_found_out(tab):
    """What is not sanitised is seen by the same oracle, and runs."""
    tab.page.route(
        f"**{CONTROL}",
        lambda route: route.fulfill(body="<main></main>", content_type="text/html"),
    )
    tab.goto(CONTROL)
    assert tab.faults() == []
    harmful = tab.run(f"harmful({json.dumps(PAYLOADS)})")
    rest = sorted(set(PAYLOADS) - set(harmful))
    rendered = [markdown.markdown(text, extensions=["tables"]) for text in rest]
    links = tab.run(f"harmful({json.dumps(rendered)})")
    assert len(harmful) + len(links) > 0.8 * len(PAYLOADS)
    short = [text for text in harmful if len(text) < 60 and "alert" in text]
    ran = tab.run(f"tried({json.dumps(short[:300])})")
    assert len(ran) > 50
    assert len(tab.ran) > 50


def test_fields_refuse_or_show_as_text():
    """Most of what is markup is refused in a text, and shown as words elsewhere."""
    title, summary = (Guide._meta.get_field(name) for name in ("title", "summary"))
    source = Source._meta.get_field("url")
    taken = {
        "text": sum(not refused(text) for text in PAYLOADS),
        "title": sum(takes(title, text) for text in PAYLOADS),
        "summary": sum(takes(summary, text) for text in PAYLOADS),
        "feedback": sum(takes(LinesField(), text) for text in PAYLOADS),
        "address": sum(takes(source, text) for text in PAYLOADS),
    }
    of = len(PAYLOADS)
    assert taken["text"] < of / 5
    assert taken["title"] > of * 0.8
    assert taken["summary"] > of * 0.9
    assert taken["feedback"] > of * 0.9
    assert taken["address"] < 10
    addresses = [text for text in PAYLOADS if takes(source, text)]
    assert all(text.startswith(("ftp://", "http://", "https://")) for text in addresses)
    assert all(refused(text) for text in set(PAYLOADS) - set(PRINTABLE))


def takes(field, text: str) -> bool:
    """Tell whether a field of a form or a record takes a text."""
    try:
        field.clean(text, *([None] if isinstance(field, models.Field) else []))
    except ValidationError:
        return False
    return True


def test_nothing_runs_on_public_pages(tab, visit, pages):
    factories.page("guide", "attacked", title="Attacked", body=in_sections(PRINTABLE))
    own = in_sections([text for text in payloads("classes") if text in PRINTABLE])
    live = factories.page("guide", "own", title="Own", body=own).live
    Guide.objects.bulk_create(
        Guide(
            slug=f"g{n}",
            title=text,
            summary=text,
            body="Text.",
            status=Guide.Status.PUBLISHED,
            live=live,
        )
        for n, text in enumerate(TITLES)
    )
    PublishedVersion.advance()
    tab.goto("/guides/attacked/")
    assert tab.page.locator(".page-text section").count() >= len(PRINTABLE)
    assert tab.faults() == []

    tab.goto("/guides/")
    titles = set(shown(tab, ".entry-title"))
    assert {plain(text) for text in TITLES} <= titles
    assert tab.faults() == []

    tab.goto(OWN)
    tab.page.locator("#search").press_sequentially("<img")
    options = tab.page.locator("datalist option")
    expect(options).not_to_have_count(0)
    assert tab.faults() == []

    visit.goto(OWN)  # under our policy nothing is left that it would have to stop
    assert visit.page.locator(".page-text section").count() > 100


def test_nothing_runs_at_any_address(tab, pages, settings):
    # The server of tests looks for a file at each address: parts of its name are short.
    parts = [text.replace("/", "")[:24] or "x" for text in PRINTABLE]
    queries = together(PAYLOADS, 11_000)
    for path in together(parts, 3_500, between="/"):
        asked = quote(next(queries, ""), safe="")
        tab.goto(f"/{quote(path)}?q={asked}&option={asked}", 404)
        assert tab.faults() == []
    assert next(queries, None) is None
    tab.goto("//example.org/", 404)
    assert tab.faults() == []


def test_nothing_runs_in_search_and_feedback(tab, pages, settings):
    settings.FEEDBACK_FASTEST = 0
    tab.goto("/search/?q=%3Cimg%20src=x%20onerror=alert(1)%3E")
    wanted = PAYLOADS if EACH else {beginning(text): text for text in PAYLOADS}.values()
    queries = [quote(text[:100], safe="") for text in wanted]
    addresses = json.dumps([f"/search/?q={query}" for query in queries])
    assert tab.run(f"answers({addresses})") == []
    assert tab.faults() == []
    asked = quote(ALL[:4_000], safe="")
    tab.goto(f"/feedback/?page={asked}&clear={asked}")
    assert tab.faults() == []
    text = tab.page.locator("[name=text]")
    text.evaluate("(box) => box.removeAttribute('maxlength')")
    text.fill(ALL)
    tab.ran.clear()  # what we ran ourselves
    tab.page.get_by_role("radio").first.check()
    tab.submit("Send", "/feedback/")
    expect(tab.page.get_by_role("alert").first).to_be_visible()
    assert plain(text.input_value()) == plain(ALL)
    assert tab.faults() == []


def beginning(text: str) -> str:
    """Return the first two signs in a text: what decides how it breaks out."""
    return "".join(dict.fromkeys(re.sub(r"[\w\s]", "", text)))[:2]


def test_nothing_runs_in_admin(tab, pages, client):
    client.force_login(factories.editor())
    give_cookies(tab.page.context, tab.home, client.cookies)
    row = Guide.objects.get()
    draft = factories.revision(
        "guide",
        row.slug,
        title=ALL,
        summary=ALL,
        synonyms=PRINTABLE[:300],
        questions=PRINTABLE[300:600],
        emergency=PRINTABLE[600:900],
        body=in_sections(PRINTABLE),
        funding=ALL,
    )
    note = Feedback.objects.create(path="/", clear="no", text=ALL)
    tab.goto(f"/admin/pages/revision/{draft.pk}/preview/")
    assert tab.faults() == []
    assert shown(tab, "h1, .lede") == [plain(ALL)] * 2
    tab.goto(f"/admin/clinic/feedback/{note.pk}/change/")
    assert tab.faults() == []
    tab.goto(f"/admin/pages/guide/{row.pk}/change/")
    title = tab.page.locator("#id_title").input_value()
    assert title == ALL.replace("\n", "")  # as a box of one line shows it
    assert tab.faults() == []
    taken = [text for text in PRINTABLE if not refused(text)]
    tab.page.locator("#id_body").fill("\n\n".join([*taken[:200], "The end."]))
    made = tab.page.locator(".field-body [data-preview]")
    expect(made).to_contain_text("The end.")
    assert tab.faults() == []


def refused(text: str) -> bool:
    return bool(refusals(text, top_heading=2, kinds=Guide.reference_kinds()))
