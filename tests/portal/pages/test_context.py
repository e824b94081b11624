"""The same address in every language."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from portal.pages.context import languages


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("option=a&option=b", "?option=a&option=b", id="a comparison"),
        pytest.param("by=area", "?by=area", id="an order"),
        pytest.param("q=back+pain", "?q=back+pain", id="a search"),
        pytest.param("q=%22%3E%3Ca&x=1&utm=2", "?q=%22%3E%3Ca", id="the known alone"),
    ],
)
def test_languages_keep_what_an_address_asks_for(asked, kept):
    request = RequestFactory().get(f"/procedures/compare/?{asked}")
    english, spanish = languages(request)["languages"]
    assert english["switch"] == f"/procedures/compare/{kept}"
    assert spanish["switch"] == f"/es/procedures/compare/{kept}"
    assert spanish["url"] == "/es/procedures/compare/"
