"""Headers of several rows, in the languages and shapes that people give them.

Tests ``formats/spreadsheet/day_columns.py``.
"""

from __future__ import annotations

import pytest

from routeplan.formats.spreadsheet.columns import proposed_columns
from routeplan.formats.spreadsheet.header_rows import has_headings, joined_names, with_numbers
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.source_table import PassedOver, SourceTable, find_table
from routeplan.formats.spreadsheet.words.vocabulary import HOUSEHOLDS


def table_of(*rows: str) -> SourceTable:
    """Cells stand between strokes, as in a table of a text."""
    lines = [(number, row.split("|")) for number, row in enumerate(rows, start=1)]
    return find_table("a.csv", [Sheet("", lines)], {})


def fields_of(*rows: str) -> list[str]:
    table = table_of(*rows)
    fields = proposed_columns(table.header, {}, HOUSEHOLDS)
    return [one.value if (one := fields.get(place)) else "" for place in range(len(table.header))]


def test_a_heading_goes_before_the_names_below_it_and_no_further() -> None:
    rows = ["Name|Address||Monday|||", "|Street|No|from|to||Note"]
    assert joined_names([row.split("|") for row in rows]) == [
        "Name",
        "Address › Street",
        "Address › No",
        "Monday › from",
        "Monday › to",
        "",  # a column without a name ends the heading
        "Note",
    ]


def test_a_lower_heading_ends_where_a_higher_one_begins() -> None:
    rows = ["A||B|", "x|||", "1|2|3|4"]
    assert joined_names([row.split("|") for row in rows]) == [
        "A › x › 1",
        "A › x › 2",
        "B › 3",
        "B › 4",
    ]


def test_only_a_cell_that_spans_others_is_a_heading() -> None:
    assert has_headings([["Address", ""], ["Street", "No"]])
    assert not has_headings([["Address", "Town"], ["Street", "No"]])
    assert not has_headings([["", "Town"], ["Street", "No"]])


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (
            ("Name|Address|||Note", "|Street|No|Town|", "Ann|High St|1|Leeds|dog"),
            "name address house_number town note",
        ),
        (
            ("Familie|Anschrift||||", "|Straße|Nr.|PLZ|Ort|Hinweis", "Abt|Weg|1|8|Ulm|Hund"),
            "name address house_number postcode town note",
        ),
        (
            ("Vecino|Domicilio||Lunes||Martes|", "|Calle|N.º|desde|hasta|desde|hasta",
             "Ana|Mayor|1|9:00|12:00||"),
            "name address house_number monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("Nome|Morada|Segunda||Terça|", "||das|às|das|às", "Ana|Rua 1|9|12||"),
            "name address monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("Nom|Adresse|Lundi||Mardi|", "||de|à|de|à", "Anne|Rue 1|9h|12h||"),
            "name address monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("姓名|地址|星期一||星期二|", "||开始|结束|开始|结束", "王|街 1|9:00|12:00||"),
            "name address monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("氏名|住所|月曜日||火曜日|", "||開始|終了|開始|終了", "王|街 1|9:00|12:00||"),
            "name address monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("Nimi|Osoite|Maanantai||Tiistai|", "||alkaa|päättyy|alkaa|päättyy", "A|Katu 1|9|12||"),
            "name address monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("ФИО|Адрес|Понедельник||Вторник|", "||с|до|с|до", "А|Ул 1|9|12||"),
            "name address monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("Name|Adresse|Montag||Dienstag|", "||von|bis|von|bis", "A|Weg 1|9|12||"),
            "name address monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("Name|Adresse|Besuchszeiten|||", "||Montag||Dienstag|", "||von|bis|von|bis",
             "A|Weg 1|9|12||"),
            "name address monday_from monday_to tuesday_from tuesday_to",
        ),
        (
            ("Name|Address|Appointment||Officer|", "||Date|Time|Name|Id", "A|St 1|1.2.26|9|B|O1"),
            "name address appointment appointment_time officer ",
        ),
        (
            ("Officer||Household|", "Name|Id|Name|Address", "B|O1|Ann|St 1"),
            "officer  name address",
        ),
    ],
)  # fmt: skip
def test_headers_of_several_rows_are_mapped(rows: tuple[str, ...], fields: str) -> None:
    assert fields_of(*rows) == fields.split(" ")
    assert table_of(*rows).header_rows == tuple(range(1, len(rows)))


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("Name|Address|Mo|Tu|We|Th|Fr|Sa|Su", 7),
        ("Name|Address|Mon|Tue|Wed|Thu|Fri", 5),
        ("姓名|地址|周一|周二|周三|周四|周五|周六|周日", 7),
        ("姓名|地址|一|二|三|四|五", 5),
        ("Nome|Morada|Seg|Ter|Qua|Qui|Sex", 5),
        ("Vecino|Dirección|Lu|Ma|Mi|Ju|Vi|Sá|Do", 7),
        ("Vecino|Dirección|L|M|X|J|V", 0),  # letters are no days
        ("Nom|Adresse|Lun|Mar|Mer|Jeu|Ven|Sam|Dim", 7),
        ("Name|Adresse|Mo|Di|Mi|Do|Fr|Sa|So", 7),
        ("Nimi|Osoite|Ma|Ti|Ke|To|Pe|La|Su", 7),
        ("氏名|住所|月|火|水|木|金|土|日", 7),
        ("ФИО|Адрес|Пн|Вт|Ср|Чт|Пт|Сб|Вс", 7),
        ("Name|Address|Monday", 1),
        ("Name|Address|To", 0),
        ("Name|Address|Sex|Dom", 0),
        ("氏名|住所|土地|金額|日付", 0),
    ],
)
def test_columns_named_after_weekdays_are_their_hours(header: str, days: int) -> None:
    fields = fields_of(header, header.replace("|", "1|"))
    week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    assert [one for one in fields if one in week] == week[:days]
    assert fields[:2] == ["name", "address"]


