"""Everything wrong in the tables, cell by cell: what is told, where, and what else still is.

Tests ``formats/station/home_place.py``, ``formats/station/officers.py`` and
``formats/tables/cells.py``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from routeplan.errors import Finding, InputError
from routeplan.hours.windows import visit_times
from tests.formats.folders import (
    HOUSEHOLD,
    OFFICER,
    SETTINGS,
    csv_text,
    findings_of,
    read_folder,
    write_folder,
)

Cells = dict[str, str]


def told(finding: Finding) -> tuple[str, int | None, str, str]:
    return finding.code, finding.row, finding.column, finding.value


def assert_complete(finding: Finding, file: str) -> None:
    """A finding says where it is, what is wrong and what to do."""
    assert finding.file == file
    assert finding.row == 2
    assert finding.message
    assert finding.fix
    assert str(finding).startswith(f"{file}:2 · {finding.column}")
    assert str(finding).endswith(f"[{finding.code}]")


HOUSEHOLD_ERRORS: list[tuple[Cells, str, str, str]] = [
    # cells changed, code, column, reason
    ({"id": ""}, "id-missing", "id", "no id"),
    ({"latitude": "24.942", "longitude": "60.17"}, "coordinate-swapped", "latitude", "swapped"),
    ({"latitude": "52.52", "longitude": "13.40"}, "coordinate-far", "latitude", "Berlin"),
    ({"latitude": "61.1", "longitude": "24.94"}, "coordinate-far", "latitude", "103 km off"),
    ({"latitude": "0", "longitude": "0"}, "coordinate-zero", "latitude", "0, 0"),
    ({"latitude": "nan"}, "number-malformed", "latitude", "NaN"),
    ({"longitude": "inf"}, "number-malformed", "longitude", "infinite"),
    ({"latitude": "1_0"}, "number-malformed", "latitude", "a Python number only"),
    ({"latitude": "60,17"}, "number-malformed", "latitude", "a decimal comma"),
    ({"latitude": "60.17X"}, "number-malformed", "latitude", "a letter"),
    ({"latitude": "24.94 E"}, "coordinate-swapped", "latitude", "the letter of the other axis"),
    ({"latitude": "95"}, "number-out-of-range", "latitude", "beyond the pole"),
    ({"longitude": "200"}, "number-out-of-range", "longitude", "beyond the globe"),
    ({"latitude": ""}, "coordinate-half", "latitude", "only a longitude"),
    ({"longitude": ""}, "coordinate-half", "longitude", "only a latitude"),
    ({"latitude": "", "longitude": ""}, "place-missing", "address", "no place at all"),
    (
        {"latitude": "", "longitude": "", "address": "Mikonkatu 5"},
        "address-no-extract",
        "address",
        "an address, and no extract to look it up in",
    ),
    ({"availability": "Mo 8-10"}, "availability-malformed", "availability", "no times"),
    ({"availability": "whenever"}, "availability-malformed", "availability", "words"),
    ({"availability": "Mo-Fr"}, "availability-no-hours", "availability", "days without hours"),
    ({"availability": "Mo 22:00-02:00"}, "availability-midnight", "availability", "midnight"),
    ({"availability": "Mo 08:00-08:00"}, "availability-empty-window", "availability", "empty"),
    ({"availability": "Mo 10:00+"}, "availability-open-end", "availability", "open end"),
    ({"availability": "Mo 10:00-12:00/30"}, "availability-interval", "availability", "repeated"),
    ({"availability": "PH 08:00-10:00"}, "availability-holiday", "availability", "holidays"),
    ({"availability": "Mo sunrise-sunset"}, "availability-sun", "availability", "the sun"),
    (
        {"availability": "Mo 08:00-10:00 unknown"},
        "availability-uncertain",
        "availability",
        "perhaps is no time",
    ),
    (
        {"availability": "Mo-Fr 08:00-10:00; Mo 14:00-16:00"},
        "availability-replaced",
        "availability",
        "the second rule takes Monday morning away",
    ),
    (
        {"availability": "Mo 08:00-08:10", "visit_minutes": "15"},
        "window-too-short",
        "availability",
        "ten minutes hold no fifteen",
    ),
    ({"visit_minutes": "ten"}, "number-malformed", "visit_minutes", "a word"),
    ({"visit_minutes": "-5"}, "number-out-of-range", "visit_minutes", "negative minutes"),
    ({"visit_minutes": "0"}, "number-out-of-range", "visit_minutes", "no minutes"),
    ({"visit_minutes": "1441"}, "number-out-of-range", "visit_minutes", "more than a day"),
    ({"priority": "urgent"}, "word-unknown", "priority", "no such priority"),
    ({"visits": "0"}, "number-out-of-range", "visits", "no visits"),
    ({"visits": "32"}, "number-out-of-range", "visits", "more than a month has days"),
    ({"visits": "1.5"}, "number-not-whole", "visits", "half a visit"),
    ({"days_between": "-1"}, "number-out-of-range", "days_between", "negative days"),
    ({"due": "1.12.2026"}, "date-malformed", "due", "another way of writing dates"),
    ({"due": "2026-02-30"}, "date-malformed", "due", "no such day"),
    ({"latest": "soon"}, "date-malformed", "latest", "a word"),
    (
        {"due": "2026-12-02", "latest": "2026-12-01"},
        "latest-before-due",
        "latest",
        "the latest date lies before the due one",
    ),
    ({"appointment": "2026-12-01"}, "time-malformed", "appointment", "a date without time"),
    ({"appointment": "2026-12-01 31:00"}, "time-malformed", "appointment", "no such hour"),
    ({"appointment": "2026-12-01 10:30:15"}, "time-malformed", "appointment", "seconds"),
    ({"appointment": "10:30"}, "time-malformed", "appointment", "a time without date"),
    ({"tolerance_minutes": "-1"}, "number-out-of-range", "tolerance_minutes", "negative"),
    ({"appointment_officer": "O1"}, "appointment-no-time", "appointment_officer", "no time"),
    (
        {"appointment": "2026-12-01 10:30", "appointment_officer": "O9"},
        "officer-unknown",
        "appointment_officer",
        "nobody of that id",
    ),
    ({"officers_needed": "3"}, "number-out-of-range", "officers_needed", "three"),
    ({"officers_needed": "0"}, "number-out-of-range", "officers_needed", "none"),
    ({"skills": "juggling"}, "skill-unknown", "skills", "nobody can"),
    ({"officer": "O2"}, "officer-unknown", "officer", "nobody of that id"),
    ({"officer": "o1"}, "officer-unknown", "officer", "ids are exact"),
    ({"do_not_call": "maybe"}, "yes-no-malformed", "do_not_call", "neither yes nor no"),
    ({"name": "=HYPERLINK(1)"}, "cell-formula", "name", "a formula"),
    ({"note": "#N/A"}, "cell-error", "note", "a formula that failed"),
]


@pytest.mark.parametrize(
    ("cells", "code", "column", "reason"),
    HOUSEHOLD_ERRORS,
    ids=[f"{code}: {reason}" for _, code, _, reason in HOUSEHOLD_ERRORS],
)
def test_a_bad_household_is_told(
    tmp_path: Path, cells: Cells, code: str, column: str, reason: str
) -> None:
    (finding,) = findings_of(write_folder(tmp_path, households=[cells]))
    assert told(finding) == (code, 2, column, (HOUSEHOLD | cells).get(column, "")), reason
    assert finding.severity == "error"
    assert_complete(finding, "households.csv")


HOUSEHOLD_WARNINGS: list[tuple[Cells, str, str, str]] = [
    (
        {"availability": "Sa 08:00-10:00"},
        "availability-no-day",
        "availability",
        "this plan has no Saturday",
    ),
    (
        {"availability": "Mo 08:00-08:10; Sa 10:00-12:00", "visit_minutes": "20"},
        "availability-no-day",
        "availability",
        "too short on Monday, and this plan has no Saturday",
    ),
    ({"availability": "2025 Jan 01 10:00-12:00"}, "availability-no-day", "availability", "past"),
    ({"availability": "Mo 20:00-21:00"}, "availability-quiet", "availability", "quiet hours"),
    ({"visits": "3", "days_between": "3"}, "visits-too-many", "visits", "days 1, 4, 7 of 5"),
    ({"appointment": "2026-12-05 10:00"}, "appointment-elsewhere", "appointment", "too late"),
    ({"appointment": "2026-11-29 10:00"}, "appointment-over", "appointment", "yesterday"),
    ({"appointment": "9999-12-31 23:59"}, "appointment-elsewhere", "appointment", "end of time"),
    ({"appointment": "0001-01-01 00:30"}, "appointment-over", "appointment", "begin of it"),
    (
        {"appointment": "2026-12-01 10:30", "availability": "Mo-Fr 08:00-10:40"},
        "appointment-overrides",
        "appointment",
        "the visit would end five minutes after the window",
    ),
    ({"appointment": "2026-12-01 19:50"}, "appointment-quiet", "appointment", "ends at 20:05"),
]
QUIET = SETTINGS + '[availability]\nquiet_hours = "Mo-Su 20:00-24:00"\n'


@pytest.mark.parametrize(
    ("cells", "code", "column", "reason"),
    HOUSEHOLD_WARNINGS,
    ids=[f"{code}: {reason}" for _, code, _, reason in HOUSEHOLD_WARNINGS],
)
def test_an_odd_household_is_warned_of_and_planned_around(
    tmp_path: Path, cells: Cells, code: str, column: str, reason: str
) -> None:
    folder = write_folder(tmp_path, households=[cells], settings=QUIET)
    (finding,) = read_folder(folder).warnings
    assert told(finding) == (code, 2, column, (HOUSEHOLD | cells)[column]), reason
    assert finding.severity == "warning"
    assert_complete(finding, "households.csv")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"appointment": "2026-12-01 10:25", "availability": "Tu 10:00-10:40"}, "inside, 15 min"),
        ({"appointment": "2026-12-01 19:45"}, "over as quiet hours begin"),
        ({"appointment": "2026-12-01T9:05:00"}, "another usual way of writing it"),
        ({"visits": "3", "days_between": "2"}, "days 1, 3, 5 of 5"),
        ({"availability": "Mo 08:00-08:10; Tu 08:00-10:00"}, "one window is long enough"),
        ({"availability": "Mo 08:00-08:15"}, "exactly long enough"),
        ({"visit_minutes": "１５", "due": "２０２６-12-01"}, "full-width digits"),
        ({"latitude": "+60.17", "longitude": "2.4942e1"}, "other usual ways of writing numbers"),
        ({"priority": "HIGH", "do_not_call": "Yes"}, "case does not count"),
        ({"skills": ""}, "no skill"),
    ],
)
def test_what_is_fine_is_not_told(tmp_path: Path, cells: Cells, reason: str) -> None:
    folder = write_folder(tmp_path, households=[cells], settings=QUIET)
    assert read_folder(folder).warnings == (), reason


OFFICER_ERRORS: list[tuple[Cells, str, str, str]] = [
    ({"id": ""}, "id-missing", "id", "no id"),
    ({"mode": ""}, "word-unknown", "mode", "no mode"),
    ({"mode": "horse"}, "word-unknown", "mode", "no such mode"),
    ({"hours": ""}, "hours-missing", "hours", "no hours"),
    ({"hours": "8-16"}, "availability-malformed", "hours", "no times"),
    ({"hours": "Mo 20:00-07:00"}, "hours-too-long", "hours", "ends at 31:00"),
    ({"hours": "Mo-Fr 06:00-09:00,17:00-21:00"}, "hours-split", "hours", "a gap of 8 hours"),
    ({"hours": "Mo-Fr 06:00-09:00,10:00-12:00,13:00-15:00"}, "hours-split", "hours", "two gaps"),
    (
        {"hours": "Mo 20:00-23:00; Tu 01:00-05:00,20:00-23:00"},
        "hours-split",
        "hours",
        "from the end of a night to the begin of the next",
    ),
    ({"hours": "Mo-Su 00:00-24:00"}, "hours-too-long", "hours", "day and night"),
    (
        {"hours": "Mo 20:00-24:00; Tu 00:00-07:00"},
        "hours-too-long",
        "hours",
        "ends at 31:00, written as two",
    ),
    (
        {"break_minutes": "30"},
        "break-incomplete",
        "break_window",
        "how long, but not when",
    ),
    ({"break_window": "11:00-13:00"}, "break-incomplete", "break_minutes", "when, not how long"),
    (
        {"break_minutes": "0", "break_window": "11:00-13:00"},
        "number-out-of-range",
        "break_minutes",
        "a break that takes no time",
    ),
    (
        {"break_minutes": "30", "break_window": "13:00-11:00"},
        "hours-malformed",
        "break_window",
        "backwards",
    ),
    (
        {"break_minutes": "30", "break_window": "noon"},
        "hours-malformed",
        "break_window",
        "a word",
    ),
    (
        {"break_minutes": "30", "break_window": "11:60-12:00"},
        "hours-malformed",
        "break_window",
        "no such minute",
    ),
    ({"max_visits": "0"}, "number-out-of-range", "max_visits", "no visits"),
    ({"max_visits": "2.5"}, "number-not-whole", "max_visits", "half a visit"),
    ({"max_busy_minutes": "-60"}, "number-out-of-range", "max_busy_minutes", "negative"),
    ({"share": "0"}, "number-out-of-range", "share", "no work at all"),
    ({"share": "1.5"}, "number-out-of-range", "share", "more than a whole officer"),
    ({"share": "50%"}, "number-malformed", "share", "a percentage"),
    ({"telephone": "4.01E+08"}, "telephone-malformed", "telephone", "taken for an amount"),
    ({"telephone": "401234567.0"}, "telephone-malformed", "telephone", "a number of a sheet"),
    ({"telephone": "ask"}, "telephone-malformed", "telephone", "a word"),
    ({"telephone": "09 " + "1" * 38}, "telephone-malformed", "telephone", "longer than a card"),
]


@pytest.mark.parametrize(
    ("cells", "code", "column", "reason"),
    OFFICER_ERRORS,
    ids=[f"{code}: {reason}" for _, code, _, reason in OFFICER_ERRORS],
)
def test_a_bad_officer_is_told(
    tmp_path: Path, cells: Cells, code: str, column: str, reason: str
) -> None:
    found = findings_of(write_folder(tmp_path, officers=[cells]))
    (finding,) = [finding for finding in found if finding.severity == "error"]
    assert told(finding) == (code, 2, column, (OFFICER | cells).get(column, "")), reason
    assert_complete(finding, "officers.csv")


@pytest.mark.parametrize("column", ["phone", "Tel.", "Mobile", "联系电话", "Téléphone", "Puhelin"])
def test_a_column_that_is_called_otherwise_is_offered_as_the_telephone(
    tmp_path: Path, column: str
) -> None:
    (finding,) = findings_of(write_folder(tmp_path, officers=[{column: "09 1234567"}]))
    assert (finding.code, finding.severity) == ("column-unknown", "warning")
    assert finding.fix == "did you mean 'telephone'?"


CALENDAR_ERRORS: list[tuple[Cells, str, str, str]] = [
    ({"date": ""}, "date-malformed", "date", "no date"),
    ({"date": "24.12."}, "date-malformed", "date", "another way of writing dates"),
    ({"day": ""}, "word-unknown", "day", "neither off nor work"),
    ({"day": "holiday"}, "word-unknown", "day", "neither off nor work"),
    ({"officer": "O9"}, "officer-unknown", "officer", "nobody of that id"),
    (
        {"day": "work", "officer": "O1", "partner": "O9"},
        "officer-unknown",
        "partner",
        "nobody of that id",
    ),
    (
        {"day": "work", "officer": "O1", "partner": "O1"},
        "crew-of-one",
        "partner",
        "his own partner",
    ),
    ({"day": "work", "partner": "O1"}, "crew-of-one", "partner", "a partner of nobody"),
    ({"day": "work", "hours": "08:00"}, "hours-malformed", "hours", "no end"),
    ({"day": "work", "hours": "16:00-31:00"}, "hours-malformed", "hours", "too long a night"),
    (
        {"day": "work", "hours": "08:00-12:00,11:00-16:00"},
        "hours-malformed",
        "hours",
        "the second stretch begins within the first",
    ),
    (
        {"day": "work", "hours": "08:00-10:00,11:00-13:00,15:00-18:00"},
        "hours-malformed",
        "hours",
        "three stretches have two gaps, and a shift has one break",
    ),
    ({"officer": "O1", "hours": "13:00-16:00"}, "off-with-work", "hours", "off, and hours"),
    (
        {"date": "2026-11-30", "day": "work", "officer": "O2"},
        "hours-missing",
        "hours",
        "O2 has no usual hours on a Monday",
    ),
]


@pytest.mark.parametrize(
    ("cells", "code", "column", "reason"),
    CALENDAR_ERRORS,
    ids=[f"{code}: {reason}" for _, code, _, reason in CALENDAR_ERRORS],
)
def test_a_bad_calendar_row_is_told(
    tmp_path: Path, cells: Cells, code: str, column: str, reason: str
) -> None:
    officers = [{}, {"id": "O2", "hours": "Fr 08:00-12:00"}]
    found = findings_of(write_folder(tmp_path, officers=officers, calendar=[cells]))
    (finding,) = found
    day = {"date": "2026-12-24", "day": "off"}
    assert told(finding) == (code, 2, column, (day | cells).get(column, "")), reason
    assert_complete(finding, "calendar.csv")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([{"officer": "O1"}, {"officer": "O1"}], "one officer off twice"),
        ([{}, {}], "everybody off twice"),
        (
            [{"day": "work", "officer": "O1", "partner": "O2"}, {"officer": "O2"}],
            "the partner is off",
        ),
        (
            [
                {"day": "work", "officer": "O1", "partner": "O2"},
                {"day": "work", "officer": "O3", "partner": "O2"},
            ],
            "one partner in two crews",
        ),
    ],
)
def test_a_calendar_says_one_thing_of_everybody_on_a_date(
    tmp_path: Path, rows: list[Cells], reason: str
) -> None:
    officers = [{"id": name} for name in ("O1", "O2", "O3")]
    found = findings_of(write_folder(tmp_path, officers=officers, calendar=rows))
    assert [(f.code, f.row) for f in found] == [("calendar-twice", 3)], reason
    assert "row 2" in found[0].message


def test_an_own_row_beside_everybodys_is_fine(tmp_path: Path) -> None:
    calendar = [{}, {"day": "work", "officer": "O1", "hours": "09:00-12:00"}]
    assert findings_of(write_folder(tmp_path, calendar=calendar)) == []


@pytest.mark.parametrize(
    ("column", "cell", "day"),
    [("due", "46357", "2026-12-01"), ("appointment", "46357.4375", "2026-12-01")],
)
def test_a_date_shown_as_a_number_is_told_with_the_day_it_stands_for(
    tmp_path: Path, column: str, cell: str, day: str
) -> None:
    # 46,357 days after 1899-12-30: 46,022 are 2025-12-31, and December 1 is day 335 of 2026.
    (found,) = findings_of(write_folder(tmp_path, households=[{column: cell}]))
    assert found.fix.endswith(f"; if {day} is meant, format the column as a date")


@pytest.mark.parametrize("word", ["ja", "Oui", "kyllä", "是", "sí"])
def test_yes_may_be_said_in_other_languages(tmp_path: Path, word: str) -> None:
    folder = write_folder(tmp_path, households=[{"do_not_call": word}, {"id": "H2"}])
    assert [visit.id for visit in read_folder(folder).inputs.visits] == ["H2"]


@pytest.mark.parametrize("other", ["H1", "h1", " H 1 ", "Ｈ1", "H\u200b1", "H1\u200e"])
def test_ids_that_look_alike_are_one_id_twice(tmp_path: Path, other: str) -> None:
    found = findings_of(write_folder(tmp_path, households=[{}, {"id": other}]))
    assert [told(finding) for finding in found] == [("duplicate-id", 3, "id", other.strip())]
    assert found[0].message == "also used in row 2"


def test_an_officers_id_stands_there_once(tmp_path: Path) -> None:
    found = findings_of(write_folder(tmp_path, officers=[{}, {"id": "o1"}]))
    assert [told(finding) for finding in found] == [("duplicate-id", 3, "id", "o1")]


@pytest.mark.parametrize("households", [["H1/2", "H1"], ["H1", "H1/2"]])
def test_a_household_is_not_called_like_anothers_second_visit(
    tmp_path: Path, households: list[str]
) -> None:
    rows = [{"id": name, "visits": "2" if name == "H1" else "1"} for name in households]
    found = findings_of(write_folder(tmp_path, households=rows))
    row = households.index("H1/2") + 2
    assert [told(finding) for finding in found] == [("duplicate-id", row, "id", "H1/2")]


def test_one_address_at_two_places_is_warned_of(tmp_path: Path) -> None:
    rows = [
        {"id": "H1", "address": "Street 5"},
        {"id": "H2", "address": "street  5", "longitude": "24.942001"},  # the same door
        {"id": "H3", "address": "Street 5", "longitude": "24.952"},  # 550 m off
    ]
    found = findings_of(write_folder(tmp_path, households=rows))
    assert [told(finding) for finding in found] == [
        ("address-two-places", 4, "address", "Street 5")
    ]
    assert "row 2" in found[0].message


@pytest.mark.parametrize("address", ["R. 31 de Março, s/nº", "R. 31 de Março S/N, Centro", "Mill"])
def test_an_address_without_a_number_may_be_at_many_doors(tmp_path: Path, address: str) -> None:
    rows = [{"id": "H1"}, {"id": "H2", "longitude": "24.952"}]
    rows = [{**row, "address": address} for row in rows]
    assert not findings_of(write_folder(tmp_path, households=rows))


def test_every_error_of_a_row_is_told(tmp_path: Path) -> None:
    cells = {
        "latitude": "x",
        "longitude": "y",
        "availability": "whenever",
        "visit_minutes": "0",
        "visits": "many",
        "days_between": "few",
        "priority": "urgent",
        "due": "soon",
        "latest": "later",
        "appointment": "today",
        "tolerance_minutes": "some",
        "appointment_officer": "O8",
        "officers_needed": "9",
        "skills": "juggling",
        "officer": "O9",
        "do_not_call": "maybe",
    }
    found = findings_of(write_folder(tmp_path, households=[cells]))
    assert sorted(finding.column for finding in found) == sorted(cells)
    assert all(finding.value == cells[finding.column] for finding in found)


def test_a_misspelt_word_is_told_with_the_nearest_known_one(tmp_path: Path) -> None:
    officers = [{"skills": "swedish sign-language"}, {"id": "O2"}]
    cells = {"skills": "sign-langage", "officer": "o2", "priority": "hihg"}
    found = findings_of(write_folder(tmp_path, households=[cells], officers=officers))
    assert {finding.column: finding.fix for finding in found} == {
        "skills": "did you mean 'sign-language'?",
        "officer": "did you mean 'O2'?",
        "priority": "did you mean 'high'?",
    }


def test_a_long_list_of_known_words_is_cut(tmp_path: Path) -> None:
    officers = [{"id": f"N{k}"} for k in range(10)]
    (found,) = findings_of(
        write_folder(tmp_path, households=[{"officer": "zz"}], officers=officers)
    )
    assert found.fix == "use one of: N0, N1, N2, N3, N4, N5, N6, N7 ..."
    (found,) = findings_of(write_folder(tmp_path, households=[{"skills": "zz"}]))
    assert found.fix == "there are none to choose from"


def test_a_home_beyond_the_date_line_is_told(tmp_path: Path) -> None:
    settings = SETTINGS.replace("60.17", "0.0").replace("24.94", "179.9995")
    homes = [
        {"latitude": "0.001", "longitude": "-179.9995"},
        {"id": "H2", "latitude": "0.001", "longitude": "179.999"},
    ]
    found = findings_of(write_folder(tmp_path, settings=settings, households=homes))
    assert [told(finding) for finding in found] == [
        ("coordinate-date-line", 2, "longitude", "-179.9995")
    ]


def test_the_errors_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        households=[{"due": "soon"}, {"id": "H2", "officer": "O9"}],
        officers=[{"mode": "horse"}],
        calendar=[{"date": "soon"}],
    )
    found = findings_of(folder)
    assert sorted((f.file, f.row, f.code) for f in found) == [
        ("calendar.csv", 2, "date-malformed"),
        ("households.csv", 2, "date-malformed"),
        ("households.csv", 3, "officer-unknown"),
        ("officers.csv", 2, "word-unknown"),
    ]


def test_findings_come_file_by_file_and_row_by_row(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        households=[{"due": "soon"}],
        officers=[{"hours": "Mo 06:00-09:00,17:00-21:00"}, {"id": "O2", "mode": "horse"}],
        calendar=[{"date": "soon"}],
    )
    assert [(f.file, f.row) for f in findings_of(folder)] == [
        ("officers.csv", 2),
        ("officers.csv", 3),
        ("calendar.csv", 2),
        ("households.csv", 2),
    ]


def test_a_table_that_is_missing_does_not_make_every_row_of_the_others_wrong(
    tmp_path: Path,
) -> None:
    folder = write_folder(
        tmp_path,
        households=[{"officer": "O1", "skills": "swedish"}],
        calendar=[{"officer": "O1"}],
    )
    (folder / "data" / "officers.csv").unlink()
    assert [(f.file, f.code) for f in findings_of(folder)] == [("officers.csv", "file-missing")]


@pytest.mark.parametrize("column", ["id", "mode", "hours"])
def test_a_column_that_is_missing_is_told_once(tmp_path: Path, column: str) -> None:
    folder = write_folder(tmp_path)
    rows = [{k: v for k, v in (OFFICER | {"id": name}).items() if k != column} for name in "AB"]
    (folder / "data" / "officers.csv").write_text(csv_text(rows))
    found = [finding for finding in findings_of(folder) if finding.severity == "error"]
    assert [told(finding) for finding in found] == [("column-missing", 1, column, "")]


def test_hours_that_the_clock_skips_stop_no_plan(tmp_path: Path) -> None:
    # In Helsinki the clock goes from 03:00 to 04:00 on Sunday 2027-03-28, three hours after 00:00.
    settings = SETTINGS + (
        '[availability]\nquiet_hours = "Mo-Su 00:00-03:30"\n'
        '[availability.visiting_hours]\n"Mo-Su 03:15-09:00" = 0.5\n'
    )
    folder = write_folder(
        tmp_path,
        settings=settings,
        households=[{"availability": "Su 03:10-12:00"}],
        officers=[
            {"hours": "Su 03:05-12:00", "break_minutes": "30", "break_window": "03:00-03:30"}
        ],
        calendar=[{"date": "2027-12-24"}],
    )
    assert findings_of(folder, first_day=date(2027, 3, 28), days=1) == []
    inputs = read_folder(folder, first_day=date(2027, 3, 28), days=1).inputs
    (shift,) = inputs.shifts
    assert (shift.begin, shift.end) == (3 * 3600, 11 * 3600)
    assert shift.pause is not None
    assert (shift.pause.earliest, shift.pause.latest) == (3 * 3600, 3 * 3600)
    assert visit_times(inputs)[0].windows == ((3 * 3600, 11 * 3600),)


def test_an_appointment_at_a_time_the_clock_skips_is_warned_of_and_planned_at_the_jump(
    tmp_path: Path,
) -> None:
    folder = write_folder(
        tmp_path,
        households=[{"appointment": "2027-03-28 03:20"}],
        officers=[{"hours": "Su 01:00-09:00"}],
        calendar=[{"date": "2027-12-24"}],
    )
    (finding,) = findings_of(folder, first_day=date(2027, 3, 28), days=1)
    assert told(finding) == ("time-nonexistent", 2, "appointment", "2027-03-28 03:20")
    assert finding.severity == "warning"
    assert finding.message == (
        "2027-03-28 03:20 does not exist in Europe/Helsinki: the clock jumps to 04:00"
    )
    # Ten minutes either way of the jump, which comes three hours after midnight.
    inputs = read_folder(folder, first_day=date(2027, 3, 28), days=1).inputs
    (start,) = visit_times(inputs)[0].starts
    assert (start.first, start.last) == (3 * 3600 - 600, 3 * 3600 + 600)


def test_nothing_is_written_whatever_is_wrong(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, households=[{"due": "soon"}])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(InputError):
        read_folder(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
