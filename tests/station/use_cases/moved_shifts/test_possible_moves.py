"""Which shifts may be at other hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from routeplan.forecast.moved_shifts import ShiftMove
from routeplan.model.inputs import Shift
from routeplan.station.use_cases.moved_shifts.possible_moves import (
    hours_of,
    shift_moves,
    with_saturday,
)
from tests.formats.folders import SUNDAY, read_folder
from tests.station.use_cases.moved_shifts.stations import (
    DAYTIME,
    FRIDAY,
    MONDAY,
    SATURDAY,
    TUESDAY,
    write_station,
)

Officers = Sequence[Mapping[str, str]]


def moves(folder: Path, *, today: date = SUNDAY) -> dict[str, ShiftMove]:
    """By officers, date and hours instead."""
    workspace = read_folder(folder, first_day=date(2026, 11, 30))
    inputs = with_saturday(workspace)
    return {
        f"{'+'.join(move.moved.officers)} {inputs.calendar.date_of(move.moved.day)} "
        f"{hours_of(inputs, move.moved)}": move
        for move in shift_moves(workspace, inputs, today=today)
    }


def work(shift: Shift) -> int:
    """Seconds on shift without the break."""
    return shift.end - shift.begin - (shift.pause.seconds if shift.pause else 0)


def test_an_hour_or_two_either_way_and_the_evening(tmp_path: Path) -> None:
    """07:00 would lie an hour in the quiet hours."""
    found = moves(write_station(tmp_path, [DAYTIME]))
    assert {name: move.kind.value for name, move in found.items()} == {
        f"O1 {MONDAY} 08:00-16:00": "earlier",
        f"O1 {MONDAY} 10:00-18:00": "later",
        f"O1 {MONDAY} 11:00-19:00": "later",
        f"O1 {MONDAY} 12:00-20:00": "evening",
    }
    assert all(work(move.moved) == 8 * 3600 for move in found.values())


def test_the_tables_with_its_cells_have_the_shift(tmp_path: Path) -> None:
    folder = write_station(tmp_path, [DAYTIME], days=5)
    for move in moves(folder).values():
        days = max(5, move.moved.day + 1)
        read = read_folder(folder, first_day=date(2026, 11, 30), days=days, edits=move.edits)
        assert move.moved in read.inputs.shifts
        assert move.shift not in read.inputs.shifts
        assert len(read.inputs.shifts) == 5


def test_quiet_hours_are_not_entered(tmp_path: Path) -> None:
    quiet = "Mo-Su 00:00-09:00,17:00-24:00"
    assert moves(write_station(tmp_path, [DAYTIME], quiet=quiet)) == {}


def test_a_shift_in_the_quiet_hours_may_leave_them(tmp_path: Path) -> None:
    """From 17:00 on it is quiet: an hour earlier, less of the shift is. 08:00-16:00 has none."""
    folder = write_station(
        tmp_path,
        [DAYTIME],
        officers=[{"hours": "Mo-Fr 10:00-18:00"}],
        quiet="Mo-Su 00:00-08:00,17:00-24:00",
    )
    assert moves(folder).keys() == {f"O1 {MONDAY} 08:00-16:00", f"O1 {MONDAY} 09:00-17:00"}


def test_eleven_hours_lie_between_two_shifts(tmp_path: Path) -> None:
    """Monday until 19:00, Tuesday from 08:00: 13 hours. Two may go, three may not."""
    officers = [{"hours": "Mo 11:00-19:00; Tu 08:00-16:00"}]
    quiet = "Mo-Su 00:00-05:00,23:00-24:00"
    found = moves(write_station(tmp_path, [DAYTIME], officers=officers, quiet=quiet, days=2))
    assert f"O1 {MONDAY} 13:00-21:00" in found
    assert f"O1 {TUESDAY} 06:00-14:00" in found
    officers = [{"hours": "Mo 12:00-20:00; Tu 08:00-16:00"}]
    found = moves(write_station(tmp_path, [DAYTIME], officers=officers, quiet=quiet, days=2))
    assert f"O1 {MONDAY} 13:00-21:00" in found
    assert f"O1 {MONDAY} 14:00-22:00" not in found
    assert f"O1 {TUESDAY} 07:00-15:00" in found
    assert f"O1 {TUESDAY} 06:00-14:00" not in found


def test_a_rest_that_is_shorter_already_is_cut_no_further(tmp_path: Path) -> None:
    """Monday until 22:00, Tuesday from 08:00: 10 hours."""
    officers = [{"hours": "Mo 14:00-22:00; Tu 08:00-16:00"}]
    quiet = "Mo-Su 00:00-05:00"
    found = moves(write_station(tmp_path, [DAYTIME], officers=officers, quiet=quiet, days=2))
    assert f"O1 {MONDAY} 13:00-21:00" in found
    assert f"O1 {MONDAY} 15:00-23:00" not in found
    assert f"O1 {TUESDAY} 09:00-17:00" in found
    assert f"O1 {TUESDAY} 07:00-15:00" not in found


def test_the_night_before_the_plan_is_rested_from(tmp_path: Path) -> None:
    """Sunday's night ends at 02:00 of Monday, the first day: 15 hours before 17:00."""
    officers = [{"hours": "Su 20:00-26:00; Mo 14:00-20:00"}]
    found = moves(write_station(tmp_path, [DAYTIME], officers=officers, quiet=""))
    assert f"O1 {MONDAY} 13:00-19:00" in found  # eleven hours
    assert f"O1 {MONDAY} 12:00-18:00" not in found


