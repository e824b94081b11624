from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from portal.pages.loading import load_content
from portal.pages.revisions import Link


@pytest.mark.django_db
def test_rebuild_links_command(content):
    load_content(content)
    count = Link.objects.count()
    Link.objects.all().delete()
    out = io.StringIO()
    call_command("rebuild_links", stdout=out)
    assert out.getvalue() == f"{count} links\n"
    assert Link.objects.count() == count > 0
