"""Two tables side by side are seen; a contact person of a household is none."""

from __future__ import annotations

import pytest

from routeplan.formats.spreadsheet.guesses.side_by_side import TableBeside, table_beside
from routeplan.formats.spreadsheet.words.vocabulary import HOUSEHOLDS, OFFICERS


def beside(header: str) -> TableBeside | None:
    return table_beside(header.split("|"), HOUSEHOLDS)


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
    found = beside(header)
    assert found is not None
    assert found.columns == columns
    first = found.first
    assert found.names == tuple(filter(None, header.split("|")[first:]))


@pytest.mark.parametrize(
    "header",
    [
        "Name|Address|#3|Name|Phone",  # a column that only lacks its name is no gap
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
    assert beside(header) is None


def test_columns_are_called_as_a_spreadsheet_does() -> None:
    assert TableBeside(26, 27 + 26 * 26, ()).columns == ("AA", "AAB")


def test_officers_twice_are_seen_as_well() -> None:
    header = ("Name", "Hours", "Name", "Hours")
    assert table_beside(header, OFFICERS) == TableBeside(2, 3, ("Name", "Hours"))
