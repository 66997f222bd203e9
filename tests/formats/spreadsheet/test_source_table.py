"""Finding the sheet, the header and the households' rows.

Tests ``formats/spreadsheet/columns.py``, ``formats/spreadsheet/words/fields.py``,
``formats/spreadsheet/words/household_words.py`` and ``formats/spreadsheet/words/vocabulary.py``.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.errors import InputError
from routeplan.formats.spreadsheet.columns import languages_of, matched, proposed_columns
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.source_table import PassedOver, SourceTable, find_table
from routeplan.formats.spreadsheet.words.fields import LANGUAGES, Field
from routeplan.formats.spreadsheet.words.vocabulary import DAYS, HOUSEHOLDS, VOCABULARIES
from routeplan.formats.tables.files import Lines

HEADER = ["Nº", "Nome / 姓名", "Morada", "Disponibilidade"]
ROW = ["1", "Silva", "Rua Chã 1", "manhãs"]


def table_of(*lines: list[str], **options: str) -> SourceTable:
    return find_table("a.xlsx", [Sheet("", list(enumerate(lines, start=1)))], {}, **options)


def code_of(*sheets: Sheet, sheet: str = "") -> str:
    with pytest.raises(InputError) as refused:
        find_table("a.xlsx", sheets, {}, sheet=sheet)
    (finding,) = refused.value.findings
    return finding.code


def test_what_is_no_household_is_passed_over_with_its_row() -> None:
    found = table_of(
        ["Agregados 2026"],
        [],
        HEADER,
        ["", "Freguesia da Sé", "", ""],
        ROW,
        ["", "", "", ""],
        HEADER,
        ["2", "Total Ana", "Rua Chã 2"],
        ["Total", "2", "", ""],
        ["feito por Ana"],
    )
    assert [(row.number, row.cells) for row in found.rows] == [
        (5, tuple(ROW)),
        (8, ("2", "Total Ana", "Rua Chã 2", "")),
    ]
    assert [(line.number, line.why) for line in found.passed_over] == [
        (1, PassedOver.TITLE),
        (4, PassedOver.SECTION),
        (7, PassedOver.HEADER),
        (9, PassedOver.TOTAL),
        (10, PassedOver.SECTION),
    ]
    assert (found.header, found.header_row) == (tuple(HEADER), 3)


def test_a_longer_row_below_the_header_is_no_second_line_of_names() -> None:
    found = table_of(["Nome", "Morada"], ["Silva", "Rua Chã 1", "x", "y"], ["Reis", "Rua Chã 2"])
    assert [row.cells[0] for row in found.rows] == ["Silva", "Reis"]
    assert found.header_rows == (1,)


def test_the_header_once_more_with_further_columns_begins_another_table() -> None:
    found = table_of(
        ["Name", "Adresse"],
        ["Koch", "Tal 1"],
        ["Name", "Adresse", "Klingel"],
        ["Zeh", "Tal 3", "links"],
    )
    assert [row.cells[0] for row in found.rows] == ["Koch"]
    assert [(line.number, line.why) for line in found.passed_over] == [(3, PassedOver.TABLE)]


@pytest.mark.parametrize("total", ["Σ", "∑ 2", "Anzahl: 2", "Кол-во"])
def test_a_total_may_be_called_by_a_sign(total: str) -> None:
    found = table_of(HEADER, ROW, [total, "", "", "40"])
    assert [line.why for line in found.passed_over] == [PassedOver.TOTAL]


def lines(*rows: list[str]) -> Lines:
    return list(enumerate(rows, start=1))


def test_the_sheet_with_the_households_is_found() -> None:
    cover, data = Sheet("Capa", lines(["PSP Porto"])), Sheet("Dados", lines(HEADER, ROW))
    hidden = Sheet("2025", lines(HEADER, ROW), is_hidden=True)
    found = find_table("a.xlsx", (cover, hidden, data), {})
    assert (found.sheet, found.hidden, found.others) == ("Dados", ("2025",), ())


def test_another_sheet_that_looks_alike_is_named() -> None:
    two = Sheet("Nov", lines(HEADER, ROW)), Sheet("Dez", lines(HEADER, ROW, ROW))
    assert find_table("a.xlsx", two, {}).others == ("Nov",)
    assert find_table("a.xlsx", two, {}, sheet="nov").sheet == "Nov"


def test_a_table_that_is_hidden_missing_or_elsewhere_is_one_line() -> None:
    assert code_of(Sheet("2025", lines(HEADER, ROW), is_hidden=True)) == "import-sheet-hidden"
    assert code_of(Sheet("", lines(["a", "b"], ["c", "d"]))) == "header-missing"
    assert code_of(Sheet("", lines(HEADER))) == "file-empty"  # and nobody below it
    assert code_of(Sheet("Nov", lines(HEADER, ROW)), sheet="Jan") == "import-sheet-unknown"


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("Nome / 姓名", Field.NAME),
        ("DISPONIBILIDADE:", Field.AVAILABILITY),
        ("Disponibilidde", Field.AVAILABILITY),
        ("visit_minutes", Field.VISIT_MINUTES),
        ("Prioridade (1-3)", Field.PRIORITY),
        ("N.º porta", Field.HOUSE_NUMBER),
        ("lat", Field.LATITUDE),
        ("在家时间", Field.AVAILABILITY),
        ("Straße", Field.ADDRESS),
        ("адрес", Field.ADDRESS),
        ("住所", Field.ADDRESS),
        ("Käyntien määrä", Field.VISITS),
        ("Rendez-vous", Field.APPOINTMENT),
        ("ID #", Field.ID),
        ("Street #", Field.HOUSE_NUMBER),
        ("Last", Field.SURNAME),
        ("Turnus", Field.DAYS_BETWEEN),
        ("Due by", Field.LATEST),
        ("zu zweit", Field.OFFICERS_NEEDED),
        ("# officers", Field.OFFICERS_NEEDED),
        ("Appt date", Field.APPOINTMENT),
        ("Appt time", Field.APPOINTMENT_TIME),
        ("Next visit on", Field.DUE),
        ("Nächster Besuch am", Field.DUE),
        ("Hora de la cita", Field.APPOINTMENT_TIME),
        ("下次走访日期", Field.DUE),
        ("Teléfono", None),
        ("", None),
    ],
)
def test_columns_are_known_by_their_names(cell: str, field: Field | None) -> None:
    match = matched(cell, HOUSEHOLDS)
    assert (match.field if match else None) is field


def test_every_field_has_words_in_every_language_or_is_left_out_on_purpose() -> None:
    listed = [vocabulary.words for vocabulary in VOCABULARIES.values()]
    assert {*DAYS}.union(*listed) == set(Field)
    assert {len(word.split("|")) for words in listed for word in words.values()} == {len(LANGUAGES)}


def test_a_number_is_the_households_or_behind_the_street_the_doors() -> None:
    header = ["Nº", "Rua", "Nº", "Localidade", "De", "Até"]
    assert list(proposed_columns(header, {}, HOUSEHOLDS).values()) == [
        Field.ID,
        Field.ADDRESS,
        Field.HOUSE_NUMBER,
        Field.TOWN,
        Field.FROM,
        Field.TO,  # beside "De" no date
    ]
    assert proposed_columns(["Até"], {}, HOUSEHOLDS) == {0: Field.LATEST}


def test_a_number_before_the_street_is_the_doors_and_before_an_address_the_households() -> None:
    french = proposed_columns(["Nom", "N°", "Voie", "Ville"], {}, HOUSEHOLDS)
    assert french[1] is Field.HOUSE_NUMBER
    assert proposed_columns(["Nom", "N°", "Adresse"], {}, HOUSEHOLDS)[1] is Field.ID
    assert proposed_columns(["N°", "Voie", "Nom"], {}, HOUSEHOLDS)[0] is Field.ID


def test_of_two_columns_that_mean_the_same_the_surer_is_taken() -> None:
    assert proposed_columns(["Notas", "Obs.", "Nomes", "Nome"], {}, HOUSEHOLDS) == {
        0: Field.NOTE,
        1: Field.NOTE,  # notes come together
        2: None,
        3: Field.NAME,
    }


def test_what_was_confirmed_goes_first() -> None:
    kept = {"Nome": "", "X1": "name"}
    assert proposed_columns(["Nome", "X1", "Rua"], kept, HOUSEHOLDS) == {
        0: None,
        1: Field.NAME,
        2: Field.ADDRESS,
    }


def test_the_languages_of_a_header_are_told() -> None:
    assert languages_of(["Nome", "Morada", "Duração"], HOUSEHOLDS)[0] == "pt"
    assert languages_of(["姓名", "地址"], HOUSEHOLDS)[0] == "zh"


CELLS = st.sampled_from(["", "Total", "1", "Rua Chã 1", "9-12", *HEADER, "Name", "x"])


@given(st.lists(st.lists(CELLS, max_size=6), max_size=9))
def test_any_lines_are_a_table_or_refused_and_none_is_lost(rows: list[list[str]]) -> None:
    try:
        found = table_of(*rows)
    except InputError:
        return
    numbers = [*(row.number for row in found.rows), *(line.number for line in found.passed_over)]
    filled = [number for number, cells in enumerate(rows, start=1) if any(cells)]
    assert sorted([*numbers, *found.header_rows]) == filled


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Horário em casa", Field.AVAILABILITY),
        ("Hours at home", Field.AVAILABILITY),
        ("Time at home", Field.AVAILABILITY),
        ("Horario en casa", Field.AVAILABILITY),
        ("Heures de présence", Field.AVAILABILITY),
        ("Heures à la maison", Field.AVAILABILITY),
        ("Zeiten zu Hause", Field.AVAILABILITY),
        ("Nº casa", Field.HOUSE_NUMBER),
        ("Nº da casa", Field.HOUSE_NUMBER),
        ("Número de casa", Field.HOUSE_NUMBER),
        ("House #", Field.HOUSE_NUMBER),
        ("Plot No.", Field.HOUSE_NUMBER),
    ],
)
def test_names_of_two_words_for_the_same_are_known(name: str, field: Field) -> None:
    match = matched(name, HOUSEHOLDS)
    assert match is not None
    assert match.field is field


@pytest.mark.parametrize("name", ["Name der Straße und Zeit", "Officer address", "Data hora fim"])
def test_two_words_for_different_things_are_no_name(name: str) -> None:
    match = matched(name, HOUSEHOLDS)
    assert match is None or match.sureness < 0.9


@pytest.mark.parametrize("name", ["Vulnerable (Y/N)", "Vulnerável (S/N)", "Dog (J/N)"])
def test_letters_to_tick_are_neither_numbers_nor_axes(name: str) -> None:
    assert matched(name, HOUSEHOLDS) is None
    header = ["Head of household", "Village", "Address", name]
    assert [*proposed_columns(header, {}, HOUSEHOLDS).values()] == [
        Field.NAME,
        Field.TOWN,
        Field.ADDRESS,
        None,
    ]
