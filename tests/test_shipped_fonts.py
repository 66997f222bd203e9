"""The fonts of the sheets are what ``tools/make_fonts.py`` and their table say."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from fontTools.ttLib import TTFont

TOP = Path(__file__).resolve().parents[1]
FONTS = TOP / "routeplan" / "render" / "fonts"
FAMILIES = {
    "NotoSans-Regular.ttf": ("Noto Sans", "Regular"),
    "NotoSans-Bold.ttf": ("Noto Sans", "Bold"),
    "NotoSansSC-Regular.otf": ("Noto Sans SC", "Regular"),
    "NotoSansSC-Bold.otf": ("Noto Sans SC", "Bold"),
    "NotoSansJP-Regular.otf": ("Noto Sans JP", "Regular"),
    "NotoSansJP-Bold.otf": ("Noto Sans JP", "Bold"),
    "NotoSansSymbols2-Regular.ttf": ("Noto Sans Symbols2", "Regular"),
}
STANDARD_TABLE_ONLY = "喆镕玥祎"
"""Characters of names that GB2312 lacks."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that cut the fonts."""
    spec = importlib.util.spec_from_file_location("make_fonts", TOP / "tools" / "make_fonts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def characters(name: str) -> set[int]:
    with TTFont(FONTS / name, lazy=True) as font:
        return set(font.getBestCmap())


def test_no_other_font_is_there() -> None:
    assert {path.name for path in FONTS.glob("*.[ot]tf")} == set(FAMILIES)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_font_has_the_family_that_sheets_name_and_its_licence_inside(name: str) -> None:
    with TTFont(FONTS / name, lazy=True) as font:
        names = font["name"]
        assert (names.getDebugName(1), names.getDebugName(2)) == FAMILIES[name]
        assert "SIL Open Font License, Version 1.1" in names.getDebugName(13)


@pytest.mark.parametrize("name", FAMILIES)
def test_the_table_counts_the_characters_that_are_there(name: str) -> None:
    table = (FONTS / "README.md").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in table if line.startswith("|") and f"`{name}`" in line]
    family, count = FAMILIES[name][0], f"{len(characters(name)):,}"
    assert row.startswith(f"| `{family}` |")
    assert re.search(rf"\| {count}: ", row)


@pytest.mark.parametrize("name", ["NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"])
def test_chinese_names_are_covered(tool: ModuleType, name: str) -> None:
    there = characters(name)
    assert set(tool.gb2312_characters()) <= there
    assert set(map(ord, STANDARD_TABLE_ONLY)) <= there
    # GB2312's 6,763 Han and those of the standard table it lacks: 8,105 at the least.
    assert sum(0x3400 <= code <= 0x9FFF or code >= 0x20000 for code in there) >= 8105


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_japanese_names_are_covered(tool: ModuleType, weight: str) -> None:
    chinese, japanese = (characters(f"NotoSans{face}-{weight}.otf") for face in ("SC", "JP"))
    rest = characters("NotoSans-Regular.ttf")
    wanted = {code for code in tool.japanese_characters() if code >= 0x3000}
    # All but what Unicode leaves unused, or to private use.
    assert {
        chr(code) for code in wanted - chinese - japanese - rest if chr(code).isprintable()
    } == set()
    assert set(map(ord, "訪問ー々〆髙﨑あん・ヴヶ")) <= chinese | japanese
    # Only what the Chinese font lacks or draws otherwise is there.
    assert set(map(ord, "直骨ー訪")) <= japanese
    assert not set(map(ord, "一二三川口日月")) & japanese


def test_jis_x_0208_is_counted_as_its_standard_does(tool: ModuleType) -> None:
    # 6,355 kanji and the sign 仝, of two bytes; what code page 932 adds has three in EUC, or none.
    kanji = {chr(code) for code in tool.japanese_characters() if 0x4E00 <= code <= 0x9FFF}
    assert sum(len(sign.encode("euc_jp", "ignore")) == 2 for sign in kanji) == 6355 + 1


def test_only_glyphs_that_differ_are_taken(tool: ModuleType) -> None:
    glyphs = {0x4E00: "one", 0x76F4: "straight, Japanese", 0x30FC: "long"}
    face = SimpleNamespace(getBestCmap=lambda: glyphs)
    drawn = {0x4E00: "one", 0x76F4: "straight, Chinese", 0x30FD: "again"}
    wanted = [0x4E00, 0x76F4, 0x30FC, 0x30FD]
    assert list(tool.drawn_otherwise(face, wanted, drawn)) == [0x76F4, 0x30FC]


def test_the_signs_of_a_sheet_are_covered(tool: ModuleType) -> None:
    assert characters("NotoSansSymbols2-Regular.ttf") == set(map(ord, tool.SYMBOLS))


def test_everything_in_the_demonstration_can_be_printed() -> None:
    printable = set().union(*map(characters, FAMILIES))
    for table in ("households.csv", "officers.csv", "calendar.csv"):
        text = (TOP / "data" / table).read_text(encoding="utf-8")
        assert {char for char in text if ord(char) not in printable} == {"\n"}


def test_both_weights_cover_the_same() -> None:
    for stem, ending in (("NotoSans", "ttf"), ("NotoSansSC", "otf"), ("NotoSansJP", "otf")):
        assert characters(f"{stem}-Regular.{ending}") == characters(f"{stem}-Bold.{ending}")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Noto Sans: Copyright", id="whose the Latin font is"),
        pytest.param("Noto Sans Symbols2: Copyright", id="whose the signs are"),
        pytest.param("Adobe", id="whose the Chinese font is"),
        pytest.param("SIL OPEN FONT LICENSE Version 1.1", id="its head"),
        pytest.param("PERMISSION & CONDITIONS", id="its conditions"),
        pytest.param("TERMINATION", id="its end"),
        pytest.param('THE FONT SOFTWARE IS PROVIDED "AS IS"', id="its disclaimer"),
    ],
)
def test_the_fonts_licence_is_beside_them_and_whole(words: str) -> None:
    assert words in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_gb2312_is_counted_as_its_standard_does(tool: ModuleType) -> None:
    # 682 signs and 6,763 Han characters.
    assert len(list(tool.gb2312_characters())) == 682 + 6763


def test_a_unihan_database_that_is_not_whole_is_refused(tool: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="kTGH lists 0 characters, not 8105"):
        list(tool.chinese_characters(tmp_path))
