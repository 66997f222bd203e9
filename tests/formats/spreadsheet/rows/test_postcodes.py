"""Postcodes whose zeros a spreadsheet has lost get them back where that is certain."""

from __future__ import annotations

import pytest

from routeplan.formats.spreadsheet.rows.postcodes import postcodes_of


@pytest.mark.parametrize(
    ("country", "written", "mended"),
    [
        ("DE", "4109", "04109"),
        ("FI", "100", "00100"),
        ("IT", "187", "00187"),
        ("US", "2110", "02110"),
        ("CN", "10000", "010000"),
        ("BR", "1310100", "01310100"),
        ("JP", "600001", "0600001"),
        ("NO", "150", "0150"),
        ("KE", "100", "00100"),
    ],
)
def test_a_countrys_postcodes_have_so_many_digits(country: str, written: str, mended: str) -> None:
    read = postcodes_of([written, written], country)
    assert read.mended == {written: mended}
    assert read.doubtful == frozenset()


@pytest.mark.parametrize(
    ("country", "cells", "doubtful"),
    [
        ("DE", ["4109", "10115", "123"], {"123"}),  # no German one begins with 00
        ("BR", ["01310100", "1310"], {"1310"}),  # half of one
        ("HR", ["10000", "10010", "1002"], {"1002"}),  # there none begins with 0
        ("", ["10000", "10010", "1002"], {"1002"}),
        ("", ["10000", "1002"], set()),  # who knows which of the two is usual
    ],
)
def test_others_that_are_short_are_doubted(
    country: str, cells: list[str], doubtful: set[str]
) -> None:
    read = postcodes_of(cells, country)
    assert read.doubtful == doubtful
    assert not read.mended.keys() & doubtful


@pytest.mark.parametrize(
    ("country", "cells"),
    [
        ("AT", ["1010", "1020"]),
        ("IE", ["8", "24", "24"]),  # districts of Dublin
        ("TW", ["106", "10617", "10617"]),  # both are right
        ("PT", ["4000-101", "4050-202"]),
        ("DE", ["04109", "10115"]),
        ("DE", ["0341222", "0341333", "123"]),  # no postcodes at all
        ("DE", []),
    ],
)
def test_what_is_whole_stays_as_it_is(country: str, cells: list[str]) -> None:
    read = postcodes_of(cells, country)
    assert not read.mended
    assert not read.doubtful
