"""Catalogues: complete, with the same placeholders, and a station's own before the shipped ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import routeplan
from routeplan.render.paper.missing_glyphs import has_all
from routeplan.render.words.catalogue import (
    FOLDER,
    CatalogueError,
    catalogue_text,
    code_of,
    entries,
    fits,
    missing,
    shipped,
    with_own,
    words_of,
)

PACKAGE = Path(routeplan.__file__).parent
ENGLISH = {entry.key: entry.english for entry in entries(FOLDER / "en.po")}


def own(folder: Path, code: str, **texts: str) -> str:
    """A station's own catalogue with these texts, as a language."""
    path = folder / f"words.{code}.po"
    lines = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=utf-8\\n"', ""]
    for key, text in texts.items():
        lines += [f'msgctxt "{key}"', f'msgid "{ENGLISH[key]}"', f'msgstr "{text}"', ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    return with_own(code, path)


def test_english_comes_first_and_chinese_is_shipped() -> None:
    assert shipped()[0] == "en"
    assert "zh" in shipped()


@pytest.mark.parametrize("code", shipped())
def test_a_shipped_language_is_complete_and_can_be_printed(code: str) -> None:
    found = entries(FOLDER / f"{code}.po")
    assert [entry.key for entry in found] == [*ENGLISH]
    assert {entry.key: entry.english for entry in found} == ENGLISH
    assert missing(code) == []
    for key, text in words_of(code).items():
        assert text.strip(), key
        assert fits(text, ENGLISH[key]), key
        assert has_all(text), key


@pytest.mark.parametrize("code", [code for code in shipped() if code not in ("en", "zh")])
def test_who_translated_without_a_reviewer_says_so(code: str) -> None:
    assert "without a native reviewer" in (FOLDER / f"{code}.po").read_text(encoding="utf-8")


def test_every_key_that_the_program_asks_for_is_there() -> None:
    """``words["..."]`` in Python and in the pages' scripts."""
    asked: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        asked |= set(re.findall(r"\bwords\[\"([a-z_-]+)\"\]", path.read_text(encoding="utf-8")))
    for path in PACKAGE.rglob("assets/*.js"):
        if path.name != "leaflet.js":
            asked |= set(re.findall(r"\bWORDS\.([a-z_]+)\b", path.read_text(encoding="utf-8")))
    cards = {key.removeprefix("card_") for key in ENGLISH}
    assert len(asked) > 50
    assert asked <= ENGLISH.keys() | cards


def test_a_station_s_own_words_go_before_the_shipped_ones(tmp_path: Path) -> None:
    language = own(tmp_path, "zh", visits="次", wait="waits {minutes}")
    words = words_of(language)
    assert (words["visits"], words["wait"]) == ("次", "waits {minutes}")
    assert words["break"] == words_of("zh")["break"]
    assert code_of(language) == "zh"
    assert missing(language) == []


def test_what_a_new_language_lacks_is_english(tmp_path: Path) -> None:
    language = own(tmp_path, "xx", visits="besog")
    words = words_of(language)
    assert (words["visits"], words["wait"]) == ("besog", ENGLISH["wait"])
    assert len(missing(language)) == len(ENGLISH) - 1


@pytest.mark.parametrize("text", ["{minute} min", "{minutes} {minutes}", "", "{minutes", "{}"])
def test_other_placeholders_than_the_english_are_not_taken(tmp_path: Path, text: str) -> None:
    language = own(tmp_path, "xx", wait=text)
    assert words_of(language)["wait"] == ENGLISH["wait"]
    assert "wait" in {entry.key for entry in missing(language)}


def test_keys_that_nobody_asks_for_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "words.xx.po"
    path.write_text('msgctxt "nonsense"\nmsgid "a"\nmsgstr "b"\n', encoding="utf-8")
    assert "nonsense" not in words_of(with_own("xx", path))


@pytest.mark.parametrize("content", [b"msgid nonsense", b'msgctxt "a"\nmsgid "\xff', b"hello"])
def test_a_file_that_is_no_catalogue_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "words.xx.po"
    path.write_bytes(content)
    with pytest.raises(CatalogueError):
        entries(path)


def test_a_catalogue_that_is_written_says_the_same(tmp_path: Path) -> None:
    for code in ("zh", "xx"):
        path = tmp_path / f"words.{code}.po"
        path.write_text(catalogue_text(code, code), encoding="utf-8")
        assert words_of(with_own(code, path)) == words_of(code)
        assert [entry.key for entry in entries(path)] == [*ENGLISH]
    empty = [entry.text for entry in entries(tmp_path / "words.xx.po")]
    assert set(empty) == {""}
