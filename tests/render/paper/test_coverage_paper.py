"""The coverage map: counts by street, drawn so that grey tells them apart, and nobody's name.

Tests ``render/map/coverage_map.py``.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from routeplan.followup.due_list import Cover
from routeplan.render.map.coverage_map import StreetCover, coverage_svg, street_line
from routeplan.render.paper.coverage_paper import CoveredHome, coverage_pdf
from routeplan.render.paper.sheets import terrain_of
from routeplan.render.round_view import Look
from routeplan.render.words.catalogue import shipped
from routeplan.report.said import FEW
from tests.render.paper.paper import needs_poppler, pages_of
from tests.render.planned import BASE

STREET = "Mill Lane & Sons"
PLAIN = Look()
MAP_ENDS = 290.0
"""Millimetres from the left edge of the page."""
DAY = date(2026, 11, 30)


def homes(*covers: Cover, address: str = "Mill Lane & Sons 7, Maria Secret") -> list[CoveredHome]:
    """Homes along the street."""
    return [CoveredHome((60.1701, 24.94 + 0.002 * k), address, c) for k, c in enumerate(covers)]


def row_of(word: str, covered: list[CoveredHome], folder: Path) -> str:
    """The line of the table that begins with a word."""
    made = coverage_pdf(covered, BASE, Look(), station="Street Station", day=DAY)
    ((page),) = pages_of(made.pdf, folder)
    (first,) = (
        placed_word
        for placed_word in page
        if placed_word.text == word and placed_word[0] > MAP_ENDS
    )
    line = [
        placed_word
        for placed_word in page
        if abs(placed_word[1] - first[1]) < 2 and placed_word[0] >= first[0]
    ]
    return " ".join(placed_word.text for placed_word in sorted(line))


def texts(covered: list[CoveredHome], folder: Path, look: Look = PLAIN) -> list[str]:
    made = coverage_pdf(covered, BASE, look, station="Street Station", day=DAY)
    assert made.missing == ()
    return [" ".join(word.text for word in page) for page in pages_of(made.pdf, folder)]


@needs_poppler
def test_a_street_has_its_counts_and_no_resident(tmp_path: Path) -> None:
    covered = homes(Cover.MET, Cover.MET, Cover.DUE, Cover.OVERDUE, Cover.NEVER)
    assert row_of("Mill", covered, tmp_path) == "Mill Lane & Sons 2 1 1 1 5"
    (page,) = texts(covered, tmp_path)
    assert "Street Station · Monday 30 November 2026" in page
    assert "Secret" not in page


@needs_poppler
def test_a_street_with_few_households_has_no_figures_of_its_own(tmp_path: Path) -> None:
    few = homes(*[Cover.NEVER] * (FEW - 1))
    (page,) = texts(few, tmp_path)
    assert "Mill Lane & Sons 0/2" not in page
    # the street is named in small letters as any street, and its homes are counted with others'
    assert re.search(r"fewer\b.*\bhouseholds", page)


@needs_poppler
@pytest.mark.parametrize("language", shipped())
def test_every_language_prints_it_on_one_page(language: str, tmp_path: Path) -> None:
    look = Look(language=language, demo=True)
    made = coverage_pdf(homes(*Cover, Cover.MET), BASE, look, station="Station " * 9, day=DAY)
    assert len(pages_of(made.pdf, tmp_path)) == 1


@needs_poppler
@pytest.mark.parametrize("language", shipped())
def test_what_the_figures_mean_stands_on_one_line(language: str, tmp_path: Path) -> None:
    look = Look(language=language)
    made = coverage_pdf(homes(*Cover, Cover.MET), BASE, look, station="Station", day=DAY)
    (page,) = pages_of(made.pdf, tmp_path)
    (figures,) = (word for word in page if word.text.startswith("12/30"))
    line = " ".join(w.text for w in sorted(page) if abs(w[1] - figures[1]) < 1.5)
    assert re.sub(r"\s", "", look.words["cover_label"]) in re.sub(r"\s", "", line)


@needs_poppler
def test_who_has_gone_is_named_as_not_counted(tmp_path: Path) -> None:
    assert "Not counted" not in texts(homes(Cover.MET), tmp_path)[0]
    made = coverage_pdf(homes(Cover.MET), BASE, PLAIN, station="Station", day=DAY, gone=3)
    (page,) = pages_of(made.pdf, tmp_path)
    text = " ".join(word.text for word in page)
    assert "Not counted: 3 moved away, with a wrong address or not to be called on" in text


def test_the_map_names_the_street_with_its_figures() -> None:
    places = {STREET: [home.at for home in homes(*[Cover.MET] * 4)]}
    covers = [StreetCover(STREET, 4, 3, 1)]
    drawn = coverage_svg(covers, places, terrain_of(BASE), width_mm=200, height_mm=100)
    assert "Mill Lane &amp; Sons 3/4 !1" in drawn


def test_lines_of_streets_differ_without_colour() -> None:
    shares = (1.0, 0.7, 0.5, 0.1, 0.0)
    drawn = ["".join(street_line("M0 0H9", share)) for share in shares]
    assert len(set(drawn)) == len(shares)
    assert all("#" not in re.sub("#(000000|ffffff)", "", line) for line in drawn)