def test_the_settings_say_how_long_a_rest_is(tmp_path: Path) -> None:
    officers = [{"hours": "Mo 12:00-20:00; Tu 08:00-16:00"}]
    folder = write_station(tmp_path, [DAYTIME], officers=officers, quiet="", days=2)
    settings = folder / "routeplan.toml"
    text = settings.read_text("utf-8").replace("[plan]\n", "[plan]\nrest_hours = 12\n")
    settings.write_text(text, "utf-8")
    assert f"O1 {MONDAY} 13:00-21:00" not in moves(folder)


def test_a_night_is_counted_on_after_midnight(tmp_path: Path) -> None:
    officers = [{"hours": "Mo-Fr 20:00-02:00"}]
    found = moves(write_station(tmp_path, [DAYTIME], officers=officers, quiet=""))
    assert found.keys() == {
        f"O1 {MONDAY} {hours}"
        for hours in ("18:00-24:00", "19:00-25:00", "21:00-27:00", "22:00-28:00")
    }
    assert found[f"O1 {MONDAY} 22:00-28:00"].edits[0].cells["hours"] == "22:00-28:00"


def test_no_shift_ends_behind_30_or_begins_the_day_before(tmp_path: Path) -> None:
    officers = [{"hours": "Mo 00:30-06:30"}, {"id": "O2", "hours": "Mo 23:00-29:00"}]
    found = moves(write_station(tmp_path, [DAYTIME], officers=officers, quiet=""))
    assert not any("-1" in name[len(f"O1 {MONDAY} ") :].split("-")[0] for name in found)
    assert f"O2 {MONDAY} 24:00-30:00" in found
    assert not any("31:00" in name for name in found)
    assert min(move.moved.begin for move in found.values()) >= 0


def test_the_break_goes_along_or_its_time_goes(tmp_path: Path) -> None:
    """At 12:00-20:00 there is a break at 12; at 14:00-20:00, six hours, there would be none."""
    pause = {"break_minutes": "30", "break_window": "11:00-13:00"}
    long = moves(write_station(tmp_path, [DAYTIME], officers=[{"hours": "Mo 09:00-17:00"} | pause]))
    assert f"O1 {MONDAY} 12:00-20:00" in long
    short = moves(
        write_station(tmp_path, [DAYTIME], officers=[{"hours": "Mo 09:00-15:00"} | pause])
    )
    assert f"O1 {MONDAY} 14:30-20:00" in short
    for move in (*long.values(), *short.values()):
        assert work(move.moved) == work(move.shift)


def test_nobody_works_more_than_six_hours_without_the_break(tmp_path: Path) -> None:
    """Seven hours less half an hour, later by two: no break after 10:30 in them."""
    pause = {"break_minutes": "30", "break_window": "09:00-10:30"}
    officers = [{"hours": "Mo 09:00-16:00"} | pause]
    found = moves(write_station(tmp_path, [DAYTIME], officers=officers))
    assert found.keys() == {f"O1 {MONDAY} 08:00-15:00", f"O1 {MONDAY} 10:00-17:00"}


def test_hours_of_one_date_and_days_off_stay(tmp_path: Path) -> None:
    """Court on Monday morning; Tuesday's row says what is usual, and may go."""
    rows = [
        {"date": MONDAY, "day": "work", "officer": "O1", "hours": "13:00-17:00"},
        {"date": TUESDAY, "day": "work", "officer": "O1", "hours": "09:00-17:00"},
        {"date": SATURDAY, "day": "off", "officer": "O1"},
    ]
    found = moves(write_station(tmp_path, [DAYTIME], calendar=rows, days=5))
    assert not any(MONDAY in name or SATURDAY in name for name in found)
    assert f"O1 {TUESDAY} 12:00-20:00" in found


