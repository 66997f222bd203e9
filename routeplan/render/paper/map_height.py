"""How high a sheet's map is: no page more than needed, and none for a single row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

PAGE = 270.0
"""Millimetres that are printed on a page."""
AROUND_MAP = 4.0
"""Above the map and below it."""
MAP_HEIGHTS = (180.0, 165.0, 150.0, 135.0, 120.0, 108.0, 96.0, 84.0, 72.0, 62.0)
"""Few, so that rounds that are nearly the same have the same map."""
WHOLE = 180.0
"""A row that is higher than this goes on on the next page."""
LEAST_ON_LAST = 45.0
"""A last page has at least so much on it: two rows."""


class Listed(NamedTuple):
    """A table: its header, which every page repeats, its rows, and what follows the last of them.

    A row reaches from the end of the one before to the end of its boxes.
    """

    header: float
    rows: tuple[float, ...]
    end: float


class Heights(NamedTuple):
    """What a sheet needs in millimetres besides its map."""

    heading: float
    tables: tuple[Listed, ...]
    checklists: tuple[float, ...] = ()


class Paging(NamedTuple):
    """How high the map is drawn, and how many pages the sheet then has."""

    map_height: float
    pages: int


def paged(heights: Heights) -> Paging:
    """The highest map that costs no page, and that leaves no page nearly empty but its first."""
    options = [(height, *_filled(heights, height)) for height in MAP_HEIGHTS]
    fewest = min(pages for _, pages, _ in options)
    good = [option for option in options if option[1] == fewest]
    even = [option for option in good if fewest == 1 or option[2] >= LEAST_ON_LAST]
    height, pages, _ = max(even or good, key=lambda option: option[2] if not even else option[0])
    return Paging(height, pages)


def heights_of(
    parts: Sequence[Mapping[str, Any]], headers: Sequence[float], band: float
) -> Heights:
    """Heights from where the parts of one sheet, and its bands of boxes, begin on an endless page.

    Parameters
    ----------
    headers
        Heights of the headers of its tables.
    band
        Height of a band.
    """
    begins = [part for part in parts if part["part"] != "band"]
    bands = [part["y"] + band for part in parts if part["part"] == "band"]
    tables: list[Listed] = []
    checklists: list[float] = []
    for part, following in pairwise(begins):
        begin, end = part["y"], following["y"]
        if part["part"] == "checklist":
            checklists.append(end - begin)
            continue
        header, ends = headers[len(tables)], [low for low in bands if begin < low <= end]
        rows = [low - high for high, low in pairwise([begin + header, *ends])]
        tables.append(Listed(header, tuple(rows), end - ends[-1]))
    return Heights(begins[0]["y"], tuple(tables), tuple(checklists))


def _filled(heights: Heights, map_height: float) -> tuple[int, float]:
    """How many pages there are, and how much is on the last one."""
    pages, used = 1, heights.heading + AROUND_MAP + map_height
    for header, rows in _parts(heights):
        begun = False
        for row in rows:
            need = row if begun else header + row
            if used + need > PAGE and row <= WHOLE:
                pages, used, need = pages + 1, 0.0, header + row
            begun, used = True, used + need
            while used > PAGE:
                pages, used = pages + 1, used - PAGE + header
    return pages, used


def _parts(heights: Heights) -> Iterator[tuple[float, Sequence[float]]]:
    for table in heights.tables:
        yield table.header, [*table.rows[:-1], table.rows[-1] + table.end]
    if heights.checklists:
        yield 0.0, heights.checklists
