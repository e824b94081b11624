from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from portal.pages.published import Version
from portal.serving.address import Address
from portal.serving.memory import Memory
from portal.serving.page import OVERHEAD, Page

VERSION = Version(uuid.uuid4(), 0)


def page(size=1000):
    return Page(VERSION, [("Content-Type", "text/html")], b"x" * (size - OVERHEAD))


def at(path):
    return Address(False, "localhost", str(path))


def filled(limit, *sizes):
    memory = Memory(limit)
    for number, size in enumerate(sizes):
        memory.put(at(number), page(size))
    return memory


def test_put_and_get():
    memory, kept = Memory(100_000), page(5000)
    memory.put(at("/"), kept)
    assert memory.get(at("/")) is kept
    assert memory.get(at("/other/")) is None
    assert (len(memory), memory.size) == (1, 5000)


def test_put_again_replaces():
    memory = Memory(100_000)
    memory.put(at("/"), page(5000))
    memory.put(at("/"), page(7000))
    assert (len(memory), memory.size) == (1, 7000)


def test_put_leaves_out_what_is_too_large():
    assert len(filled(20_000, 5001)) == 0


def test_what_was_used_longest_ago_goes_first():
    memory = filled(20_000, 4000, 4000, 4000, 4000, 4000)
    memory.note_use(memory.get(at(0)))
    memory.put(at("new"), page(4000))
    assert [memory.get(at(n)) is not None for n in range(5)] == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert memory.size == 16_000


def test_forms_that_are_made_later_count_and_make_room():
    memory = filled(12_000, 3000, 3000, 3000, 3000)
    assert memory.size == 12_000
    memory.get(at(3)).body("gzip")
    assert memory.get(at(0)) is None
    assert memory.get(at(3)) is not None
    assert memory.size <= 12_000


def test_pack_makes_it_smaller():
    memory = filled(100_000, 20_000)
    memory.get(at(0)).pack()
    assert OVERHEAD < memory.size < OVERHEAD + 200


def test_forget():
    memory = filled(100_000, 3000, 4000)
    memory.forget(lambda key, page: key.path == "0")
    assert (len(memory), memory.size) == (1, 4000)


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(2000, 9000), st.booleans()),
        max_size=40,
    )
)
def test_size_is_bounded_and_true(steps):
    memory = Memory(30_000)
    for path, size, unpack in steps:
        memory.put(at(path), page(size))
        if unpack and (kept := memory.get(at(path))):
            kept.body("br")
        kept = [memory.get(at(n)) for n in range(10)]
        assert memory.size == sum(each.size for each in kept if each) <= 30_000
