"""The style sheet keeps its own rules, and docs/look.md tells its tokens truly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "static/scss").glob("*.scss"))
TOKENS = (ROOT / "static/scss/_tokens.scss").read_text()
DOCS = (ROOT / "docs/look.md").read_text()
BUILT = (ROOT / "static/css/site.css").read_text()

PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:left|right)\s*:"
    r"|(?:float|clear|text-align|caption-side)\s*:\s*(?:left|right)"
    r")"
)
"""What names a side by left or right; in Arabic it would be the wrong one."""
FOUR_SIDES = re.compile(
    r"(?<![\w-])(?:margin|padding|inset|border-width)\s*:\s*"
    r"([^\s;()]+) ([^\s;()]+) ([^\s;()]+) ([^\s;()]+);"
)


def rules(path: Path) -> str:
    """Return a source without its comments."""
    return re.sub(r"//.*|/\*.*?\*/", "", path.read_text())


def mixin(name: str) -> set[str]:
    part = TOKENS.split(f"@mixin {name} {{")[1].split("\n}")[0]
    return set(re.findall(r"--([\w-]+):", part))


def tokens() -> set[str]:
    """Return the site's tokens, without the names that Bootstrap reads."""
    found = re.findall(r"--([\w-]+):", TOKENS)
    return {name for name in found if not name.startswith("bs-")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_sources_name_no_left_or_right(path):
    text = rules(path)
    assert PHYSICAL.findall(text) == []
    sides = [found.groups() for found in FOUR_SIDES.finditer(text)]
    # An arrow's head is drawn turned by 45 degrees: it is the same in a mirror.
    arrow = ("0", "2px", "2px", "0")
    assert [four for four in sides if four[1] != four[3] and four != arrow] == []


def test_built_style_sheet_names_no_left_or_right():
    both_sides = "padding-right:0;padding-left:0"  # Bootstrap's: alike in a mirror
    assert PHYSICAL.findall(BUILT.replace(both_sides, "")) == []


def test_nothing_moves():
    """Whoever asks for less motion gets what everybody gets: none."""
    assert (
        re.findall(r"(?<![\w-])(?:transition|animation|scroll-behavior)", BUILT) == []
    )


@pytest.mark.parametrize(
    "line",
    ["margin-left: 0", "left: 0", "text-align: right", "border-top-left-radius: 1px"],
)
def test_physical_is_seen(line):
    assert PHYSICAL.search(f"a {{ {line}; }}")


@pytest.mark.parametrize("line", ["margin-inline-start: 0", "inset-inline: 0"])
def test_logical_is_not(line):
    assert not PHYSICAL.search(f"a {{ {line}; }}")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_only_the_tokens_name_colors(path):
    if path.name == "_tokens.scss":
        return
    named = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules(path)))
    assert named <= {"#000", "#fff"}  # ink on paper


def test_light_and_dark_have_the_same_tokens():
    assert mixin("light") == mixin("dark")


def test_every_token_is_used():
    used = set(re.findall(r"var\(--([\w-]+)\)", BUILT))
    assert tokens() - used == set()


def test_every_used_token_is_there():
    used = set(re.findall(r"var\(--([\w-]+)\)", BUILT))
    there = set(re.findall(r"--([\w-]+):", BUILT))
    assert {name for name in used - there if not name.startswith("bs-")} == set()


def test_docs_tell_every_token_and_no_other():
    named = set(re.findall(r"^\| (.+?) \|", DOCS, re.MULTILINE))
    told = {name for cell in named for name in re.findall(r"`--([\w-]+)`", cell)}
    assert told == tokens()


def test_docs_pictures_are_there_and_small():
    pictures = re.findall(r"\]\((pictures/look-[\w-]+\.png)\)", DOCS)
    assert pictures
    for name in pictures:
        assert (ROOT / "docs" / name).stat().st_size < 120_000, name
    kept = {f"pictures/{path.name}" for path in ROOT.glob("docs/pictures/look-*.png")}
    assert kept == set(pictures)


def test_no_part_is_laid_out_by_the_size_of_a_container():
    """Chromium 156 loses parts inside of one when a page comes in pieces."""
    for path in [*SOURCES, *sorted((ROOT / "static/css/admin").glob("*.css"))]:
        assert "container-type" not in rules(path), path.name
