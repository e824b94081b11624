from __future__ import annotations

import pytest

from portal.pages.parked import IN_MEMORY, Parked


def test_parked_gives_back_what_was_put_there():
    parked = Parked()
    parked["b"], parked["a"] = {"text": "café"}, [1, 2]
    assert (len(parked), list(parked)) == (2, ["b", "a"])
    assert (parked["b"], parked["a"]) == ({"text": "café"}, [1, 2])
    assert list(parked.values()) == [{"text": "café"}, [1, 2]]


def test_parked_value_stays_as_it_was_until_it_is_put_again():
    parked, value = Parked(), [1]
    parked["a"] = value
    value.append(2)
    assert parked["a"] == [1]
    parked["a"] = value
    assert (parked["a"], len(parked)) == ([1, 2], 1)


def test_parked_knows_its_keys_without_looking_at_values():
    parked = Parked()
    parked["a"] = 1
    assert "a" in parked
    assert "b" not in parked
    del parked["a"]
    assert "a" not in parked
    with pytest.raises(KeyError):
        parked["a"]


def test_parked_goes_on_in_a_file_when_there_is_much():
    parked = Parked()
    for number in range(3):
        parked[number] = bytes([number]) * (IN_MEMORY // 2)
    assert [value[0] for value in parked.values()] == [0, 1, 2]
    assert all(len(value) == IN_MEMORY // 2 for value in parked.values())
