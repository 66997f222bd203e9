"""How high a sheet's map is, and how many pages it needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.render.paper.map_height import (
    AROUND_MAP,
    LEAST_ON_LAST,
    MAP_HEIGHTS,
    PAGE,
    Heights,
    Listed,
    Paging,
    heights_of,
    paged,
)


def listed(rows: int, height: float = 18.0) -> Heights:
    """A heading of 26 mm and a table of so many rows, a header of 5 mm above them."""
    return Heights(26.0, (Listed(5.0, (height,) * rows, 6.0),))


@pytest.mark.parametrize(
    ("rows", "paging"),
    [
        # 26 + 4 + 5 + 6 of the row that leads back = 41 mm besides map and rows; a page is 270
        pytest.param(2, Paging(180.0, 1), id="two rows, the highest map"),
        pytest.param(5, Paging(135.0, 1), id="90 mm of rows leave 139"),
        pytest.param(9, Paging(62.0, 1), id="162 mm of rows leave 67"),
        # 10 rows are 180 mm: 49 mm are left, too few for a map; so there are two pages
        pytest.param(10, Paging(180.0, 2), id="two pages, and a high map"),
    ],
)
def test_the_map_takes_what_the_rows_leave(rows: int, paging: Paging) -> None:
    assert paged(listed(rows)) == paging


def test_no_last_page_has_a_single_row() -> None:
    """14 rows of 15 mm: with 180 mm of map 3 are on the first page, 11 on the second."""
    for rows in range(1, 60):
        height, pages = paged(listed(rows, 15.0))
        used, on_page = 26.0 + AROUND_MAP + height + 5.0, 0
        for k in range(rows):
            need = 15.0 + (6.0 if k == rows - 1 else 0.0)
            if used + need > PAGE:
                used, on_page = 5.0, 0
            used, on_page = used + need, on_page + 1
        assert pages == 1 or on_page >= 2, rows


@given(
    st.lists(st.floats(12.0, 60.0), min_size=1, max_size=40),
    st.lists(st.floats(12.0, 60.0), max_size=20),
)
def test_no_map_height_needs_fewer_pages(stops: list[float], reserve: list[float]) -> None:
    tables = [Listed(5.0, tuple(stops), 6.0)]
    if reserve:
        tables.append(Listed(9.0, tuple(reserve), 1.0))
    heights = Heights(26.0, tuple(tables))
    height, pages = paged(heights)
    assert height in MAP_HEIGHTS
    everything = 30.0 + height + sum(stops) + sum(reserve)
    assert pages >= everything / PAGE
    # rows of at most 66 mm and two headers: no page but the last is emptier than that
    assert pages <= 1 + everything / (PAGE - 66.0 - 14.0)


def test_rounds_that_are_nearly_the_same_look_the_same() -> None:
    """Rows that differ by half a millimetre."""
    one, other = listed(5, 18.0), listed(5, 18.5)
    assert paged(one).map_height == paged(other).map_height


def test_heights_are_told_by_where_things_begin() -> None:
    parts = [
        {"part": "stops", "y": 30.0},
        {"part": "band", "y": 47.0},
        {"part": "band", "y": 65.0},
        {"part": "reserve", "y": 80.0},
        {"part": "band", "y": 100.0},
        {"part": "checklist", "y": 110.0},
        {"part": "end", "y": 140.0},
    ]
    # a header of 5 mm, bands of 8: rows end at 55 and 73, the reserve's at 108
    found = heights_of(parts, [5.0, 9.0], 8.0)
    assert found == Heights(
        30.0, (Listed(5.0, (20.0, 18.0), 7.0), Listed(9.0, (19.0,), 2.0)), (30.0,)
    )


def test_a_row_higher_than_a_page_goes_on() -> None:
    heights = Heights(26.0, (Listed(5.0, (700.0, 20.0), 6.0),))
    assert paged(heights).pages == 4
    assert LEAST_ON_LAST < PAGE
