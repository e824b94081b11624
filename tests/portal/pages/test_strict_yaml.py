from __future__ import annotations

import pytest

from portal.pages.strict_yaml import read_yaml


def read(text, line=1):
    """Return the plain data and the faults as the editor sees them."""
    faults = []
    node = read_yaml(text, file="x.yaml", faults=faults, line=line)
    return node and node.plain(), [str(fault) for fault in faults]


def test_read_yaml_gives_plain_data():
    data, faults = read("a: text\nb: [1, 'yes']\nc: {d: 2026-03-31}\ne:\n")
    assert faults == []
    assert data["a"] == "text"
    assert data["b"] == [1, "yes"]
    assert data["c"]["d"].isoformat() == "2026-03-31"
    assert data["e"] is None


def test_read_yaml_keeps_lines_counted_from_the_given_one():
    faults = []
    node = read_yaml("a: 1\nb:\n- x\n- y\n", file="f", faults=faults, line=10)
    assert node.value["b"].line == 11
    assert [item.line for item in node.value["b"].value] == [12, 13]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_read_yaml_empty_is_no_fault(text):
    assert read(text) == (None, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "a: !!python/object:os.system x",
            ":1: a: found a tag (tag:yaml.org,2002:python/object:os.system)"
            ", allowed plain values",
            id="tag",
        ),
        pytest.param(
            "a: !own {b: c}",
            ":1: a: found a tag (!own), allowed plain values",
            id="own",
        ),
        pytest.param(
            "a:\n- &x y",
            ":2: a: found an anchor (&x), allowed plain values",
            id="anchor",
        ),
        pytest.param(
            "a: 1\nb: 2\na: 3",
            ":3: a: found it a second time (first on line 1), allowed each key once",
            id="same key",
        ),
        pytest.param(
            "a: 2026-02-30",
            ":1: a: found '2026-02-30', allowed a value that exists, such as the "
            "date 2026-03-31",
            id="impossible date",
        ),
        pytest.param(
            "a: 0x" + "f" * 6000,
            f":1: a: found '0x{'f' * 74}…, allowed a value that exists, such as the "
            "date 2026-03-31",
            id="number too long to write",
        ),
        pytest.param(
            "a: {yes: b}", ":1: a: found the key True, allowed a text key", id="key"
        ),
        pytest.param(
            "a: 1\n---\nb: 2",
            ":2: YAML: found a second document, allowed one document",
            id="two documents",
        ),
        pytest.param(
            "a: [1",
            ":2: YAML: found did not find expected ',' or ']', allowed well-formed YAML",
            id="not closed",
        ),
        pytest.param(
            "a: \x07",
            ":1: YAML: found unacceptable character #x0007: control characters are not "
            'allowed   in "<unicode string>", position 3, allowed well-formed YAML',
            id="control character",
        ),
        pytest.param(
            "b: 1\na: " + "[" * 3000,
            ":2: YAML: found more than 8 levels, allowed flat records",
            id="too deep",
        ),
    ],
)
def test_read_yaml_refuses(text, expected):
    assert read(text)[1] == [f"x.yaml{expected}"]


def test_read_yaml_refuses_an_alias_bomb_without_blowing_it_up():
    rows = ["a0: &a0 [x, x]"]
    rows += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    data, faults = read("\n".join(rows))
    assert data["a59"] == [None, None]
    assert faults[:3] == [
        "x.yaml:1: a0: found an anchor (&a0), allowed plain values",
        "x.yaml:2: a1: found an anchor (&a1), allowed plain values",
        "x.yaml:2: a1: found an alias (*a0), allowed plain values",
    ]
    assert len(faults) == 60 + 2 * 59


def test_read_yaml_alias_of_itself():
    assert read("a: &a [*a]") == (
        {"a": [None]},
        [
            "x.yaml:1: a: found an anchor (&a), allowed plain values",
            "x.yaml:1: a: found an alias (*a), allowed plain values",
        ],
    )


def test_read_yaml_merge_key_is_no_way_to_repeat():
    _, faults = read("a: 1\n<<: {b: 2}")
    assert faults[0] == (
        "x.yaml:2: YAML: found '<<', allowed a value that exists, such as the date "
        "2026-03-31"
    )


def test_read_yaml_a_moment_is_text():
    assert read("a: 2026-03-31 10:00:00") == ({"a": "2026-03-31 10:00:00"}, [])


def test_read_yaml_quotes_make_text():
    assert read("a: 'no'\nb: \"12\"") == ({"a": "no", "b": "12"}, [])


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("1" + ":1" * 499_000, id="base sixty"),
        pytest.param("1" + ":1" * 1_000 + ".5", id="base sixty with a point"),
        pytest.param("1" * 990_000, id="decimal"),
        pytest.param("0b" + "1" * 990_000, id="binary"),
    ],
)
def test_read_yaml_refuses_a_number_without_end(number):
    """Found by fuzzing: an OverflowError, or minutes of arithmetic."""
    data, (fault,) = read(f"a: {number}")
    assert data == {"a": None}
    assert fault.endswith("allowed a value that exists, such as the date 2026-03-31")


def test_read_yaml_takes_a_long_text_that_begins_as_a_number():
    text = "12 of 100 people " * 50_000
    assert read(f"a: {text}") == ({"a": text.strip()}, [])
