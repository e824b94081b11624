"""Say the path's wording in templates."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from portal.painpath.speaker import Speaker
from portal.painpath.wording import ChoiceWording, Text

register = template.Library()


@register.filter
def say(text: Text, speaker: Speaker) -> str:
    """Return the text for the person whom the answers are for."""
    return speaker.say(text)


@register.filter
def choice(choices: Mapping[str, ChoiceWording], name: str) -> Text:
    """Return a choice's label."""
    return choices[name].label
