"""Where each box of printed sheets is: what a program needs that reads them from a picture.

A page has black squares in its corners (:data:`CORNERS`, in millimetres), by which it can be
straightened, and a square code: the sheet's id on the first page, ``<id>#<page>`` on those behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from routeplan.render.map.basemap import BaseMap
from routeplan.render.paper.form_layout import DROP, MARK, MARK_AT, form_cells
from routeplan.render.paper.setting_sheets import places_of
from routeplan.render.paper.sheets import PLAIN, SheetForm, sheet_content
from routeplan.render.round_view import Look, ShownRound

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
CORNERS = tuple(
    (x, y)
    for y in (MARK_AT, PAGE_HEIGHT - MARK_AT - MARK)
    for x in (MARK_AT, PAGE_WIDTH - MARK_AT - MARK)
)
"""Upper left corners of the squares, which are ``MARK`` wide."""


class BoxPlace(NamedTuple):
    """A box on a page of a sheet: its upper left corner in millimetres; it is ``BOX`` wide.

    ``key`` names a result or a :class:`FormBox`; ``part`` counts the boxes of one key from 0 on:
    the digits of a number from left to right, yes and no. The sheet's first page is 1.
    """

    sheet: str
    page: int
    stop: str
    key: str
    part: int
    x: float
    y: float


def box_places(
    rounds: Sequence[ShownRound], base: BaseMap, look: Look, form: SheetForm = PLAIN
) -> list[BoxPlace]:
    """Every box of these sheets as printed, in the order of the pages.

    Raises
    ------
    SheetError
        When typst refuses the page.
    """
    content, _ = sheet_content(rounds, base, look, form)
    cells = form_cells(look.words, form.boxes)
    places, first = [], 1
    for part in places_of(content)["parts"]:
        if part["part"] == "begin":
            first = part["page"]
        if part["part"] != "band":
            continue
        places += [
            BoxPlace(
                part["sheet"],
                part["page"] - first + 1,
                part["stop"],
                cell.key,
                k,
                round(part["x"] + cell.x + k * cell.step, 2),
                round(part["y"] + DROP, 2),
            )
            for cell in cells
            for k in range(len(cell.signs))
        ]
    return places
