from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.conf import settings

PAGE = """
<form method="get"><input name="q"></form>
<form method="post">
  <input type="hidden" name="token" value="t">
  <input type="radio" name="for_whom" value="me">
  <input type="radio" name="for_whom" value="other" checked>
  <input type="checkbox" name="signs" value="fever">
  <input type="checkbox" name="signs" value="none">
  <input type="checkbox" name="agreed" checked>
  <template><input name="not-yet" value="1"></template>
  <textarea name="text">
one
two</textarea>
  <select name="kind"><option value="a">A</option><option value="b" selected>B</option></select>
  <select name="first"><option value="c">C</option></select>
  <button name="_save" value="1">Save</button><input type="submit" name="_other">
</form>
"""


@pytest.fixture
def form(monkeypatch):
    monkeypatch.syspath_prepend(Path(settings.BASE_DIR) / "bench")
    from browser import forms

    (found,) = forms(PAGE)
    return found


def test_form_is_sent_as_a_browser_sends_it(form):
    assert form.fields == [
        ("token", "t"),
        ("for_whom", "other"),
        ("agreed", "on"),
        ("text", "one\r\ntwo"),
        ("kind", "b"),
        ("first", "c"),
    ]


def test_form_with_changes(form):
    sent = dict(form.with_(text="three", _save="1"))
    assert (sent["text"], sent["_save"], sent["token"]) == ("three", "1", "t")


def test_form_chosen_takes_one_of_each_and_none_where_that_is_offered(form):
    sent = form.chosen(random.Random(1))
    assert [value for name, value in sent if name == "signs"] == ["none"]
    assert [value for name, value in sent if name == "for_whom"] in (["me"], ["other"])
