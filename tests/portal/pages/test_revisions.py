from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from portal.pages.revisions import Conflict, LoadedRecord, PublishedVersion, Revision
from tests import factories

pytestmark = pytest.mark.django_db


def test_revision_says_whose_it_is():
    made = factories.revision("cause")
    assert made.by == "Content files"
    made.author = User(username="ada")
    assert made.by == "ada"


def test_addressed_things_say_what_they_are_about():
    assert str(factories.revision("cause")) == "cause/en/nerve-damage"
    assert str(factories.revision("source")) == "source/trial-2020"


def test_newest_revision_comes_first():
    first, second = factories.revision("cause"), factories.revision("cause")
    assert list(Revision.objects.of("cause", "en", "nerve-damage")) == [second, first]
    assert not Revision.objects.of("cause", "es", "nerve-damage").exists()


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (LoadedRecord, {"file": "a.md", "record": {}}),
        (Conflict, {"field": "title"}),
    ],
)
def test_database_holds_one_of_each_address(model, fields):
    address = {"kind": "cause", "language": "en", "slug": "a"}
    model.objects.create(**address, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**address, **fields)
    model.objects.create(**address | {"slug": "b"}, **fields)


def test_published_version_is_one_number():
    with transaction.atomic():
        assert str(PublishedVersion.lock()) == "0"
        PublishedVersion.advance()
        assert str(PublishedVersion.lock()) == "1"
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedVersion.objects.create(pk=2)