@pytest.mark.parametrize(
    "header", ["Name|Address|Mon from|Mon to|Tue from|Tue to|Wed from|Wed to",
               "氏名|住所|月開始|月終了|火開始|火終了|水開始|水終了",
               "Name|Adresse|Mo von|Mo bis|Di von|Di bis|Mi von|Mi bis"],
)  # fmt: skip
def test_begin_and_end_of_each_day_may_stand_in_one_row(header: str) -> None:
    assert fields_of(header, header)[2:] == [
        f"{day}_{what}" for day in ("monday", "tuesday", "wednesday") for what in ("from", "to")
    ]


def test_a_title_above_the_header_is_no_heading() -> None:
    table = table_of("Households of ward 3||as of 30 Nov", "Name|Address|Note", "Ann|St 1|dog")
    assert table.header == ("Name", "Address", "Note")
    assert [line.why for line in table.passed_over] == [PassedOver.TITLE]


def test_a_row_below_a_header_with_a_nameless_column_is_a_row() -> None:
    table = table_of("Name|Address||Note", "Ann|High St|1|dog")
    assert (len(table.rows), table.header_rows) == (1, (1,))


def test_a_header_in_two_languages_one_below_the_other_is_read_once() -> None:
    table = table_of("Name|Address|Note", "姓名|地址|备注", "王|St 1|")
    assert [row.number for row in table.rows] == [3]
    assert [(line.number, line.why) for line in table.passed_over] == [(2, PassedOver.HEADER)]


def test_both_rows_of_a_header_that_comes_again_are_passed_over() -> None:
    header = ("Name|Address||Note", "|Street|No|")
    table = table_of(*header, "Ann|High St|1|dog", *header, "Bob|High St|2|")
    assert [row.number for row in table.rows] == [3, 6]
    assert [line.why for line in table.passed_over] == [PassedOver.HEADER] * 2


def test_a_column_without_a_name_has_its_number_where_something_stands_in_it() -> None:
    rows = [("Abt", "", "dog", ""), ("Bär", "", "", "cat")]
    assert with_numbers(("Name", "", "", ""), rows) == ("Name", "", "#3", "#4")
    assert with_numbers(("Name",), rows) == ("Name",)
    assert with_numbers((), []) == ()
