"""An appointment before the plan's first day is over: its household is planned by its own hours.

Tests ``station/reading/opening_warnings.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.followup.due import DueState
from routeplan.followup.due_list import due_list
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Priority, Visit
from routeplan.station.reading.open_station import Workspace
from routeplan.visitlog.log_records import Channel, Entry, Promise
from tests.formats.folders import findings_of, read_folder, write_folder
from tests.visitlog.logs import call, record

FIRST = date(2026, 11, 30)
"""The Monday on which the plan of five days begins."""
WEDNESDAY_BEFORE = date(2026, 11, 25)
OVER = {"appointment": "2026-11-25 10:00"}


def read(folder: Path, cells: Mapping[str, str], *log: Entry) -> Workspace:
    """A station with ``H1`` as these cells say and an ordinary ``H2``, and that in its log."""
    write_folder(folder, households=[cells, {"id": "H2", "latitude": "60.171"}])
    if log:
        record(folder / "data" / "visits.db", *log)
    return read_folder(folder)


def called(result: str, day: date = WEDNESDAY_BEFORE, **more: object) -> Entry:
    return call(result, day=day, **more)


def visit_of(workspace: Workspace) -> Visit:
    return workspace.inputs.visits_by_id["H1"]


def codes(workspace: Workspace) -> list[str]:
    return [finding.code for finding in workspace.warnings]


@pytest.mark.parametrize(
    ("log", "first_meeting"),
    [
        ((), 1.0),
        ((called("out", household="H2", visit="H2"),), 1.5),
        ((called("out"),), 1.5),
        ((called("met", WEDNESDAY_BEFORE - timedelta(days=1)),), 1.0),
        ((called("refused", WEDNESDAY_BEFORE - timedelta(days=1)),), 1.5),
    ],
    ids=["no log", "not called on", "a shut door", "met the day before", "refused before"],
)
def test_an_appointment_that_led_to_nothing_puts_the_household_among_the_first(
    tmp_path: Path, log: tuple[Entry, ...], first_meeting: float
) -> None:
    workspace = read(tmp_path, OVER | {"availability": "Mo-Fr 13:00-15:00"}, *log)
    visit = visit_of(workspace)
    assert (visit.appointment, visit.priority) == (None, Priority.HIGH)
    assert (visit.due, visit.earliest) == (WEDNESDAY_BEFORE, None)
    # by its own hours: 13:00 to 15:00 on each of the five days
    assert len(visit_times(workspace.inputs)[0].windows) == 5
    (finding,) = workspace.warnings
    assert (finding.code, finding.file, finding.row) == ("appointment-over", "households.csv", 2)
    assert "is over" in finding.message
    first, second = due_list(workspace.inputs, workspace.standings)
    assert (first.standing.household, first.standing.state) == ("H1", DueState.LAPSED)
    # high, 5 days overdue: 180 x 2 ** (5 / 30) = 202 minutes, and less than one for the waiting
    assert first.worth // 60 == int(202.1 * first_meeting)
    assert first.worth > second.worth


@pytest.mark.parametrize("result", ["met", "entered", "refused"])
@pytest.mark.parametrize("days_after", [0, 2])
def test_an_appointment_that_was_answered_leaves_the_household_at_rest(
    tmp_path: Path, result: str, days_after: int
) -> None:
    """180 days of rest after a meeting, and as many after a refusal."""
    on = WEDNESDAY_BEFORE + timedelta(days=days_after)
    workspace = read(tmp_path, OVER, called(result, on))
    (later,) = workspace.inputs.later_visits
    assert (later.id, later.appointment, later.earliest) == ("H1", None, on + timedelta(days=180))
    assert codes(workspace) == []


def test_who_moved_away_is_not_called_on_for_an_old_appointment(tmp_path: Path) -> None:
    moved = called("moved", row_mark=mark_of(tmp_path / "marks"))
    workspace = read(tmp_path / "station", OVER, moved)
    assert [visit.id for visit in workspace.inputs.later_visits] == ["H1"]
    assert codes(workspace) == []


def test_what_was_promised_to_the_family_before_is_no_promise_to_the_next(tmp_path: Path) -> None:
    """The row has another name since, so its mark is another one: it begins anew."""
    promise = Promise(WEDNESDAY_BEFORE, 36_000)
    said = called("out", WEDNESDAY_BEFORE - timedelta(days=1), promise=promise)
    workspace = read(tmp_path, {"name": "New family"}, said, called("moved", row_mark="another"))
    assert (visit_of(workspace).priority, codes(workspace)) == (Priority.NORMAL, [])


def mark_of(folder: Path) -> str:
    from routeplan.followup.due import row_mark

    return row_mark(read(folder, OVER).inputs.household("H1"))


def test_a_promise_in_the_log_lapses_likewise(tmp_path: Path) -> None:
    """Met on Tuesday, promised Wednesday, and nobody opened then: no rest after the meeting."""
    promise = Promise(WEDNESDAY_BEFORE, 36_000, "O1")
    tuesday = WEDNESDAY_BEFORE - timedelta(days=1)
    workspace = read(tmp_path, {}, called("met", tuesday, promise=promise), called("out"))
    visit = visit_of(workspace)
    assert (visit.priority, visit.earliest, visit.due) == (Priority.HIGH, None, WEDNESDAY_BEFORE)
    (finding,) = workspace.warnings
    assert (finding.code, finding.file, finding.row) == ("appointment-over", "visits.db", None)
    assert (finding.column, finding.value) == ("promise", "2026-11-25 10:00")
    assert "H1" in finding.message


def test_a_promise_that_a_later_one_replaces_is_not_told(tmp_path: Path) -> None:
    said = (
        called("out", promise=Promise(WEDNESDAY_BEFORE + timedelta(days=1), 36_000)),
        called("met", channel=Channel.TELEPHONE, promise=Promise(FIRST, 39_600)),
    )
    workspace = read(tmp_path, {}, *said)
    appointment = visit_of(workspace).appointment
    assert appointment is not None
    assert (appointment.on, codes(workspace)) == (FIRST, [])


def test_must_and_latest_stay_promises(tmp_path: Path) -> None:
    workspace = read(tmp_path, OVER | {"priority": "must", "latest": "2026-11-28"})
    visit = visit_of(workspace)
    assert (visit.priority, visit.latest) == (Priority.MUST, date(2026, 11, 28))


def test_a_due_date_before_the_appointment_counts_on(tmp_path: Path) -> None:
    workspace = read(tmp_path, OVER | {"due": "2026-10-01", "priority": "low"})
    assert (visit_of(workspace).due, visit_of(workspace).priority) == (date(2026, 10, 1), "high")


def test_of_several_visits_the_one_that_was_promised_goes_first(tmp_path: Path) -> None:
    workspace = read(tmp_path, OVER | {"visits": "3", "priority": "low"}, called("out"))
    visits = {visit.id: visit for visit in workspace.inputs.visits}
    assert [visits[f"H1/{k}"].priority for k in (1, 2, 3)] == ["high", "low", "low"]
    assert visits["H1/1"].due == WEDNESDAY_BEFORE
    # the others: a day after the log's first one, as days_between says
    assert visits["H1/2"].due == visits["H1/3"].due == WEDNESDAY_BEFORE + timedelta(days=1)


def test_who_asks_not_to_be_called_on_is_left_out_without_a_warning(tmp_path: Path) -> None:
    workspace = read(tmp_path, OVER | {"do_not_call": "yes"}, called("out"))
    assert [visit.id for visit in workspace.inputs.refused_visits] == ["H1"]
    assert codes(workspace) == []


@pytest.mark.parametrize("day", ["2026-11-25 10:00", "2026-12-12 10:00"])
def test_who_asks_not_to_be_called_on_is_named_whenever_the_appointment_is(
    tmp_path: Path, day: str
) -> None:
    workspace = read(tmp_path, {"appointment": day, "do_not_call": "yes"})
    assert [visit.id for visit in workspace.inputs.refused_visits] == ["H1"]
    assert [visit.id for visit in workspace.inputs.visits] == ["H2"]


def test_an_officer_who_left_since_does_not_matter_any_more(tmp_path: Path) -> None:
    cells = {"appointment_officer": "O9"}
    assert codes(read(tmp_path / "over", OVER | cells)) == ["appointment-over"]
    write_folder(tmp_path / "still", households=[cells | {"appointment": "2026-12-01 10:00"}])
    assert [finding.code for finding in findings_of(tmp_path / "still")] == ["officer-unknown"]


def test_a_cleared_cell_leaves_an_ordinary_household(tmp_path: Path) -> None:
    workspace = read(tmp_path, {}, called("out"))
    assert (visit_of(workspace).priority, codes(workspace)) == (Priority.NORMAL, [])


def test_hours_that_count_again_are_checked_again(tmp_path: Path) -> None:
    workspace = read(tmp_path, OVER | {"availability": "2025 Jan 01 10:00-12:00"})
    assert codes(workspace) == ["availability-no-day", "appointment-over"]


def test_a_plan_made_ahead_does_not_call_over_what_is_to_come(tmp_path: Path) -> None:
    """Today is Sunday the 29th; the plan begins on Wednesday, the appointment is on Monday."""
    folder = write_folder(tmp_path, households=[{"appointment": "2026-11-30 10:00"}])
    workspace = read_folder(folder, first_day=date(2026, 12, 2))
    (finding,) = workspace.warnings
    assert "is before this plan" in finding.message
    assert [visit.id for visit in workspace.inputs.visits] == ["H1"]


days = st.integers(-4, 8).map(lambda k: FIRST + timedelta(days=k))
results = st.sampled_from(["out", "met", "entered", "refused"])


@settings(max_examples=60, deadline=None)
@given(
    appointment=st.none() | days,
    count=st.integers(1, 3),
    do_not_call=st.booleans(),
    log=st.lists(st.tuples(results, st.integers(1, 6), st.none() | days), max_size=3),
)
def test_no_appointment_hides_a_household(
    appointment: date | None,
    count: int,
    do_not_call: bool,
    log: list[tuple[str, int, date | None]],
) -> None:
    """Each visit is in one list. What waits has a reason: rest, peace, or a later promise."""
    cells = {"visits": str(count), "do_not_call": "yes" if do_not_call else "no"}
    if appointment:
        cells["appointment"] = f"{appointment} 10:00"
    entries = []
    for k, (result, back, promised) in enumerate(log):
        day = FIRST - timedelta(days=back)
        promise = Promise(promised, 36_000) if promised and promised >= day else None
        entries.append(called(result, day, called_at=3600 * (8 + k), promise=promise))
    with TemporaryDirectory() as folder:
        workspace = read(Path(folder), cells, *entries)
    inputs, standing = workspace.inputs, workspace.standings["H1"]
    lists = (inputs.visits, inputs.later_visits, inputs.refused_visits)
    ids = [visit.id for visits in lists for visit in visits if visit.household == "H1"]
    assert sorted(ids) == (["H1"] if count == 1 else [f"H1/{k + 1}" for k in range(count)])
    last = inputs.calendar.dates[-1]
    for visit in inputs.visits:
        assert visit.appointment is None or FIRST <= visit.appointment.on <= last
    for visit in inputs.later_visits:
        promised = visit.appointment or standing.promise
        rests = visit.earliest is not None and visit.earliest > last
        assert rests or (promised is not None and promised.on > last)
    if standing.lapsed and not do_not_call:
        assert any(visit.household == "H1" for visit in inputs.visits)
        assert "appointment-over" in codes(workspace)


def test_of_two_times_ahead_the_one_that_counts_is_named(tmp_path: Path) -> None:
    """The table's Wednesday and the log's Thursday: whoever wrote the cell has to know."""
    cells = {"appointment": "2026-12-02 10:00"}
    promised = called("out", promise=Promise(date(2026, 12, 3), 14 * 3600))
    workspace = read(tmp_path / "other", cells, promised)
    (finding,) = workspace.warnings
    assert (finding.code, finding.file, finding.row) == (
        "appointment-replaced",
        "households.csv",
        2,
    )
    assert finding.value == "2026-12-02 10:00"
    assert "2026-12-03 14:00" in finding.message
    appointment = visit_of(workspace).appointment
    assert appointment is not None
    assert appointment.on == date(2026, 12, 3)
    same = called("out", promise=Promise(date(2026, 12, 2), 10 * 3600))
    assert codes(read(tmp_path / "same", cells, same)) == []
    assert codes(
        read(tmp_path / "after the plan", {"appointment": "2026-12-09 10:00"}, promised)
    ) == [
        "appointment-elsewhere",
        "appointment-replaced",
    ]
