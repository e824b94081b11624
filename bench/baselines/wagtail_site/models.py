"""A page with a text, as Wagtail's tutorial makes one."""

from __future__ import annotations

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class TextPage(Page):
    """A page with the same body as the portal's."""

    intro = models.CharField(max_length=300, blank=True)
    body = RichTextField(blank=True)

    template = "text_page.html"
