"""Whatever an open station is asked, its data frames answer, and not files that lie in the folder.

Tests ``station/calls/station_tables.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pandas as pd
import pytest

import routeplan
from tests.cli.workspaces import MONDAY, SUNDAY, TUESDAY

ON_TUESDAY = SUNDAY | {"ROUTEPLAN_TODAY": TUESDAY}
TABLES = ("households", "officers", "calendar")
Call = Callable[[routeplan.OpenStation, routeplan.StationPlan], Any]


CALLS: dict[str, Call] = {
    "plan": lambda station, _: station.plan(TUESDAY, 1, iterations=20).plan,
    "open_plan": lambda station, _: station.open_plan(on=MONDAY).inputs,
    "save": lambda station, plan: station.save(plan).path.read_bytes(),
    "week": lambda station, _: len(station.week(TUESDAY, 1, iterations=20).drawn.files),
    "draw": lambda station, plan: len(station.draw(plan, officer="O1").files),
    "export": lambda station, plan: station.export(plan, formats=["csv"]).files,
    "record": lambda station, _: station.record(MONDAY, "O1", "3o").added.new[0].entry.household,
    "answer": lambda station, _: (
        station.record(MONDAY, "O1", "3o"),
        station.answer(MONDAY, "O1", "3", hours="Tu 13:00-15:00").added.new[0].entry.hours,
    )[1],
    "suggest_hours": lambda station, _: (
        station.suggest_hours(station.plan(TUESDAY, 1, iterations=5), iterations=5).met
    ),
    "compare_staffing": lambda station, plan: station.compare_staffing(plan, rounds=1, runs=5),
    "balance": lambda station, plan: station.balance(plan, iterations=5).choices,
    "report": lambda station, _: station.report(MONDAY, MONDAY).report,
    "replan": lambda station, plan: (
        station.replan(plan, day=TUESDAY, ill=["O2"], iterations=20).plan.plan
    ),
    "explain": lambda station, plan: station.explain(plan, "H11", iterations=5),
    "forecast": lambda station, plan: station.forecast(plan, runs=5),
    "cards": lambda station, plan: (station.cards(plan), station.cards(contact=True)),
    "notices": lambda station, plan: station.notices(plan, with_alone=True),
    "lock": lambda station, plan: station.lock(plan, officers=["O1"]),
    "unlock": lambda station, plan: (
        station.lock(plan, officers=["O1"], write=True),
        station.unlock(plan, everything=True),
    ),
    "due": lambda station, _: station.due(),
    "learn": lambda station, _: station.learn().calls,
    "matters": lambda station, _: station.matters(),
    "priorities": lambda station, _: station.priorities(),
    "opinions": lambda station, _: station.opinions(),
    "outreach": lambda station, _: station.outreach(),
    "experience": lambda station, _: station.experience(),
    "purge": lambda station, _: station.purge(MONDAY).log,
    "undo": lambda station, _: station.undo(write=False).restored,
    "redo": lambda station, _: (station.undo(), station.redo(write=False))[1].restored,
    "inputs": lambda station, _: station.inputs,
    "findings": lambda station, _: station.findings,
    "workspace": lambda station, _: station.workspace.standings,
}
"""Every public call."""


OF_THE_LOG = ("report", "due", "learn", "matters", "priorities", "opinions", "inputs")


def _answer(name: str, station: routeplan.OpenStation) -> Any:
    return CALLS[name](station, station.open_plan(on=MONDAY))


def test_every_public_call_is_among_them() -> None:
    public = {name for name in dir(routeplan.OpenStation) if not name.startswith("_")}
    assert public - {"folder", "frames"} == CALLS.keys()


@pytest.fixture(scope="session")
def _begun(_saved: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Monday's round of O1 was handed out and recorded, and people in difficulty were met."""
    folder = copytree(_saved, tmp_path_factory.mktemp("begun") / "station")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ON_TUESDAY.items():
            patch.setenv(name, value)
        station = routeplan.open_station(folder)
        station.draw(station.open_plan(on=MONDAY), officer="O1", day=MONDAY)
        station.record(MONDAY, "O1", "1m! 2o", add=["1 matter the lamp is out", "1 difficulty 1"])
    return folder


@pytest.fixture
def begun(_begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> routeplan.OpenStation:
    for name, value in ON_TUESDAY.items():
        monkeypatch.setenv(name, value)
    return routeplan.open_station(copytree(_begun, tmp_path / "station"))


def _frames(folder: Path) -> dict[str, pd.DataFrame]:
    return {
        name: pd.read_csv(folder / "data" / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in TABLES
    }


def _of_frames(station: routeplan.OpenStation, lies_there: str) -> routeplan.OpenStation:
    """The same station, opened with its tables as data frames, whatever lies in the folder."""
    frames, data = _frames(station.folder), station.folder / "data"
    for name, frame in frames.items():
        path = data / f"{name}.csv"
        if lies_there == "nothing":
            path.unlink()
        elif lies_there == "another station's":
            other = frame.head(1).assign(id=f"Z{name[0]}") if "id" in frame else frame.iloc[:0]
            other.to_csv(path, index=False)
        else:
            path.write_bytes(b"\xff\xfe\x00")
    return routeplan.open_station(station.folder, **frames)


@pytest.mark.parametrize("name", CALLS)
def test_no_call_reads_what_lies_there(name: str, begun: routeplan.OpenStation) -> None:
    station = _of_frames(begun, "no table")
    _answer(name, station)


@pytest.mark.parametrize("lies_there", ["nothing", "another station's"])
def test_answers_are_those_of_the_same_tables_in_files(
    lies_there: str, begun: routeplan.OpenStation
) -> None:
    by_files = [_answer(name, begun) for name in OF_THE_LOG]
    station = _of_frames(begun, lies_there)
    assert [_answer(name, station) for name in OF_THE_LOG] == by_files


def test_the_priority_of_a_data_frame_is_not_written_into_a_file(
    begun: routeplan.OpenStation,
) -> None:
    station = _of_frames(begun, "another station's")
    table = station.folder / "data" / "households.csv"
    before = table.read_bytes()
    assert len(station.priorities().proposals) == 1
    with pytest.raises(routeplan.UsageError, match="are a data frame"):
        station.priorities(write=True)
    assert table.read_bytes() == before
