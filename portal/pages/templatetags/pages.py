"""What the templates of pages need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.pages.a_to_z import names_of
from portal.pages.evidence import Certainty, Stance
from portal.pages.finding.marking import Piece
from portal.pages.finding.marking import marked as marked_pieces
from portal.pages.markdown import to_html
from portal.pages.page import Page
from portal.pages.questions import Piece as Asked
from portal.pages.questions import pieces as asked_pieces
from portal.pages.records import Record, record_models
from portal.pages.terms import Terms

register = template.Library()


@register.filter
def markdown(text: str, terms: Terms | None = None) -> SafeString:
    """Render Markdown; this is the project's only way from text to HTML.

    `terms` are the page's, so that each is linked where the page first uses it.
    """
    return mark_safe(to_html(text, partial(_address, terms), terms))


def _address(terms: Terms | None, kind: str, slug: str) -> str:
    """Return where a link of the form `kind:slug` leads; a source's is on the page."""
    if kind == "source":
        return f"#{anchor(terms, slug)}"
    if model := record_models().get(kind):
        return model(slug=slug).get_absolute_url()
    return f"{kind}:{slug}"  # no kind of ours: the sanitiser takes such an address out


@register.filter
def anchor(terms: Terms | None, slug: str) -> str:
    """Return the id of a source on the page whose texts and terms these are.

    Where the page numbers its sources, that is a number: a slug is long, and cited often.
    """
    numbered = terms.anchors if terms else {}
    return numbered.get(slug, f"source-{slug}")


@register.filter
def marked(text: str, query: str) -> SafeString:
    """Mark the words of a text that a search asked for."""
    return mark_safe("".join(_marked(piece) for piece in marked_pieces(text, query)))


def _marked(piece: Piece) -> str:
    text = escape(piece.text)
    return f"<mark>{text}</mark>" if piece.is_asked else text


@register.filter
def by_slug(records: Iterable[Record], slug: str) -> Record | None:
    """Return the record with this slug, if it is among them."""
    return next((record for record in records if record.slug == slug), None)


@register.filter
def other_names(page: Page) -> list[str]:
    """Return what else the page is called; misspellings are for our own search alone."""
    return names_of(page)[1:]


@register.filter
def label(value: str, choices: Iterable[tuple[str, Any]]) -> str:
    """Return the words for one of a field's choices."""
    return str(dict(choices).get(value, value))


@register.filter
def of_kind(pages: dict[str, list[Record]], kind: str) -> list[Record]:
    """Return the pages of this kind; its name may have a hyphen."""
    return pages.get(kind, [])


@register.filter
def certainty(value: str) -> str:
    """Return the words for how sure the evidence is."""
    return str(Certainty(value).label)


@register.filter
def stance(value: str) -> str:
    """Return the words for what a body of experts says."""
    return str(Stance(value).label)


@register.filter
def sections(text: str) -> list[dict[str, str]]:
    """Split Markdown at its ## headings, so that a contents list can lead to each."""
    before, *parts = re.split(r"^## +(.+)$", text, flags=re.MULTILINE)
    pairs = [("", before), *zip(parts[::2], parts[1::2], strict=True)]
    return [
        {"id": f"part-{number}", "title": title.strip(), "text": body.strip()}
        for number, (title, body) in enumerate(pairs)
        if title or body.strip()
    ]


@register.filter
def pieces(text: str) -> Iterator[Asked]:
    """Split Markdown at its ### headings, into questions and answers."""
    return asked_pieces(text)
