"""The form of a sheet: boxes that a hand can tick, where a program can find them again.

Tests ``model/visit_kinds.py``, ``render/paper/form_layout.py`` and ``render/paper/form_places.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from routeplan.model.printed_form import PrintedForm
from routeplan.model.visit_kinds import FormBox, VisitKind, kind_of_visit
from routeplan.render.paper.form_layout import BOX, WIDTH, form_cells, form_layout, width_of
from routeplan.render.paper.form_places import CORNERS
from routeplan.render.paper.sheets import SheetForm, make_sheets
from routeplan.render.paper.stop_notes import StopNotes
from routeplan.render.round_view import Look
from routeplan.render.words.catalogue import shipped
from tests.render.paper.paper import Word, needs_poppler, pages_of, squeezed, text_of
from tests.render.paper.sheet_rounds import LOOK, rounds_of, street
from tests.render.planned import BASE


class BoxPlace(NamedTuple):
    """A box on a page of a sheet, by its upper left corner."""

    sheet: str
    page: int
    stop: str
    key: str
    x: float
    y: float


def boxes_of(forms: Sequence[PrintedForm]) -> list[BoxPlace]:
    return [
        BoxPlace(
            *(form.sheet, page.number, band.stop, field.key),
            *(band.x + field.x + k * field.step, band.y + field.y),
        )
        for form in forms
        for page in form.pages
        for band in page.bands
        for field in form.fields
        for k in range(len(field.signs))
    ]


LONG = VisitKind(
    "well-being",
    "Nobody who lives alone is forgotten",
    tuple(f"Step number {k} of what is to be done there" for k in range(1, 6)),
    ("Who comes by?",),
)
SHORT = VisitKind("fraud", "No codes given away", ("Leave the leaflet",), ("Any calls?",))


@pytest.mark.parametrize("language", shipped())
def test_no_label_or_box_reaches_into_the_next_in_any_language(language: str) -> None:
    words = Look(language=language).words
    cells = form_cells(words, tuple(FormBox))
    assert [cell.key for cell in cells][6:] == [box.value for box in FormBox]
    for cell, following in pairwise(cells):
        assert cell.x + width_of(cell.label) < following.x, cell
        assert cell.x + BOX + cell.step * (len(cell.signs) - 1) < following.x, cell
    last = cells[-1]
    assert last.x + max(width_of(last.label), BOX + last.step) <= WIDTH
    layout = form_layout(words, tuple(FormBox))
    assert WIDTH - layout["remarks"]["x"] >= 45.0


@needs_poppler
def test_the_station_chooses_its_boxes(tmp_path: Path) -> None:
    form = SheetForm(boxes=(FormBox.MINUTES, FormBox.PERSONS))
    text = text_of(make_sheets(rounds_of(street(1)), BASE, LOOK, form).pdf, tmp_path)
    assert re.search(r"wrong addr\.\s+minutes\s+persons\s+Remarks", text)
    assert not [word for word in ("difficulty", "satisfied", "opinion", "help") if word in text]


@needs_poppler
def test_every_letter_stands_in_the_box_that_is_told(tmp_path: Path) -> None:
    """Of 20 stops on several pages and 3 in reserve, as poppler finds them on paper."""
    homes = street(23)
    shown = [*rounds_of(homes[:4]), *rounds_of(homes[:20], reserve=homes[20:])]
    sheets = make_sheets(shown, BASE, LOOK)
    pages = pages_of(sheets.pdf, tmp_path)
    places = boxes_of(sheets.forms)
    assert len(places) == (4 + 20 + 3) * (6 + 8)
    first = {shown[0].sheet: 0, shown[1].sheet: 1}
    letters = dict(met="m", entered="e", out="o", refused="r", moved="v", wrong="w")
    letters |= {"help": "h", "opinion": "p"}
    for place in places:
        if place.key in letters:
            words = pages[first[place.sheet] + place.page - 1]
            assert _inside(place, words) == [letters[place.key]], place


def _inside(place: BoxPlace, words: list[Word]) -> list[str]:
    """Words whose middle is in a box."""
    return [
        word.text
        for word in words
        if place.x < (word.left + word.right) / 2 < place.x + BOX
        and place.y < (word.top + word.bottom) / 2 < place.y + BOX
    ]


def test_boxes_lie_within_the_corner_marks_and_none_on_another() -> None:
    places = boxes_of(make_sheets(rounds_of(street(3)), BASE, LOOK).forms)
    left, top = CORNERS[0]
    right, low = CORNERS[-1]
    for place in places:
        assert left < place.x < right - BOX
        assert top < place.y < low - BOX
    # boxes for digits touch, others are apart
    by_row: dict[tuple[str, float], list[float]] = {}
    for place in places:
        by_row.setdefault((place.stop, place.y), []).append(place.x)
    assert len(by_row) == 3
    for row in by_row.values():
        assert all(there - here >= BOX - 0.01 for here, there in pairwise(sorted(row)))


# What to do there


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Check on WELL-BEING, lives alone", "well-being"),
        ("Advice on telephone fraud", "fraud"),
        ("Confirm who lives here", None),
        ("", None),
    ],
)
def test_the_kind_of_a_visit_is_the_one_its_text_names(text: str, kind: str | None) -> None:
    found = kind_of_visit(text, [SHORT, LONG])
    assert (found and found.kind) == kind


def test_of_two_kinds_named_the_longer_name_counts() -> None:
    kinds = [VisitKind("fire"), VisitKind("fire safety")]
    found = kind_of_visit("Fire safety leaflet", kinds)
    assert found is kinds[1]


@needs_poppler
def test_a_short_manual_stands_in_the_row_and_a_long_one_at_the_end(tmp_path: Path) -> None:
    (shown,) = rounds_of(street(3))
    notes = {
        (shown.shift, "1"): StopNotes(kind=SHORT),
        (shown.shift, "2"): StopNotes(kind=LONG),
        (shown.shift, "3"): StopNotes(kind=LONG),
    }
    text = squeezed(make_sheets([shown], BASE, LOOK, SheetForm(notes=notes)).pdf, tmp_path)
    assert "fraud:Nocodesgivenaway☐Leavetheleaflet?Anycalls?" in text
    assert text.count("Checklist1") == 3  # two rows name it, the end says it
    assert text.count("☐Stepnumber5ofwhatistobedonethere") == 1
    assert text.index("Station,back") < text.index("☐Stepnumber1")
    assert "–Whocomesby?" in text


@needs_poppler
def test_what_is_known_stands_in_the_row(tmp_path: Path) -> None:
    (shown,) = rounds_of(street(1))
    known = ('Remark of Mon 2 Nov: #import "x" *bold*', "Last call Mon 2 Nov: out")
    form = SheetForm(notes={(shown.shift, "1"): StopNotes(known)})
    text = squeezed(make_sheets([shown], BASE, LOOK, form).pdf, tmp_path)
    assert all(re.sub(r"\s", "", line) in text for line in known)
