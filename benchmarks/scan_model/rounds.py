"""Sheets of invented rounds: between five and eighteen homes, some with long texts."""

from __future__ import annotations

from benchmarks.scan_model.pens import Rng
from routeplan.model.printed_form import PrintedForm
from routeplan.model.visit_kinds import FormBox
from routeplan.render.map.basemap import BaseMap
from routeplan.render.paper.sheets import SheetForm, make_sheets
from routeplan.render.round_view import Look
from tests.render.paper.sheet_rounds import rounds_of, street
from tests.render.planned import BASE

LANGUAGES = ("en", "fi", "zh", "pt", "fr", "es")
TEXT = "asks for the officer by name and wants to know what became of the broken street lamp; "


def printed_sheets(rng: Rng) -> tuple[bytes, list[PrintedForm]]:
    """One round's sheet, in some language and with some of the boxes a station can choose."""
    stops, spare = int(rng.integers(5, 19)), int(rng.integers(0, 4))
    homes = street(stops + spare, note=TEXT * int(rng.integers(0, 3)))
    look = Look(language=LANGUAGES[int(rng.integers(len(LANGUAGES)))])
    shown = rounds_of(homes[:stops], reserve=homes[stops:], look=look)
    boxes = tuple(box for box in FormBox if rng.random() < 0.85)
    base: BaseMap = BASE
    sheets = make_sheets(shown, base, look, SheetForm(boxes=boxes))
    return sheets.pdf, list(sheets.forms)
