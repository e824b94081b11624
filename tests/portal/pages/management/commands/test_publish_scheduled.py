from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.clinic import roles
from portal.pages.models import Source
from portal.pages.revisions import Revision
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db


def scheduled(slug, **changes):
    source = factories.page("source", slug, title=f"About {slug}")
    made = draft(source, factories.staff(roles.EDITOR, slug), **changes)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Revision.objects.filter(pk=made.pk).update(state="scheduled", publish_on=yesterday)
    return made


def test_command_publishes_what_is_due(capsys):
    scheduled("one", title="A new title")
    call_command("publish_scheduled")
    assert capsys.readouterr().out == "Published: source/one\n"
    assert Source.objects.published().get().title == "A new title"
    call_command("publish_scheduled")
    assert capsys.readouterr().out == "Nothing is due.\n"


def test_command_says_what_it_could_not_publish_and_why(capsys):
    scheduled("one", url="not an address")
    scheduled("two", title="A new title")
    with pytest.raises(CommandError, match="1 of 2 could not be published") as failed:
        call_command("publish_scheduled")
    assert failed.value.returncode == 1
    out, err = capsys.readouterr()
    assert out == "Published: source/two\n"
    assert err == "Not published: source/one. Url: Enter a valid URL.\n"
