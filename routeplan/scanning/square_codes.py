"""The square codes in a picture, by which sheets are known and first laid straight."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routeplan.scanning.pictures import Grey

Points = NDArray[np.float64]
"""(count, 2): across and down."""
_SHEET = re.compile(r"(\d{4}-\d\d-\d\d)/(.+)/([0-9a-f]{4})(?:#(\d{1,3}))?")


class SquareCode(NamedTuple):
    """A sheet's square code: the sheet's id, its day, which page it is, and the code's corners.

    ``corners`` are pixels: upper left, upper right, lower right, lower left, as the page is read.
    """

    sheet: str
    day: date
    page: int
    corners: Points


def square_codes(grey: Grey) -> tuple[list[SquareCode], int]:
    """The codes of sheets, and how many other square codes there are."""
    import zxingcpp

    kinds = zxingcpp.barcode_formats_from_str("QRCode")
    codes, other = [], 0
    for barcode in zxingcpp.read_barcodes(grey, formats=kinds):
        at = barcode.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        code = _code(barcode.text, np.array([(corner.x, corner.y) for corner in corners], float))
        if code is None:
            other += 1
        else:
            codes.append(code)
    return codes, other


def _code(text: str, corners: Points) -> SquareCode | None:
    match = _SHEET.fullmatch(text)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None
    sheet = text.partition("#")[0]
    return SquareCode(sheet, day, int(match[4] or 1), corners)
