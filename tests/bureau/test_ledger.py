"""The ledger: what is done stays done, by the same request from the same inputs only.

Tests ``bureau/estimate.py`` and ``bureau/station_requests.py``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from routeplan.bureau.estimate import longest_first
from routeplan.bureau.ledger import FILE, Ledger, StationInputs, StationState
from routeplan.bureau.station_requests import StationRequest
from routeplan.errors import StoreError

SUNDAY, MONDAY, TUESDAY = (date(2026, 11, 29 + k) if k < 2 else date(2026, 12, 1) for k in range(3))
PLAN = StationRequest("plan", SUNDAY, {"first_day": MONDAY, "days": None, "seconds": 5.0})


def state_after(
    ledger: Ledger,
    first: StationRequest,
    then: StationRequest,
    inputs: str = "sum",
    *,
    again: bool = False,
) -> StationState:
    """Of a station that was done by the first request, in a run of the second."""
    run = ledger.begin(first, {"a": StationInputs("sum")}, "then", again=False)
    ledger.set(run, "a", StationState.DONE, status=0, seconds=1.0, figures={"visits": 7})
    ledger.end(run, "then")
    run = ledger.begin(then, {"a": StationInputs(inputs)}, "now", again=again)
    (line,) = ledger.lines(run)
    if line.state is StationState.UNCHANGED:
        assert line.figures == {"visits": 7}
    return line.state


@pytest.mark.parametrize(
    ("then", "state"),
    [
        pytest.param(PLAN, StationState.UNCHANGED, id="the same"),
        pytest.param(
            StationRequest("plan", MONDAY, PLAN.options),
            StationState.UNCHANGED,
            id="the next day, the same days",
        ),
        pytest.param(
            StationRequest("plan", SUNDAY, {"first_day": TUESDAY, "seconds": 5.0}),
            StationState.WAITING,
            id="another day",
        ),
        pytest.param(
            StationRequest("plan", SUNDAY, PLAN.options, {"ROUTEPLAN_PLAN_SEED": "3"}),
            StationState.WAITING,
            id="another setting",
        ),
        pytest.param(StationRequest("check", SUNDAY), StationState.WAITING, id="another command"),
    ],
)
def test_what_is_unchanged(tmp_path: Path, then: StationRequest, state: StationState) -> None:
    with Ledger(tmp_path) as ledger:
        assert state_after(ledger, PLAN, then) is state


def test_other_inputs_or_again_mean_doing_it_again(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        assert state_after(ledger, PLAN, PLAN, "another sum") is StationState.WAITING
        assert state_after(ledger, PLAN, PLAN, again=True) is StationState.WAITING


def test_a_check_of_another_day_is_another_check(tmp_path: Path) -> None:
    check = StationRequest("check", SUNDAY)
    with Ledger(tmp_path) as ledger:
        assert state_after(ledger, check, check) is StationState.UNCHANGED
        assert state_after(ledger, check, StationRequest("check", MONDAY)) is StationState.WAITING


def test_a_station_that_could_not_be_read_is_never_unchanged(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        for _ in range(2):
            run = ledger.begin(PLAN, {"a": StationInputs("")}, "now", again=False)
            (line,) = ledger.lines(run)
            assert line.state is StationState.WAITING
            ledger.set(run, "a", StationState.DONE)
            ledger.end(run, "now")


def test_a_request_comes_back_as_it_was(tmp_path: Path) -> None:
    request = StationRequest("plan", SUNDAY, {"first_day": MONDAY, "seed": 3}, {"ROUTEPLAN_X": "y"})
    with Ledger(tmp_path) as ledger:
        ledger.begin(request, {}, "now", again=False)
    with Ledger(tmp_path) as ledger:
        last = ledger.unfinished("plan")
        assert last is not None
        assert last.request == request
        assert ledger.unfinished("check") is None


def test_only_the_last_run_of_a_command_can_be_gone_on_with(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.begin(PLAN, {}, "killed", again=False)
        ledger.end(ledger.begin(PLAN, {}, "then", again=False), "then")
        assert ledger.unfinished("plan") is None


def test_the_longest_goes_first_and_an_unknown_one_is_judged_by_its_homes(tmp_path: Path) -> None:
    sizes = {"quick": 100, "slow": 100, "unknown": 300, "grown": 200}
    stations = {name: StationInputs("sum", size) for name, size in sizes.items()}
    with Ledger(tmp_path) as ledger:
        run = ledger.begin(PLAN, stations | {"grown": StationInputs("old", 50)}, "then", again=True)
        for name, seconds in (("quick", 1.0), ("slow", 9.0), ("grown", 2.0)):
            ledger.set(run, name, StationState.DONE, seconds=seconds)
        before = ledger.seconds_before("plan")
        assert before["grown"] == (2.0, 50)
        # grown: 2 s for 50 bytes, now 200 are 8 s; unknown: 12 s for 250 bytes are 14.4 s for 300
        lines = ledger.lines(ledger.begin(PLAN, stations, "now", again=True))
        assert longest_first(lines, before) == ["unknown", "slow", "grown", "quick"]


def test_a_ledger_that_finds_no_room_says_so_and_is_as_it_was(tmp_path: Path) -> None:
    stations = {f"s{number:03}": StationInputs("sum" * 20) for number in range(200)}
    with Ledger(tmp_path) as ledger:
        run = ledger.begin(PLAN, {"a": StationInputs("sum")}, "then", again=False)
        log = ledger._log
        (pages,) = log.execute("PRAGMA page_count").fetchone()
        log.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="the disk is full; make room and go on with --resume"):
            ledger.begin(PLAN, stations, "now", again=False)
        log.execute(f"PRAGMA max_page_count = {pages + 100}")
        last = ledger.unfinished("plan")
        assert last is not None
        assert last.number == run
        assert [line.station for line in ledger.lines(run)] == ["a"]


def test_a_damaged_ledger_says_what_to_do(tmp_path: Path) -> None:
    with Ledger(tmp_path):
        pass
    (tmp_path / ".routeplan" / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="is damaged"):
        Ledger(tmp_path)


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    with Ledger(tmp_path):
        assert (tmp_path / ".routeplan" / FILE).stat().st_mode & 0o777 == 0o600
