"""Two tables side by side are seen; a contact person of a household is none."""

from __future__ import annotations

import pytest

from routeplan.formats.spreadsheet.guesses.side_by_side import TableBeside, table_beside
from routeplan.formats.spreadsheet.words.vocabulary import HOUSEHOLDS, OFFICERS


def beside(header: str, *rows: str) -> TableBeside | None:
    cells = [row.split("|") for row in rows]
    return table_beside(header.split("|"), cells, HOUSEHOLDS)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Name|Adresse|Telefon||Name|Adresse|Telefon", ("E", "G")),
        ("Name|Adresse||Name|Dienstzeit", ("D", "E")),  # homes and officers
        ("Name|Address|Phone|Name|Address|Phone", ("D", "F")),
        ("Nr|Name|Address||||Nr|Name|Address", ("G", "I")),
        ("|Nome|Morada|Nome|Morada|Nome|Morada", ("D", "G")),
        ("姓名|地址||姓名|地址", ("D", "E")),
    ],
)
def test_a_second_table_is_seen(header: str, columns: tuple[str, str]) -> None:
    rows = ["|".join("x" if name else "" for name in header.split("|"))]
    found = beside(header, *rows)
    assert found is not None
    assert found.columns == columns
    first = found.first
    assert found.names == tuple(filter(None, header.split("|")[first:]))


@pytest.mark.parametrize(
    "header",
    [
        "Name|Adresse||Telefon|Zeiten",  # a blank column for the eye
        "Name|Telefon|Adresse|Name|Telefon",  # of a contact person
        "Name|Address|Contact: Name|Contact: Address",
        "Name|Name|Adresse",
        "Name|Adresse",
        "Adresse||Name",
        "",
    ],
)
def test_further_columns_of_the_same_homes_are_none(header: str) -> None:
    rows = ["|".join("x" if name else "" for name in header.split("|"))]
    assert beside(header, *rows) is None


def test_a_column_that_only_lacks_its_name_is_no_gap() -> None:
    assert beside("Name|Address||Name|Phone", "Ann|Tie 1|dog|Bea|09 1") is None
    assert beside("Name|Address||Name|Phone", "Ann|Tie 1||Bea|09 1") is not None


def test_columns_are_called_as_a_spreadsheet_does() -> None:
    assert TableBeside(26, 27 + 26 * 26, ()).columns == ("AA", "AAB")


def test_officers_twice_are_seen_as_well() -> None:
    header = ("Name", "Hours", "Name", "Hours")
    assert table_beside(header, [], OFFICERS) == TableBeside(2, 3, ("Name", "Hours"))
