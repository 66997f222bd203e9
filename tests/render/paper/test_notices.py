"""Notices read back from the PDF: what stands on them, and that it stays on its half of a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from routeplan.followup.residents.announced_rounds import CalledHouse, HouseCall
from routeplan.render.paper.cards import Sender
from routeplan.render.paper.notices import NoticeSize, make_notices
from routeplan.render.round_view import Look
from tests.render.paper.paper import needs_poppler, pages_of, squeezed, text_of
from tests.stations import MONDAY, household, inputs_of, officer

BLNS = Path(__file__).parents[4] / "shared" / "data" / "corpora" / "blns" / "blns.json"
SENDER = Sender("09 123 456")
STAFF = [officer("A", telephone="040 777"), officer("B", name="Büro 陈伟"), officer("C", name="")]
INPUTS = inputs_of([household(1)], [], [], officers=STAFF)
HALF = 148.5
MARGIN = 11.0
MORNING = HouseCall(MONDAY, 9 * 3600, 11 * 3600, ("A",))
NIGHT = HouseCall(MONDAY + timedelta(days=1), 23 * 3600, 25 * 3600, ("A", "B"))


def house(address: str = "Street 1", *calls: HouseCall) -> CalledHouse:
    return CalledHouse(address, ("h1",), calls or (MORNING,))


def test_sizes_have_the_names_that_are_typed() -> None:
    assert [*NoticeSize] == ["a5", "a4"]


@needs_poppler
@pytest.mark.parametrize("size", NoticeSize)
def test_a_notice_says_where_when_who_and_why(tmp_path: Path, size: NoticeSize) -> None:
    pdf = make_notices([house("Street 1", MORNING, NIGHT)], INPUTS, SENDER, Look(), size).pdf
    text = re.sub(r"\s+", " ", text_of(pdf, tmp_path).replace("\u200b", ""))
    for part in (
        "Street Station",
        "We are calling at this house",
        "Street 1",
        "Monday 30 November 2026, between 09:00 and 11:00",
        "Tuesday 1 December 2026, between 23:00 and 01:00",
        "Officer A 040 777",
        "Büro 陈伟 09 123 456",  # without a number of his own the station's
        "to hear what worries you",
        "You need not open.",
        "call the station: 09 123 456.",
    ):
        assert part in text, part


@needs_poppler
def test_the_station_s_own_words_say_why(tmp_path: Path) -> None:
    sender = replace(SENDER, purpose="Once a year we call on every home.")
    text = squeezed(make_notices([house()], INPUTS, sender, Look()).pdf, tmp_path)
    assert "Onceayearwecalloneveryhome." in text
    assert "worries" not in text


@needs_poppler
def test_without_an_address_there_is_a_line_to_write_on(tmp_path: Path) -> None:
    text = squeezed(make_notices([house("")], INPUTS, SENDER, Look()).pdf, tmp_path)
    assert "Address" in text


@needs_poppler
def test_two_small_ones_are_on_a_page_and_one_large_one(tmp_path: Path) -> None:
    three = [house(f"Street {k}") for k in (1, 2, 3)]
    small = pages_of(make_notices(three, INPUTS, SENDER, Look()).pdf, tmp_path)
    assert len(small) == 2
    large = pages_of(make_notices(three, INPUTS, SENDER, Look(), NoticeSize.A4).pdf, tmp_path)
    assert len(large) == 3


@needs_poppler
@pytest.mark.parametrize("language", ["zh", "pt", "es", "fr", "fi", "ja"])
def test_a_notice_has_no_english_word_of_ours(tmp_path: Path, language: str) -> None:
    look = Look(language=language, demo=True)
    text = text_of(make_notices([house()], INPUTS, SENDER, look).pdf, tmp_path)
    for word in ("house", "Address", "When", "Why", "between", "open", "doubt", "telephone"):
        assert word not in text


def edges(pdf: bytes, folder: Path, height: float) -> None:
    for page in pages_of(pdf, folder):
        for word in page:
            assert word.left >= MARGIN, word
            assert word.right <= 210 - MARGIN + 1, word
            assert word.top % height >= MARGIN - 2, word
            assert word.top % height + word.bottom - word.top <= height - MARGIN + 2, word


@needs_poppler
@pytest.mark.parametrize("language", ["en", "zh", "fr", "ja"])
def test_the_longest_texts_stay_on_their_half(tmp_path: Path, language: Any) -> None:
    days = [replace(MORNING, day=MONDAY + timedelta(days=k), officers=("A", "B")) for k in range(5)]
    long = [replace(STAFF[0], name="Kunnallisneuvoksenpuisto Åsa-Maria von Longname"), STAFF[1]]
    inputs = replace(INPUTS, officers=tuple(long))
    sender = replace(SENDER, purpose="Wir Wissen Was Wir Wissen " * 9, telephone="0800 " * 8)
    homes = [house("W" * 60, *days), house("Street 2")]
    pdf = make_notices(homes, inputs, sender, Look(language=language, demo=True)).pdf
    edges(pdf, tmp_path, HALF)
    assert squeezed(pdf, tmp_path).count("Åsa-Maria") == 6  # five days, and one


@pytest.mark.slow
@needs_poppler
@pytest.mark.skipif(not BLNS.is_file(), reason="the folder shared/ is not beside the checkout")
def test_nothing_that_anybody_wrote_is_read_as_markup(tmp_path: Path) -> None:
    texts = json.loads(BLNS.read_text(encoding="utf-8"))
    staff = [officer(f"A{k}", name=text, telephone=text[:40]) for k, text in enumerate(texts)]
    inputs = replace(INPUTS, officers=tuple(staff))
    homes = [house(text, replace(MORNING, officers=(f"A{k}",))) for k, text in enumerate(texts)]
    for text in ("#eval(panic())", "$x$ \\ *b* `raw` @ref <label>"):
        sheets = make_notices(homes, inputs, replace(SENDER, purpose=text), Look())
        pages = pages_of(sheets.pdf, tmp_path)
        assert len(pages) == -(-len(texts) // 2)  # two on a page, and none runs over
        assert squeezed(sheets.pdf, tmp_path).count(text.replace(" ", "")) == len(texts)
    edges(sheets.pdf, tmp_path, HALF)


def test_a_sign_that_no_font_has_is_named() -> None:
    sheets = make_notices([house("Street 龘")], INPUTS, SENDER, Look())
    assert sheets.missing == ("U+9F98",)
