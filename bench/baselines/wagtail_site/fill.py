"""Make the database and one published page of it, with the body in BODY."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.baselines.wagtail_site.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from wagtail.models import Page  # noqa: E402

from bench.baselines.wagtail_site.models import TextPage  # noqa: E402

call_command("migrate", verbosity=0)
text = TextPage(
    title="Narrowing of the spinal canal",
    slug="text",
    intro="A sentence or two about it.",
    body=Path(os.environ["BODY"]).read_text(),
)
Page.objects.get(depth=2).add_child(instance=text)
text.save_revision().publish()
