"""Putting a station's result in place: killed between any two steps, it is finished afterwards.

Tests ``bureau/work/notes_from_copy.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import routeplan.bureau.delivery as delivery
import routeplan.bureau.run as module
from routeplan.bureau.cluster import Cluster
from routeplan.bureau.delivery import ASIDE, put_aside, put_in_place
from routeplan.bureau.dispatch import Returned
from routeplan.bureau.ledger import Ledger, StationInputs, StationState
from routeplan.bureau.run import BureauRun, RunAtWork
from routeplan.bureau.station_requests import StationOutcome, StationRequest
from routeplan.bureau.stations import stations_below
from routeplan.errors import StoreBusyError, StoreError
from routeplan.visitlog.handouts import Handout, handouts
from routeplan.visitlog.store import reading
from tests.bureau.clusters import write_bureau

MONDAY = date(2026, 11, 30)
NAME = "district0/s000"
FOLDER = "maps/2026-11-30"
PLAN = StationRequest("plan", date(2026, 11, 29), {"first_day": MONDAY})
OUTCOME = StationOutcome(
    0,
    figures={"visits": 3},
    files={f"{FOLDER}/plan.json": b"{}", f"{FOLDER}/plan.geojson": b"[]"},
    handouts=(Handout("2026-11-29T18:00:00+02:00", "worker", "GeoJSON", command="bureau plan"),),
)


class Killed(BaseException):
    """As a kill stops everything: nothing catches it."""


@contextmanager
def a_run(root: Path) -> Iterator[RunAtWork]:
    """A run over the only station, which is at a worker."""
    stations = {folder.name: folder for folder in stations_below(root)}
    with Ledger(root) as ledger:
        last = ledger.unfinished("plan")
        if last is None:
            number = ledger.begin(PLAN, {NAME: StationInputs("sum")}, "now", again=False)
            ledger.sent(number, NAME, "worker", "sum")
        else:
            number = last.number
        yield RunAtWork(BureauRun(root, PLAN, Cluster()), ledger, number, stations)


def state(work: RunAtWork) -> StationState:
    (line,) = work.ledger.lines(work.number)
    return line.state


def killed_at(patch: pytest.MonkeyPatch, owner: Any, name: str, *, after: bool) -> None:
    """The process is killed when it calls this function, or when that comes back."""
    plain: Callable[..., Any] = getattr(owner, name)

    def dies(*values: Any, **named: Any) -> None:
        if after:
            plain(*values, **named)
        raise Killed

    patch.setattr(owner, name, dies)


STEPS = [
    (module, "put_in_place", False),
    (delivery, "_remove_what_shows_the_plan_before", True),
    (delivery, "write_together", False),
    (delivery, "write_together", True),
    (delivery, "note", True),
    (module, "clear_aside", False),
]


@pytest.mark.parametrize(("owner", "name", "after"), STEPS, ids=str)
def test_killed_between_two_steps_it_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, *, after: bool
) -> None:
    (folder,) = write_bureau(tmp_path, 1)
    before = folder / FOLDER
    before.mkdir(parents=True)
    (before / "plan.json").write_bytes(b"an older plan")
    (before / "sheets.pdf").write_bytes(b"of the older plan")
    with monkeypatch.context() as patch, a_run(tmp_path) as work:
        killed_at(patch, owner, name, after=after)
        with pytest.raises(Killed):
            work.took(Returned(NAME, "worker", OUTCOME))
        assert state(work) is (StationState.DONE if name == "clear_aside" else StationState.ARRIVED)
    with a_run(tmp_path) as work:
        work.put_what_arrived()
        assert state(work) is StationState.DONE
        assert not work.waiting()
    assert (before / "plan.json").read_bytes() == b"{}"
    assert not (before / "sheets.pdf").exists()
    with reading(folder / "data" / "visits.db") as log:
        assert [handout.command for handout in handouts(log)] == ["bureau plan"]


def test_killed_before_the_ledger_knows_it_is_planned_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bureau(tmp_path, 1)
    with monkeypatch.context() as patch, a_run(tmp_path) as work:
        killed_at(patch, module, "put_aside", after=True)
        with pytest.raises(Killed):
            work.took(Returned(NAME, "worker", OUTCOME))
    with a_run(tmp_path) as work:
        work.put_what_arrived()
        assert list(work.waiting()) == [NAME]
        assert not work.took(Returned(NAME, "worker", OUTCOME))
        assert state(work) is StationState.DONE
    assert not list((tmp_path / ASIDE).iterdir())


def test_a_log_that_is_busy_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = write_bureau(tmp_path, 1)

    def busy(*_: object) -> None:
        raise StoreBusyError("somebody else is writing to it")

    with a_run(tmp_path) as work:
        with monkeypatch.context() as patch:
            patch.setattr(delivery, "note", busy)
            assert not work.took(Returned(NAME, "worker", OUTCOME))
            assert state(work) is StationState.ARRIVED
            assert not work.waiting()  # it is planned; nobody plans it again
        work.give_up_what_arrived()
        assert state(work) is StationState.DONE
    with reading(folder / "data" / "visits.db") as log:
        assert len(handouts(log)) == 1


def test_a_folder_that_may_not_be_written_is_one_station_s_fault_a_full_disk_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bureau(tmp_path, 1)
    for number, caught in ((13, True), (28, False)):  # EACCES, ENOSPC

        def fails(*_: object, number: int = number) -> None:
            raise OSError(number, "why", "plan.json")

        with monkeypatch.context() as patch, a_run(tmp_path) as work:
            patch.setattr(delivery, "write_together", fails)
            if caught:
                assert not work.took(Returned(NAME, "worker", OUTCOME))
                assert state(work) is StationState.WRONG
            else:
                with pytest.raises(OSError, match="why"):
                    work.took(Returned(NAME, "worker", OUTCOME))
                assert state(work) is StationState.ARRIVED
    with a_run(tmp_path) as work:  # when there is room again
        work.put_what_arrived()
        assert state(work) is StationState.DONE


@pytest.mark.parametrize(
    "name", ["../other/routeplan.toml", "routeplan.toml", "maps/../../x", "/etc/passwd", ""]
)
def test_a_worker_writes_below_maps_only(tmp_path: Path, name: str) -> None:
    write_bureau(tmp_path, 1)
    (station,) = stations_below(tmp_path)
    put_aside(tmp_path, station, StationOutcome(0, files={name: b"x"}))
    with pytest.raises(StoreError, match="outside the station's maps"):
        put_in_place(tmp_path, station)


def test_no_link_leads_a_file_elsewhere(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path / "bureau", 1)
    (tmp_path / "elsewhere").mkdir()
    (folder / "maps").mkdir()
    (folder / "maps" / "2026-11-30").symlink_to(tmp_path / "elsewhere")
    (station,) = stations_below(tmp_path / "bureau")
    put_aside(tmp_path / "bureau", station, OUTCOME)
    with pytest.raises(StoreError, match="outside the station's maps"):
        put_in_place(tmp_path / "bureau", station)
    assert not list((tmp_path / "elsewhere").iterdir())
