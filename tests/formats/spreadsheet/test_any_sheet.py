"""Whatever a file holds is a table, a roster, a doubt or nothing, and never an error of ours."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from routeplan.formats.spreadsheet.guesses.columns_by_values import columns_by_values
from routeplan.formats.spreadsheet.rosters.day_heads import dates_in, likely_months, months_in
from routeplan.formats.spreadsheet.rosters.duty_codes import likely_duties
from routeplan.formats.spreadsheet.rosters.matrix import roster_in
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.words.vocabulary import VOCABULARIES
from routeplan.formats.tables.as_typed.decimal_commas import joined_numbers
from routeplan.formats.tables.as_typed.letter_readings import possible_readings
from routeplan.formats.tables.as_typed.no_header import is_row_already

TODAY = date(2026, 11, 30)
CELLS = st.one_of(
    st.sampled_from(
        ("", "Name", "F", "S", "frei", "Kaivokatu 1", "60", "1699", "60.17", "9-12", "Mo", "早班",
         "1.12.2026", "31", "F = 6-14", "Total", "+358 40 1234567", "N60 10.2")
    ),
    st.integers(1, 31).map(str),
    st.text(max_size=8),
)  # fmt: skip
LINES = st.lists(st.lists(CELLS, max_size=9), max_size=9)


@given(LINES)
def test_any_lines_are_a_roster_with_dates_or_none(rows: list[list[str]]) -> None:
    roster = roster_in(Sheet("", list(enumerate(rows, start=1))))
    if roster is None:
        return
    assert {duty.line for duty in roster.duties} <= set(range(1, len(rows) + 1))
    assert {duty.day for duty in roster.duties} <= set(range(len(roster.heads)))
    for month in (None, *months_in(roster.titles), *likely_months(roster.heads, TODAY)[:1]):
        dates = dates_in(roster.heads, month, TODAY)
        assert dates is None or len(dates) == len(roster.heads)
    codes = {duty.code for duty in roster.duties}
    assert likely_duties(codes, roster.legend).keys() <= codes


@given(LINES)
def test_any_lines_have_columns_that_mean_something_or_not(rows: list[list[str]]) -> None:
    sheet = Sheet("", list(enumerate(rows, start=1)))
    for vocabulary in VOCABULARIES.values():
        guess = columns_by_values(sheet, vocabulary)
        assert guess is None or {*guess.fields.values()} <= {
            field.value for field in vocabulary.fields
        }


@given(LINES)
def test_numbers_are_made_whole_without_losing_a_sign(rows: list[list[str]]) -> None:
    lines = list(enumerate(rows, start=1))
    for number, joined in joined_numbers(lines, 4, (1, 2)).items():
        assert "".join(joined.cells).replace(".", "") == "".join(
            cell.strip() if cell.strip().isdecimal() else cell for cell in rows[number - 1]
        ).replace(".", "")
    for row in rows:
        is_row_already([cell.casefold() for cell in row], rows, {"id", "name"})


@given(st.binary(max_size=200))
def test_any_bytes_have_readings_that_decode(data: bytes) -> None:
    for possible_reading in possible_readings(data, ("cs",)):
        data.decode(possible_reading.codec, errors="replace")
        assert possible_reading.name
