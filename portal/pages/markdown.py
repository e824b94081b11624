"""Markdown as editors may write it: what is refused, and how it becomes HTML.

`to_html` is the project's only door from text to HTML: render, then sanitise.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from .markdown_limits import Refusal, beyond_limits
from .schema import INVISIBLE
from .terms import Terms

PAGE_LINK: Final = re.compile(r"([a-z]+(?:-[a-z]+)*):([a-z0-9]+(?:-[a-z0-9]+)*)")
OUTSIDE_SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")

_LINK = re.compile(r"\]\(\s*<?\s*([^)>\s]*)")
_HTML = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!?]")
_REFERENCE_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:", re.MULTILINE)
_UNDERLINED_HEADING = re.compile(r"\S[^\S\n]*\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#+)", re.MULTILINE)


def refusals(text: str, *, top_heading: int, kinds: frozenset[str]) -> list[Refusal]:
    """Return what an editor must mend.

    `top_heading` is the highest heading level the text may use; `kinds` are those
    that a link of the form `kind:slug` may name.
    """
    if too_much := beyond_limits(text):
        return [too_much]
    return sorted(_refusals(text, top_heading, kinds), key=lambda r: r.line)


def _refusals(text: str, top_heading: int, kinds: frozenset[str]) -> Iterator[Refusal]:
    def line(match: re.Match[str]) -> int:
        return text.count("\n", 0, match.start()) + 1

    for match in INVISIBLE.finditer(text):
        found = f"the invisible character U+{ord(match.group()):04X}"
        yield Refusal(line(match), found, "text that can be seen")
    for match in _HTML.finditer(text):
        found = text[match.start() : match.start() + 20].split("\n")[0]
        yield Refusal(line(match), f"HTML ({found!r})", "Markdown only")
    for match in re.finditer(r"!\[", text):
        yield Refusal(line(match), "a picture", "text and links")
    for match in _REFERENCE_DEFINITION.finditer(text):
        yield Refusal(line(match), match.group(), "links written [words](address)")
    for match in _UNDERLINED_HEADING.finditer(text):
        yield Refusal(line(match), "an underlined heading", "headings that begin ###")
    for match in _HEADING.finditer(text):
        if len(match.group(1)) < top_heading:
            allowed = f"headings from {'#' * top_heading} down"
            yield Refusal(line(match), f"a {match.group(1)} heading", allowed)
    for match in _LINK.finditer(text):
        target = match.group(1)
        if not _is_allowed(target, kinds):
            allowed = f"{' '.join(OUTSIDE_SCHEMES)} or kind:name"
            yield Refusal(line(match), f"the link {target!r}", allowed)


def _is_allowed(target: str, kinds: frozenset[str]) -> bool:
    if target.startswith(OUTSIDE_SCHEMES):
        return True
    page = PAGE_LINK.fullmatch(target)
    return page is not None and page.group(1) in kinds


def page_links(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield (kind, slug, line) for each link to a record of the portal."""
    for match in _LINK.finditer(text):
        page = PAGE_LINK.fullmatch(match.group(1))
        if page and not match.group(1).startswith(OUTSIDE_SCHEMES):
            yield page.group(1), page.group(2), text.count("\n", 0, match.start()) + 1


def move_page_links(text: str, moved: Mapping[tuple[str, str], str]) -> str:
    """Return the text with each link to a (kind, slug) in `moved` at its new slug."""

    def mended(match: re.Match[str]) -> str:
        page = PAGE_LINK.fullmatch(match.group(1))
        slug = moved.get((page.group(1), page.group(2))) if page else None
        if page is None or slug is None:
            return match.group()
        before = match.group()[: match.start(1) - match.start()]
        return f"{before}{page.group(1)}:{slug}"  # the address is the match's end

    return _LINK.sub(mended, text)


Resolve = Callable[[str, str], str]
"""Turn (kind, slug) into an address."""


def to_html(text: str, resolve: Resolve, terms: Terms | None = None) -> str:
    """Return sanitised HTML; links of the form `kind:slug` go through `resolve`.

    With `terms`, each is linked to its explanation where the page first uses it.
    """
    _own.portal.resolve, _own.portal.terms = resolve, terms
    return nh3.clean(
        _own.renderer.reset().convert(text),
        tags=set(_ALLOWED),
        attributes=_ALLOWED,
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel=None,
    )


_ALLOWED: Final[dict[str, set[str]]] = {
    **{tag: set() for tag in ("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li")},
    **{tag: set() for tag in ("strong", "em", "blockquote", "thead", "tbody", "tr")},
    "a": {"href", "id", "class", "aria-describedby"},
    "div": {"class", "tabindex", "role"},
    "table": {"class"},
    "th": {"scope"},
    "td": set(),
}


class _Portal(Treeprocessor):
    """Resolve links between pages, link terms and make tables accessible."""

    resolve: Resolve
    terms: Terms | None

    def run(self, root: Element) -> None:
        if self.terms is not None:
            self.terms.link(root)
        for link in root.iter("a"):
            page = PAGE_LINK.fullmatch(link.get("href", ""))
            if page and not link.get("href", "").startswith(OUTSIDE_SCHEMES):
                link.set("href", self.resolve(page.group(1), page.group(2)))
        for cell in root.iter("th"):
            cell.attrib = {"scope": "col"}
        for index, child in enumerate(list(root)):
            if child.tag == "table":
                root[index] = _scrolling(child)


def _scrolling(table: Element) -> Element:
    """Wrap a table so that a phone scrolls it alone, by keyboard too."""
    table.set("class", "table")
    box = Element("div", {"class": "table-responsive", "tabindex": "0"})
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box


class _WithoutHtml(Extension):
    """Leave HTML as the text that it is."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


class _ThreadsOwn(threading.local):
    """A renderer for each thread: Python-Markdown keeps state while it works."""

    def __init__(self) -> None:
        self.renderer = markdown.Markdown(
            extensions=[TableExtension(), "sane_lists", _WithoutHtml()]
        )
        self.portal = _Portal(self.renderer)
        self.renderer.treeprocessors.register(self.portal, "portal", 0)


_own = _ThreadsOwn()