def test_a_roster_in_the_calendar_may_be_moved(tmp_path: Path) -> None:
    """No usual hours on Mondays: the row is the roster itself, and its cells are edited."""
    rows = [{"date": MONDAY, "day": "work", "officer": "O1", "hours": "09:00-17:00"}]
    officers = [{"hours": "Sa 09:00-17:00"}]
    found = moves(write_station(tmp_path, [DAYTIME], officers=officers, calendar=rows))
    edit = found[f"O1 {MONDAY} 12:00-20:00"].edits[0]
    assert edit.row == {"date": MONDAY, "officer": "O1"}
    read = read_folder(tmp_path, first_day=date(2026, 11, 30), edits=[edit])
    assert [hours_of(read.inputs, shift) for shift in read.inputs.shifts] == ["12:00-20:00"]


def test_split_shifts_stay(tmp_path: Path) -> None:
    rows = [{"date": MONDAY, "day": "work", "officer": "O1", "hours": "09:00-12:00,14:00-17:00"}]
    officers = [{"hours": "Tu 09:00-11:00,13:00-17:00; We 09:00-17:00"}]
    folder = write_station(tmp_path, [DAYTIME], officers=officers, calendar=rows, days=3)
    found = moves(folder)
    assert found
    assert not any(MONDAY in name or TUESDAY in name for name in found)


def test_a_weekday_goes_to_a_saturday_on_which_the_officer_is_free(tmp_path: Path) -> None:
    folder = write_station(tmp_path, [DAYTIME], days=5)
    found = moves(folder)
    saturdays = [move for name, move in found.items() if SATURDAY in name]
    assert found[f"O1 {SATURDAY} 09:00-17:00"].kind == "saturday"
    assert [edit.cells.get("day") for edit in saturdays[-1].edits] == ["off", "work"]
    officers = [{"hours": "Mo-Sa 09:00-17:00"}]
    assert not any(
        SATURDAY in name and move.kind == "saturday"
        for name, move in moves(
            write_station(tmp_path, [DAYTIME], officers=officers, days=6)
        ).items()
    )


def test_a_saturday_behind_the_plan_counts_only_next_to_it(tmp_path: Path) -> None:
    for days in (4, 5, 6):
        workspace = read_folder(
            write_station(tmp_path, [DAYTIME], days=days), first_day=date(2026, 11, 30)
        )
        assert with_saturday(workspace).calendar.days == {4: 4, 5: 6, 6: 6}[days]


def test_a_crew_moves_together_and_both_rest(tmp_path: Path) -> None:
    """O2 is on until 20:00 on Tuesday, alone: the crew of Wednesday may not begin before 07:00."""
    officers = [{"hours": "Mo-Fr 09:00-17:00"}, {"id": "O2", "hours": "Tu 12:00-20:00"}]
    crew = {"date": "2026-12-02", "day": "work", "officer": "O1", "partner": "O2"}
    rows = [crew | {"hours": "09:00-17:00"}]
    found = moves(
        write_station(tmp_path, [DAYTIME], officers=officers, calendar=rows, quiet="", days=3)
    )
    edit = found["O1+O2 2026-12-02 12:00-20:00"].edits[0]
    assert edit.cells == {"day": "work", "hours": "12:00-20:00", "partner": "O2"}
    assert "O1+O2 2026-12-02 07:00-15:00" in found
    assert "O1 2026-12-01 12:00-20:00" in found
    assert not any(name.startswith("O1+O2") and SATURDAY in name for name in found)


def test_days_that_are_over_or_of_today_stay(tmp_path: Path) -> None:
    folder = write_station(tmp_path, [DAYTIME], days=2)
    assert not any(MONDAY in name for name in moves(folder, today=date(2026, 11, 30)))


def test_a_day_on_which_the_clock_jumps_stays(tmp_path: Path) -> None:
    """On 29 March 2026 the clock goes from 03:00 to 04:00 in Helsinki."""
    officers = [{"hours": "Mo-Su 09:00-17:00"}]
    folder = write_station(tmp_path, [DAYTIME], officers=officers, days=3)
    workspace = read_folder(folder, first_day=date(2026, 3, 27))
    inputs = with_saturday(workspace)
    found = shift_moves(workspace, inputs, today=date(2026, 3, 1))
    assert {inputs.calendar.date_of(move.shift.day).day for move in found} == {27}


def test_hours_of_everybody_on_a_date_stay(tmp_path: Path) -> None:
    rows = [{"date": FRIDAY, "day": "work", "hours": "09:00-12:00"}]
    found = moves(write_station(tmp_path, [DAYTIME], calendar=rows, days=5))
    assert not any(FRIDAY in name for name in found)
