"""Everything that the portal was asked to cover is covered, or dropped with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.urls import resolve

from portal.pages.content_folder import find_content
from tests.conftest import SHIPPED

IDS = (Path(__file__).parent / "data/coverage-ids.txt").read_text().split()
COVERAGE = yaml.safe_load((SHIPPED / "coverage.yaml").read_text(encoding="utf-8"))


def pages() -> set[str]:
    files = [file for file in find_content(SHIPPED).files if file.schema.folder]
    return {f"{file.schema.kind}:{Path(file.name).stem}" for file in files}


def test_coverage_has_every_id_and_no_other():
    assert len(IDS) == len(set(IDS)) > 150
    assert sorted(COVERAGE) == sorted(IDS)


def test_coverage_names_pages_that_are_shipped():
    named = {to for to in COVERAGE.values() if isinstance(to, str) and to[0] != "/"}
    assert len(named) > 50
    assert named <= pages()


@pytest.mark.parametrize(
    "address", sorted({to for to in COVERAGE.values() if str(to).startswith("/")})
)
def test_coverage_names_addresses_that_exist(address):
    assert resolve(address)


@pytest.mark.parametrize(
    "id_", sorted(id_ for id_, to in COVERAGE.items() if not isinstance(to, str))
)
def test_coverage_drops_with_a_reason(id_):
    assert COVERAGE[id_].keys() == {"dropped"}
    assert len(COVERAGE[id_]["dropped"].split()) > 5
