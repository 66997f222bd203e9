"""Rows of results as entries; everything wrong in them at once.

Tests ``formats/results/result_fields.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from routeplan.followup.due import row_mark
from routeplan.formats.results.entries import (
    RESULT_COLUMNS,
    ReadResults,
    read_results,
    result_table,
)
from routeplan.formats.results.result_fields import ResultContext
from routeplan.formats.station.settings import Settings
from routeplan.formats.tables.rows import Row, Table
from routeplan.model.inputs import PlanCalendar, Policy
from routeplan.visitlog.log_records import (
    Channel,
    Closing,
    Entry,
    Help,
    Matter,
    NewMatter,
    NextStep,
    Opinion,
    Promise,
    Result,
    Round,
)
from tests.formats.folders import csv_text, read_folder, write_folder
from tests.stations import household, inputs_of, officer
from tests.visitlog.logs import MONDAY, ROUND, TUESDAY

HOMES = [household(number, id=f"H{number}") for number in (1, 2, 3)]
STATION = {"name": "S", "latitude": 60.17, "longitude": 24.94}


def settings(**record: Any) -> Settings:
    return Settings.model_validate(
        {"timezone": "Europe/Helsinki", "station": STATION, "record": record}
    )


def rounds(day: date, sheet: str) -> list[Round]:
    twice = [ROUND, replace(ROUND, id="2026-11-30/O1/ffff")]
    anew = [ROUND, replace(ROUND, id="2026-11-30/O1/ffff", code="W7")]
    todays = {"K3": [ROUND], "O1": twice, "": [ROUND], "O2": anew}
    return todays.get(sheet, []) if day == MONDAY else []


def open_matters(day: date) -> dict[str, list[Matter]]:
    """One of H1, two of H2."""
    found: dict[str, list[Matter]] = {}
    for name, home in (("M1", "H1"), ("M2", "H2"), ("M3", "H2")):
        told = (name, home, "lamp", MONDAY, None, "", "look", TUESDAY, True, ())
        found.setdefault(home, []).append(Matter(*told))
    return found if day >= MONDAY else {}


def reading(**record: Any) -> ResultContext:
    inputs = inputs_of(HOMES, [], [], officers=[officer("O1"), officer("O2")])
    owners = {"M1": "H1", "M2": "H2", "M3": "H2"}
    known = (inputs, settings(**record), TUESDAY, rounds, owners)
    return ResultContext(*known, open_matters=open_matters)


def read(*rows: dict[str, str], **record: Any) -> ReadResults:
    common = {"date": "2026-11-30", "sheet": "K3", "stop": "1", "result": "m"}
    made = (Row(k, common | row) for k, row in enumerate(rows, start=2))
    return read_results(Table("results.csv", "", RESULT_COLUMNS, tuple(made)), reading(**record))


def entry(row: dict[str, str], **record: Any) -> Entry:
    found = read(row, **record)
    assert found.findings == ()
    (only,) = found.entries
    return only


def test_a_stop_of_a_sheet_is_the_call_that_was_planned() -> None:
    found = read({"stop": "2", "result": "e", "persons": "3"})
    assert found.entries == (
        Entry(
            day=MONDAY,
            household="H2",
            visit="H2/1",
            officers=("O1", "O2"),
            result=Result.ENTERED,
            round=ROUND.id,
            stop="2",
            persons=3,
            called_at=37_800,
            row_mark=row_mark(HOMES[1]),
        ),
    )
    assert found.rounds == (ROUND,)


def test_a_call_off_the_sheets_names_its_household_and_officers() -> None:
    told = {"sheet": "", "stop": "", "household": "H3", "officers": "O1+O2", "time": "18:30"}
    found = entry(told | {"channel": "telephone", "minutes": "2.5"})
    assert (found.household, found.visit, found.round) == ("H3", "H3", "")
    assert (found.officers, found.channel) == (("O1", "O2"), Channel.TELEPHONE)
    assert (found.called_at, found.seconds) == (18 * 3600 + 1800, 150)


def test_reserve_stops_and_other_channels_have_no_planned_time() -> None:
    assert entry({"stop": "A"}).called_at is None
    assert entry({"channel": "telephone"}).called_at is None
    assert entry({"time": "9:05"}).called_at == 9 * 3600 + 300


@pytest.mark.parametrize(
    ("text", "result", "persons"),
    [
        ("m", Result.MET, 1),
        ("E", Result.ENTERED, 1),
        ("o", Result.OUT, 0),
        ("Refused", Result.REFUSED, 0),
        ("v", Result.MOVED, 0),
        ("w", Result.WRONG, 0),
        ("x", Result.WITHDRAWN, 0),
        ("无人", Result.OUT, 0),
    ],
)
def test_results_are_letters_words_or_the_stations_own_words(
    text: str, result: Result, persons: int
) -> None:
    found = entry({"result": text}, results={"无人": "o"})
    assert (found.result, found.persons) == (result, persons)


def ticked(hours: str) -> ReadResults:
    """As returned on a card of a station that is open on weekdays from 8 to 13."""
    policy = Policy(visiting_hours=(("Mo-Fr 08:00-13:00", 0.5),))
    staff = [officer("O1", hours="Mo-Fr 08:00-16:00"), officer("O2")]
    inputs = inputs_of(HOMES, [], [], officers=staff, policy=policy)
    cells = {"date": "2026-11-30", "sheet": "K3", "stop": "1", "result": "o", "hours": hours}
    table = Table("results.csv", "", RESULT_COLUMNS, (Row(2, cells),))
    return read_results(table, replace(reading(), inputs=inputs))


@pytest.mark.parametrize(
    ("letters", "hours"),
    [
        ("a", "Mo-Fr 08:00-11:00"),
        ("B", "Mo-Fr 11:00-13:00"),
        ("b, a", "Mo-Fr 08:00-13:00"),
    ],
)
def test_letters_ticked_on_a_card_are_hours(letters: str, hours: str) -> None:
    found = ticked(letters)
    assert found.findings == ()
    assert [entry.hours for entry in found.entries] == [hours]


def test_a_letter_that_no_card_has_is_told_with_those_there_are() -> None:
    (finding,) = ticked("a h").findings
    assert (finding.code, finding.column, finding.value) == ("hours-not-offered", "hours", "a h")
    assert finding.message == "no officer works during the hours of h"
    assert finding.fix == "the cards have the boxes a, b"


def test_everything_else_that_may_be_said() -> None:
    found = entry(
        {
            "satisfied": "no",
            "difficulty": "2",
            "opinions": "lamps: more light: now | noise",
            "suggestions": "traffic：a crossing",
            "help": "forms: filled in",
            "matter": "Lamp",
            "next_step": "Ask",
            "matter_due": "2026-12-04",
            "closes": "m1: it shines",
            "promise": "2026-12-02 10:00",
            "promise_officer": "O2",
            "hours": "Mo-Fr 17:00–19:00",
            "remarks": "Rings at the back",
        }
    )
    assert found.satisfied is False
    assert found.in_difficulty == 2
    assert found.opinions == (
        Opinion("lamps", "more light: now"),
        Opinion("other", "noise"),
        Opinion("traffic", "a crossing", is_suggestion=True),
    )
    assert found.help_given == (Help("forms", "filled in"),)
    assert found.matter == NewMatter("Lamp", "Ask", date(2026, 12, 4))
    assert found.closings == (Closing("M1", "it shines"),)
    assert found.promise == Promise(date(2026, 12, 2), 36_000, "O2")
    assert found.hours == "Mo-Fr 17:00-19:00"
    assert found.remarks == "Rings at the back"


def test_what_is_not_said_is_not_made_up() -> None:
    found = entry({})
    assert (found.satisfied, found.seconds, found.promise, found.matter) == (None,) * 4
    assert (found.opinions, found.help_given, found.closings, found.hours) == ((), (), (), "")


@pytest.mark.parametrize(
    ("row", "step"),
    [
        ({"next_step": "Ask again"}, ("M1", "Ask again", date(2026, 12, 7))),
        ({"next_step": "m1: Ask again"}, ("M1", "Ask again", date(2026, 12, 7))),
        ({"next_step": "Ask: why?"}, ("M1", "Ask: why?", date(2026, 12, 7))),
        ({"matter_due": "2026-12-04"}, ("M1", "look", date(2026, 12, 4))),
        ({"stop": "2", "next_step": "M3: Ask"}, ("M3", "Ask", date(2026, 12, 7))),
        ({"stop": "2", "next_step": "Ask", "closes": "M3"}, ("M2", "Ask", date(2026, 12, 7))),
    ],
)
def test_a_next_step_is_of_the_open_matter(
    row: dict[str, str], step: tuple[str, str, date]
) -> None:
    """A week after the call unless a date is given; several matters must be told apart."""
    found = entry(row)
    assert (found.matter, found.steps) == (None, (NextStep(*step),))


def test_a_next_step_beside_a_new_matter_is_of_the_new_one() -> None:
    found = entry({"follow_up": "yes", "next_step": "Ask"})
    assert found.matter == NewMatter("", "Ask", date(2026, 12, 7))
    assert found.steps == ()


def test_a_matter_is_due_in_a_week_and_its_next_step_is_what_it_is_about() -> None:
    """The default of [due] matter_days is 7."""
    assert entry({"follow_up": "yes"}).matter == NewMatter("", "", date(2026, 12, 7))
    assert entry({"matter": "Lamp"}).matter == NewMatter("Lamp", "Lamp", date(2026, 12, 7))


def test_known_categories_may_stand_alone() -> None:
    known = {"categories": ["lamps"], "help": ["advice"]}
    found = entry({"opinions": "Lamps: dark | dull", "help": "advice"}, **known)
    assert found.opinions == (Opinion("Lamps", "dark"), Opinion("other", "dull"))
    assert found.help_given == (Help("advice", ""),)


@pytest.mark.parametrize(
    ("told", "today", "now", "column"),
    [
        pytest.param({}, MONDAY, -1, "stop", id="as planned"),
        pytest.param({"time": "23:00"}, MONDAY, 0, "time", id="typed"),
        pytest.param({}, MONDAY, 0, None, id="just now"),
        pytest.param({}, TUESDAY, -36_000, None, id="the day before"),
        pytest.param({}, MONDAY, None, None, id="nobody knows what time it is"),
    ],
)
def test_a_call_that_is_yet_to_come_is_kept_without_a_time(
    told: dict[str, str], today: date, now: int | None, column: str | None
) -> None:
    begin = entry({}).called_at
    assert begin is not None
    known = replace(reading(), today=today, now=None if now is None else begin + now)
    row = Row(2, {"date": "2026-11-30", "sheet": "K3", "stop": "1", "result": "m"} | told)
    found = read_results(Table("results.csv", "", RESULT_COLUMNS, (row,)), known)
    assert [(f.code, f.column, f.severity) for f in found.findings] == (
        [("result-time-ahead", column, "warning")] if column else []
    )
    assert [entry.called_at for entry in found.entries] == [None if column else begin]


ERRORS = [
    ({"date": ""}, "cell-needed", "date"),
    ({"date": "30.11.2026"}, "date-malformed", "date"),
    ({"date": "2026-12-02"}, "result-early", "date"),
    ({"date": "2016-11-30"}, "result-old", "date"),
    ({"date": "2026-12-01"}, "sheet-unknown", "sheet"),
    ({"sheet": "K4"}, "sheet-unknown", "sheet"),
    ({"sheet": "O1"}, "sheet-ambiguous", "sheet"),
    ({"sheet": "O2"}, "sheet-ambiguous", "sheet"),
    ({"stop": "3"}, "stop-unknown", "stop"),
    ({"stop": ""}, "stop-unknown", "stop"),
    ({"sheet": ""}, "cell-needed", "household"),
    ({"sheet": "", "household": "H9"}, "household-unknown", "household"),
    ({"sheet": "", "household": "H1", "officers": "O3"}, "officer-unknown", "officers"),
    ({"result": ""}, "result-unknown", "result"),
    ({"result": "home"}, "result-unknown", "result"),
    ({"result": "o", "persons": "2"}, "persons-not-met", "persons"),
    ({"persons": "1.5"}, "number-not-whole", "persons"),
    ({"persons": "201"}, "number-out-of-range", "persons"),
    ({"channel": "letter"}, "word-unknown", "channel"),
    ({"time": "30:01"}, "time-malformed", "time"),
    ({"time": "9"}, "time-malformed", "time"),
    ({"minutes": "ten"}, "number-malformed", "minutes"),
    ({"satisfied": "perhaps"}, "yes-no-malformed", "satisfied"),
    ({"promise": "tomorrow"}, "time-malformed", "promise"),
    ({"promise": "2026-11-29 10:00"}, "promise-past", "promise"),
    ({"matter": "Lamp", "matter_due": "2026-11-29"}, "matter-due-past", "matter_due"),
    ({"promise": "9999-12-31 10:00"}, "promise-far", "promise"),
    (
        {"promise": "2026-12-02 10:00", "promise_officer": "O9"},
        "officer-unknown",
        "promise_officer",
    ),
    ({"hours": "8-10"}, "availability-malformed", "hours"),
    ({"next_step": "Ask", "closes": "M1"}, "matter-missing", "matter"),
    ({"matter_due": "2026-12-04", "closes": "m1: done"}, "matter-missing", "matter"),
    ({"next_step": "Ask", "stop": "A"}, "matter-missing", "matter"),
    ({"next_step": "Ask", "stop": "2"}, "matter-ambiguous", "next_step"),
    ({"matter_due": "2026-12-04", "stop": "2"}, "matter-ambiguous", "next_step"),
    ({"next_step": "M2: ask"}, "matter-unknown", "next_step"),
    ({"next_step": "Ask", "matter_due": "2026-11-29"}, "matter-due-past", "matter_due"),
    ({"closes": "M2"}, "matter-unknown", "closes"),
    ({"closes": "M9: done"}, "matter-unknown", "closes"),
]


@pytest.mark.parametrize(("change", "code", "column"), ERRORS)
def test_what_is_wrong_is_told_with_row_and_column(
    change: dict[str, str], code: str, column: str
) -> None:
    found = read({"stop": "2"}, change)
    assert [(f.code, f.row, f.column) for f in found.findings] == [(code, 3, column)]
    assert all(f.message and f.fix and f.file == "results.csv" for f in found.findings)
    assert [entry.stop for entry in found.entries] == ["2"]


@pytest.mark.parametrize(
    ("officer", "fix"),
    [
        ("O1", f"write the whole id: {ROUND.id}, 2026-11-30/O1/ffff"),
        ("O2", "write the code beside the QR code: K3, W7"),
    ],
)
def test_of_several_sheets_of_an_officer_the_codes_on_them_are_named(
    officer: str, fix: str
) -> None:
    (finding,) = read({"sheet": officer}).findings
    assert finding.fix == fix


@pytest.mark.parametrize(
    ("text", "hours"),
    [("sexta de manhã", "Fr 08:00-12:00"), ("fri 9-12", "Fr 09:00-12:00"), ("whenever", "Mo-Fr")],
)
def test_hours_in_words_are_answered_with_how_to_write_them(text: str, hours: str) -> None:
    (finding,) = read({"stop": "2", "hours": text}).findings
    assert finding.code == "availability-malformed"
    assert hours in finding.fix


def test_an_unknown_category_is_answered_with_the_nearest() -> None:
    (finding,) = read({"opinions": "lmaps: dark"}, categories=["lamps", "noise"]).findings
    assert (finding.code, finding.fix) == ("category-unknown", "did you mean 'lamps'?")


def test_one_call_said_twice_is_one_entry_unless_it_is_said_differently() -> None:
    assert len(read({}, {}).entries) == 1
    (finding,) = read({}, {"result": "o"}).findings
    assert (finding.code, finding.row) == ("result-twice", 3)


def test_all_mistakes_are_told_at_once() -> None:
    found = read({"result": "?", "stop": "9"}, {"persons": "-1", "time": "x"})
    assert [f.code for f in found.findings] == [
        "result-unknown",
        "stop-unknown",
        "time-malformed",
        "number-out-of-range",
    ]


def test_a_file_may_name_its_columns_as_it_likes(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.csv"
    rows = [{"Day": "2026-11-30", "Sheet": "k3", "Stop": "1", "What came of it": "m", "mood": "-"}]
    path.write_text(csv_text(rows), encoding="utf-8")
    named = {"columns": {"date": "Day", "result": "what came of it"}}
    table = result_table(path, settings(**named))
    assert [(f.code, f.column) for f in table.findings] == [("column-unknown", "mood")]
    found = read_results(table, reading(**named))
    assert [(entry.household, entry.result) for entry in found.entries] == [("H1", Result.MET)]


def test_an_excel_file_may_have_real_dates_and_times(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["date", "sheet", "stop", "result", "time", "promise", "persons"])
    moment = datetime(2026, 12, 2, 10, 0)
    book.active.append([datetime(2026, 11, 30), "K3", 1, "e", time(10, 35), moment, 2])
    book.save(tmp_path / "evening.xlsx")
    found = read_results(result_table(tmp_path / "evening.xlsx", settings()), reading())
    assert found.findings == ()
    (only,) = found.entries
    assert (only.day, only.stop, only.persons) == (MONDAY, "1", 2)
    assert only.called_at == 10 * 3600 + 35 * 60
    assert only.promise == Promise(date(2026, 12, 2), 36_000)


def test_a_file_without_a_result_says_which_column_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.csv"
    path.write_text("date,sheet\n2026-11-30,K3\n", encoding="utf-8")
    table = result_table(path, settings(columns={"result": "Outcome"}))
    assert ("column-missing", "outcome") in [(f.code, f.column) for f in table.findings]


def test_a_promise_at_a_time_the_clock_skips_is_warned_of_and_kept() -> None:
    found = read({"promise": "2027-03-28 03:30"})
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("time-nonexistent", "warning")
    (kept,) = found.entries
    assert kept.promise == Promise(date(2027, 3, 28), 3 * 3600 + 1800)


def test_the_stations_time_zone_counts_for_promises() -> None:
    """On 28 March 2027 Helsinki skips 03:30; Shanghai does not."""
    inputs = replace(reading().inputs, calendar=PlanCalendar(MONDAY, 1, ZoneInfo("Asia/Shanghai")))
    row = Row(2, {"date": "2026-11-30", "sheet": "K3", "stop": "1", "result": "m"})
    row.cells["promise"] = "2027-03-28 03:30"
    table = Table("results.csv", "", RESULT_COLUMNS, (row,))
    assert read_results(table, replace(reading(), inputs=inputs)).findings == ()


def test_the_workspace_tells_where_everybody_stands(tmp_path: Path) -> None:
    workspace = read_folder(write_folder(tmp_path))
    assert set(workspace.standings) == set(workspace.inputs.households_by_id)
    assert workspace.visit_log == tmp_path / "data" / "visits.db"
    assert not workspace.visit_log.exists()
