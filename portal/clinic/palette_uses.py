"""Where the site puts one color on another, in words for the clinic's staff."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Use(models.TextChoices):
    LINK_PAGE = "link-page", _("links on the page, and the words on buttons")
    LINK_CARD = "link-card", _("links on cards, and the choices of the pain path")
    LINK_SHADE = "link-shade", _("links on shaded parts of a page")
    LINK_MARK = "link-mark", _("links with the words that were searched for")
    HOVER = "hover", _("links and buttons under the pointer")
    ACCENT_PAGE = "accent-page", _("headings of lists on the page")
    ACCENT_CARD = "accent-card", _("numbers and pictures on cards")
    ACCENT_SHADE = "accent-shade", _("pictures on shaded parts of a page")
    BAND = "band", _("the words in the bands at the top and the foot of a page")
    RING = "ring", _("the ring around what is chosen by keyboard in those bands")
