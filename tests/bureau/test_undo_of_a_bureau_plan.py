"""What the bureau delivers can be undone at the station, and harms no write noted there."""

from __future__ import annotations

from pathlib import Path

from routeplan.bureau.delivery import put_aside, put_in_place
from routeplan.bureau.station_requests import StationOutcome
from routeplan.bureau.stations import StationFolder
from routeplan.bureau.work.packed_station import new_files, stamps
from routeplan.station.use_cases.undo.take_back import noted_writes, take_back
from tests.cli.workspaces import MONDAY, run, write_station

PLANNED = ("--first-day", MONDAY, "--quiet", "--iterations")


def test_a_delivered_plan_is_one_write_of_the_station(tmp_path: Path) -> None:
    """The worker plans in a copy that notes its own write; only the station's is kept."""
    station, copy = write_station(tmp_path / "station"), write_station(tmp_path / "copy")
    assert run("plan", station, *PLANNED, "50").exit_code == 0
    plan = station / "maps" / MONDAY / "plan.json"
    before = plan.read_bytes()
    known = stamps(copy)
    assert run("plan", copy, *PLANNED, "70", "--seed", "7").exit_code == 0
    files = {n: c for n, c in new_files(copy, known).items() if n.startswith("maps/")}
    assert not any(name.startswith("maps/undo/") for name in files)
    folder = StationFolder("station", station)
    put_aside(tmp_path, folder, StationOutcome(0, files=files))
    put_in_place(tmp_path, folder)
    assert plan.read_bytes() != before
    assert [noted_write.command for noted_write in noted_writes(station)] == ["plan", "bureau plan"]
    assert take_back(station).write.command == "bureau plan"
    assert plan.read_bytes() == before
