from __future__ import annotations

import pytest

from portal.pages.finding.vocabulary import MOST, Named, Vocabulary

SCIATICA = Named("condition", "sciatica", "Sciatica", ("Slipped disc pain",), ("Leg",))
NERVE = Named("cause", "nerve", "Nerve damage", ("Neuropathy",), rank=4)
BLOCK = Named("procedure", "block", "Nerve block", rank=2)
KNOWN = Vocabulary([NERVE, SCIATICA, BLOCK])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sciatica", ["sciatica"]),
        ("SCIÁTICA!", ["sciatica"]),
        ("siatica", ["sciatica"]),
        ("disc", ["sciatica"]),
        ("nerve", ["block", "nerve"]),
        ("nerve damage", ["nerve"]),
        ("nevre damgae", ["nerve"]),
        ("nuropathy", ["nerve"]),
        ("leg", ["sciatica"]),
        ("leg disc", ["sciatica"]),
        ("leg block", []),
        ("blok", []),
        ("zebra", []),
        ("", []),
    ],
)
def test_match(query, expected):
    assert [match.slug for match in KNOWN.match(query)] == expected


def test_match_says_which_name_fits():
    assert KNOWN.match("neuropathy")[0].name == "Neuropathy"
    assert KNOWN.match("leg disc")[0].name == ""


def test_match_weighs_a_whole_title_before_a_part_of_one():
    known = Vocabulary(
        [Named("a", "long", "Back pain at night"), Named("a", "short", "Back pain")]
    )
    assert [match.slug for match in known.match("back pain")] == ["short", "long"]


def test_match_of_a_word_that_every_page_has_is_bounded_but_finds_the_exact_one():
    pages = [Named("a", f"p{n}", f"Pain {n}") for n in range(3 * MOST)]
    known = Vocabulary([*pages, Named("a", "itself", "A very long title", ("pain",))])
    found = known.match("pain")
    assert found[0].slug == "itself"
    assert len(found) <= MOST + 1


def test_starting_completes_the_last_word():
    assert [match.slug for match in KNOWN.starting("ner")] == ["block", "nerve"]
    assert [match.slug for match in KNOWN.starting("nerve d")] == ["nerve"]
    assert KNOWN.starting("zebra n") == []
    assert KNOWN.starting("") == []


def test_some_finds_pages_with_most_of_the_words():
    found = [match.slug for match in KNOWN.some("why is my nerve damaged")]
    assert found == ["nerve"]
    assert [match.slug for match in KNOWN.some("nerve zebra")] == ["block", "nerve"]
    assert KNOWN.some("zebra") == []
    assert KNOWN.some("") == []
