from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.editorial.merging import (
    Choice,
    has_marks,
    merge_lists,
    merge_texts,
    propose,
)
from portal.pages.schema import Field, FieldType, Schema

SCHEMA = Schema(
    kind="guide",
    folder="guides",
    fields=(
        Field(name="title", type=FieldType.TEXT),
        Field(name="type", type=FieldType.TEXT, choices=("a", "b", "c")),
        Field(name="year", type=FieldType.NUMBER),
        Field(name="questions", type=FieldType.TEXTS),
        Field(name="body", type=FieldType.MARKDOWN),
    ),
)
ALL_SENTENCES = ["Rest.", "Walk a little.", "Is it hot?", "Ask us.", "Wait."]
SENTENCES = st.lists(st.sampled_from(ALL_SENTENCES), max_size=6)
TEXTS = st.builds(
    lambda parts, gap: gap.join(parts), SENTENCES, st.sampled_from([" ", "\n\n"])
)
ITEMS = st.lists(
    st.one_of(
        st.sampled_from(["one", "two", "three", "four"]),
        st.fixed_dictionaries({"text": st.sampled_from(["x", "y"])}),
    ),
    max_size=5,
    unique_by=repr,
)


def one(base, theirs, mine):
    (proposal,) = propose(SCHEMA, base=base, theirs=theirs, mine=mine)
    return proposal


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged", "clash"),
    [
        pytest.param("A. B.", "A2. B.", "A. B2.", "A2. B2.", False, id="two sentences"),
        pytest.param("A.\n\nB.", "A.\n\nB.\n\nC.", "A2.\n\nB.", "A2.\n\nB.\n\nC.", False, id="paragraph added"),
        pytest.param("It helps 2 of 100.", "It helps 3 of 100.", "It helps 2 of 200.",
                     "⟦It helps 3 of 100.‖It helps 2 of 200.⟧", True, id="one figure"),
        pytest.param("A. B. C.", "A. C.", "A. B2. C.", "A. ⟦‖B2. ⟧C.", True, id="taken out and changed"),
        pytest.param("", "A.", "B.", "⟦A.‖B.⟧", True, id="both wrote the first words"),
        pytest.param("- a\n- b", "- a\n- b\n- c", "- a2\n- b", "- a2\n- b\n- c", False, id="lines"),
        pytest.param("A. B.", "B.", "B.", "B.", False, id="alike"),
    ],
)  # fmt: skip
def test_merge_texts(base, theirs, mine, merged, clash):
    assert merge_texts(base, theirs, mine) == (merged, clash)
    assert has_marks(merged) is clash


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged", "clash"),
    [
        pytest.param(["a"], ["a", "b"], ["a", "c"], ["a", "b", "c"], False, id="both added"),
        pytest.param(["a"], ["a", "b"], ["a", "b"], ["a", "b"], False, id="added alike"),
        pytest.param(["a", "b"], ["b"], ["a", "b", "c"], ["b", "c"], False, id="removed and added"),
        pytest.param([{"n": 1}], [{"n": 2}], [{"n": 3}], [{"n": 2}, {"n": 3}], True, id="both changed"),
        pytest.param(["a", "b"], ["c", "a", "b"], ["a", "b", "c"], ["c", "a", "b"], False, id="never twice"),
    ],
)  # fmt: skip
def test_merge_lists(base, theirs, mine, merged, clash):
    assert merge_lists(base, theirs, mine) == (merged, clash)


def test_propose_takes_what_only_one_side_changed():
    theirs = one({"title": "A"}, {"title": "B"}, {"title": "A"})
    assert (theirs.merged, theirs.choice, theirs.clash) == ("B", Choice.THEIRS, False)
    mine = one({"title": "A"}, {"title": "A"}, {})
    assert (mine.merged, mine.choice, mine.clash) == (None, Choice.MINE, False)
    assert not mine.offers_merged


def test_propose_passes_over_what_is_alike_and_what_no_field_holds():
    theirs = {"title": "B", "old": 1}
    assert (
        propose(SCHEMA, base={"title": "A"}, theirs=theirs, mine={"title": "B"}) == []
    )


@pytest.mark.parametrize(
    ("name", "values"), [("year", (1, 2, 3)), ("type", ("a", "b", "c"))]
)
def test_propose_never_mixes_figures_and_choices(name, values):
    base, theirs, mine = ({name: value} for value in values)
    proposal = one(base, theirs, mine)
    assert (proposal.merged, proposal.clash, proposal.choice) == (None, True, None)
    assert not proposal.offers_merged
    assert not proposal.is_text


def test_propose_texts_and_lists_are_merged():
    base = {"body": "A. B.", "questions": ["a"]}
    theirs = {"body": "A2. B.", "questions": ["a", "b"]}
    mine = {"body": "A. B2.", "questions": ["a", "c"]}
    found = propose(SCHEMA, base=base, theirs=theirs, mine=mine)
    assert [(p.field.name, p.merged, p.choice) for p in found] == [
        ("questions", ["a", "b", "c"], Choice.MERGED),
        ("body", "A2. B2.", Choice.MERGED),
    ]
    assert [p.is_text for p in found] == [False, True]


@given(base=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_merge_texts_loses_no_sentence_that_somebody_wrote(base, theirs, mine):
    merged, clash = merge_texts(base, theirs, mine)
    for side in (theirs, mine):
        for sentence in ALL_SENTENCES:
            assert sentence not in side or sentence in base or sentence in merged
    assert has_marks(merged) is clash


@given(base=TEXTS, changed=TEXTS)
def test_merge_texts_with_an_unchanged_side_gives_the_other(base, changed):
    assert merge_texts(base, changed, base) == (changed, False)
    assert merge_texts(base, base, changed) == (changed, False)
    assert merge_texts(base, changed, changed) == (changed, False)


@given(base=ITEMS, theirs=ITEMS, mine=ITEMS)
def test_merge_lists_loses_no_item_that_somebody_added(base, theirs, mine):
    merged, _ = merge_lists(base, theirs, mine)
    for side in (theirs, mine):
        assert all(item in merged for item in side if item not in base)
    assert len({repr(item) for item in merged}) == len(merged)


@given(base=ITEMS, changed=ITEMS)
def test_merge_lists_with_an_unchanged_side_gives_the_other(base, changed):
    assert merge_lists(base, changed, base) == (changed, False)
    assert merge_lists(base, base, changed) == (changed, False)


@given(
    base=st.fixed_dictionaries({}, optional={"title": TEXTS, "questions": ITEMS, "body": TEXTS}),
    theirs=st.fixed_dictionaries({}, optional={"title": TEXTS, "questions": ITEMS, "body": TEXTS}),
    mine=st.fixed_dictionaries({}, optional={"title": TEXTS, "questions": ITEMS, "body": TEXTS}),
)  # fmt: skip
def test_propose_keeps_every_value_where_one_can_choose_it(base, theirs, mine):
    found = {
        p.field.name: p for p in propose(SCHEMA, base=base, theirs=theirs, mine=mine)
    }
    for name in ("title", "questions", "body"):
        if theirs.get(name) != mine.get(name):
            assert found[name].theirs == theirs.get(name)
            assert found[name].mine == mine.get(name)
            assert found[name].clash or found[name].choice
