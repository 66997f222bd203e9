"""A run over a bureau's stations by workers of this computer: ``run.py`` with all it stands on.

Tests ``bureau/work/child.py``.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from routeplan.bureau.cluster import Cluster
from routeplan.bureau.dispatch import Returned
from routeplan.bureau.ledger import Ledger, LedgerLine, StationInputs, StationState
from routeplan.bureau.run import BureauRun, Run, RunAtWork, alone, is_at_work
from routeplan.bureau.station_requests import Lost, StationOutcome, StationRequest
from routeplan.bureau.stations import station_files, stations_below
from routeplan.bureau.work.child import Child
from routeplan.bureau.work.packed_station import Parcel, packed
from routeplan.errors import EXIT_INPUT, StoreBusyError, UsageError
from tests.bureau.clusters import one_local_cluster, write_bureau

TODAY, MONDAY = date(2026, 11, 29), date(2026, 11, 30)
PLAN = StationRequest("plan", TODAY, {"first_day": MONDAY, "days": 2, "iterations": 50})


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Of one worker, for all runs."""
    with one_local_cluster():
        yield


def run(
    root: Path, request: StationRequest = PLAN, **how: bool
) -> tuple[Run, dict[str, LedgerLine]]:
    """A run by one worker of this computer, and what the ledger says of each station."""
    done = BureauRun(root, request, Cluster(workers=1), again=how.pop("again", False)).run(**how)
    with Ledger(root) as ledger:
        return done, {line.station: line for line in ledger.lines(done.number)}


def spoil(folder: Path) -> Path:
    """A latitude that is none; the table as it was is returned by mending it."""
    table = folder / "data" / "households.csv"
    table.write_text(table.read_text().replace("60.17", "x60.17", 1))
    return table


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")
def test_a_station_whose_tables_are_wrong_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    first, second, third = write_bureau(tmp_path, 3)
    table = spoil(second)
    done, lines = run(tmp_path)
    assert done.counts == {StationState.DONE: 2, StationState.WRONG: 1}
    wrong = lines["district1/s001"]
    assert wrong.status == EXIT_INPUT
    assert any("latitude" in text and "number" in text for text in map(str, wrong.findings))
    assert (first / "maps" / "2026-11-30" / "plan.json").is_file()
    assert not (second / "maps").exists()

    # mended, it alone is planned: the others have not changed, though their logs know of the plan
    table.write_text(table.read_text().replace("x60.17", "60.17", 1))
    done, lines = run(tmp_path)
    assert done.counts == {StationState.UNCHANGED: 2, StationState.DONE: 1}
    assert lines["district0/s000"].figures["visits"] == lines["district1/s001"].figures["visits"]

    # a cell that the plan depends on
    homes = third / "data" / "households.csv"
    homes.write_text(homes.read_text().replace("Ring twice", "Ring thrice"))
    done, lines = run(tmp_path)
    assert [name for name, line in lines.items() if line.state is StationState.DONE] == [
        "district2/s002"
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")
def test_sheets_are_drawn_and_the_station_s_own_log_knows_its_rounds(tmp_path: Path) -> None:
    from routeplan.visitlog.reading import rounds
    from routeplan.visitlog.store import reading

    (folder,) = write_bureau(tmp_path, 1)
    run(tmp_path)
    run(tmp_path, StationRequest("sheets", TODAY, {"on": MONDAY}))
    assert (folder / "maps" / "2026-11-30" / "sheets.pdf").read_bytes().startswith(b"%PDF")
    with reading(folder / "data" / "visits.db") as log:
        assert len(rounds(log)) == 3


def test_a_second_coordinator_is_refused(tmp_path: Path) -> None:
    assert not is_at_work(tmp_path)
    with alone(tmp_path), pytest.raises(StoreBusyError), alone(tmp_path):
        pass
    assert not is_at_work(tmp_path)
    with alone(tmp_path):
        assert is_at_work(tmp_path)


def test_where_no_station_is_and_where_nothing_was_interrupted(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no folder below .* holds a routeplan.toml"):
        run(tmp_path)
    write_bureau(tmp_path, 1)
    with pytest.raises(UsageError, match="leave out --resume"):
        run(tmp_path, resume=True)


def test_a_station_s_folder_holds_no_other_station(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path, 1)
    write_bureau(folder / "maps", 1)
    write_bureau(folder / "old", 1)
    assert [station.name for station in stations_below(tmp_path)] == ["district0/s000"]


@pytest.mark.slow
def test_a_process_that_dies_is_named_by_its_signal_and_the_next_one_works(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path / "bureau", 1)
    parcel = Parcel(packed(station_files(folder)))
    check = StationRequest("check", TODAY)
    child = Child()

    def kill_soon() -> None:
        time.sleep(0.2)
        os.kill(child.pid, signal.SIGKILL)

    threading.Thread(target=kill_soon).start()
    outcome = child.do((check, parcel, tmp_path / "one", None))
    assert outcome == Lost("SIGKILL")
    assert not child.lives
    with closing(Child()) as another:
        outcome = another.do((check, parcel, tmp_path / "two", None))
    assert isinstance(outcome, StationOutcome)
    assert outcome.status == 0
    assert outcome.figures["households"] == 12


def test_a_station_whose_process_dies_twice_is_set_aside(tmp_path: Path) -> None:
    write_bureau(tmp_path, 1)
    stations = {folder.name: folder for folder in stations_below(tmp_path)}
    bureau = BureauRun(tmp_path, PLAN, Cluster())
    name = "district0/s000"
    with Ledger(tmp_path) as ledger:
        number = ledger.begin(PLAN, {name: StationInputs("sum")}, "now", again=False)
        work = RunAtWork(bureau, ledger, number, stations)
        died = Returned(name, "worker", Lost("SIGSEGV"))
        assert work.took(died)
        assert not work.took(died)
        (line,) = ledger.lines(number)
    assert line.state is StationState.SET_ASIDE
    assert [str(finding) for finding in line.findings] == ["its process died 2 times: SIGSEGV"]


def test_a_worker_that_is_lost_is_not_the_station_s_fault(tmp_path: Path) -> None:
    write_bureau(tmp_path, 1)
    stations = {folder.name: folder for folder in stations_below(tmp_path)}
    bureau = BureauRun(tmp_path, PLAN, Cluster())
    name = "district0/s000"
    with Ledger(tmp_path) as ledger:
        number = ledger.begin(PLAN, {name: StationInputs("sum")}, "now", again=False)
        work = RunAtWork(bureau, ledger, number, stations)
        for _ in range(5):
            assert work.took(Returned(name, "worker", None))
        (line,) = ledger.lines(number)
    assert (line.state, line.deaths) == (StationState.WAITING, 0)
