"""No cell of a CSV table is a formula, whichever sign parts the cells of whoever opens it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis.strategies import floats, lists, none, sampled_from, text

from routeplan.formats.tables.inert import as_it_was, inert, inert_row, inert_text

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
PIECES = lists(sampled_from([*SIGNS, ";", "\t", "\r", "\n", " ", ",", '"', "a", "1"])).map("".join)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        (" @x", "' @x"),
        ("a;=1;b", "a;'=1;b"),
        ("line\n-2", "line\n'-2"),
        ("\tx", "'\tx"),
        ("1-2", "1-2"),
        ("Mill Lane 4; flat 2", "Mill Lane 4; flat 2"),
        ("a - b", "a - b"),
        (-1.5, -1.5),
        (None, None),
    ],
)
def test_an_apostrophe_stands_before_what_would_be_a_formula(cell: object, written: object) -> None:
    assert inert(cell) == written


@given(PIECES | text())
def test_no_piece_of_a_cell_is_a_formula_and_the_cell_comes_back(cell: str) -> None:
    written = inert_text(cell)
    assert not any(part.lstrip().startswith(SIGNS) for part in re.split("[;\t\r\n]", written))
    if "'" not in cell:
        assert as_it_was(written) == cell


@given(lists(PIECES | text() | none() | floats(allow_nan=False)))
def test_a_row_is_as_each_of_its_cells(cells: list[object]) -> None:
    assert list(inert_row(cells)) == [inert(cell) for cell in cells]
