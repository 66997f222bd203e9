"""Where each box of printed sheets is: what a program needs that reads them from a picture.

A page has black squares in its corners (:data:`CORNERS`, in millimetres), by which it can be
straightened, and a square code: the sheet's id on the first page, ``<id>#<page>`` on those behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from routeplan.model.printed_form import FormBand, FormField, FormPage, PrintedForm
from routeplan.render.paper.form_layout import BOX, FIRST_CODE, FURTHER_CODE, MARK, MARK_AT

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
CORNERS = tuple(
    (x, y)
    for y in (MARK_AT, PAGE_HEIGHT - MARK_AT - MARK)
    for x in (MARK_AT, PAGE_WIDTH - MARK_AT - MARK)
)
"""Upper left corners of the squares, which are ``MARK`` wide."""
REMARKS_ABOVE = 0.6
"""What a hand writes reaches so far above its line's place, and as far below it."""


def printed_forms(
    sheets: Sequence[str], content: Mapping[str, Any], places: Mapping[str, Any]
) -> tuple[PrintedForm, ...]:
    """The forms of a template's sheets, given their ids, by where typst says their parts are."""
    begins = [part["page"] for part in places["parts"] if part["part"] == "begin"]
    ends = [part["page"] for part in places["parts"] if part["part"] == "turned"]
    return tuple(
        _form(sheet, content["form"], places, range(begin, end + 1))
        for sheet, begin, end in zip(sheets, begins, ends, strict=True)
    )


def _form(
    sheet: str, layout: Mapping[str, Any], places: Mapping[str, Any], leaves: range
) -> PrintedForm:
    pages = []
    for code in places["codes"]:
        if code["page"] not in leaves:
            continue
        bands = [
            FormBand(part["stop"], round(part["x"], 2), round(part["y"], 2))
            for part in places["parts"]
            if part["part"] == "band" and part["page"] == code["page"]
        ]
        number = code["page"] - leaves.start + 1
        width = FIRST_CODE if number == 1 else FURTHER_CODE
        at = (round(code["x"], 2), round(code["y"], 2), width)
        pages.append(FormPage(number, at, tuple(bands)))
    remarks = layout["remarks"]
    return PrintedForm(
        sheet=sheet,
        box=BOX,
        mark=MARK,
        marks=CORNERS,
        remarks=(
            round(remarks["x"], 2),
            remarks["top"] - REMARKS_ABOVE,
            round(layout["width"] - remarks["x"], 2),
            remarks["drop"] + 2 * REMARKS_ABOVE,
        ),
        fields=tuple(
            FormField(cell["key"], cell["x"], layout["drop"], cell["step"], tuple(cell["signs"]))
            for cell in layout["cells"]
        ),
        pages=tuple(pages),
    )
