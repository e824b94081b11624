from __future__ import annotations

import pytest
import yaml

from portal.painpath.cases import parse_cases
from portal.painpath.parse import parse_path
from portal.painpath.read_wording import parse_wording
from tests.portal.painpath.paths import CONTENT, PROCEDURES, small_path


@pytest.fixture(scope="session")
def small():
    return small_path()


@pytest.fixture(scope="session")
def path():
    text = (CONTENT / "pain-path" / "path.yaml").read_text()
    sources = yaml.safe_load((CONTENT / "sources.yaml").read_text())
    return parse_path(
        text, file="path.yaml", procedures=PROCEDURES, sources=sources.keys()
    )


@pytest.fixture(scope="session")
def wording(path):
    text = (CONTENT / "en" / "pain-path.yaml").read_text()
    return parse_wording(text, path, file="en/pain-path.yaml")


@pytest.fixture(scope="session")
def cases(path):
    text = (CONTENT / "pain-path" / "cases.yaml").read_text()
    return parse_cases(text, path, file="cases.yaml")
