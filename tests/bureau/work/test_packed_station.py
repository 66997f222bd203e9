"""A station's archive: everything that its use cases read, and only what is new comes back.

Tests ``bureau/work/commands.py`` and ``bureau/work/folders.py``.
"""

from __future__ import annotations

import io
import tarfile
from datetime import date
from pathlib import Path

import pytest

from routeplan.bureau.station_requests import StationRequest
from routeplan.bureau.stations import station_files
from routeplan.bureau.work.commands import done_in_parcel
from routeplan.bureau.work.packed_station import Parcel, new_files, packed, stamps, unpacked
from routeplan.followup.recording import record_handout
from routeplan.visitlog.handouts import Handout, handouts
from routeplan.visitlog.store import reading
from tests.bureau.clusters import write_bureau

TODAY, MONDAY = date(2026, 11, 29), date(2026, 11, 30)


def names(archive: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as file:
        return sorted(file.getnames())


def test_what_is_packed_is_what_the_plan_depends_on(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path, 1)
    for name in ("maps/2026-11-23/plan.json", "maps/2026-11-30/plan.json", "notes.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{}")
    tables = ["data/calendar.csv", "data/households.csv", "data/officers.csv"]
    assert names(packed(station_files(folder), MONDAY)) == [
        *tables,
        "maps/2026-11-23/plan.json",
        "routeplan.toml",
    ]
    assert "maps/2026-11-30/plan.json" in names(packed(station_files(folder)))


def test_a_table_elsewhere_the_log_and_the_streets_are_found_again(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path / "bureau", 1)
    shared = tmp_path / "all calendars.csv"
    (folder / "data" / "calendar.csv").rename(shared)
    settings = folder / "routeplan.toml"
    settings.write_text(f'{settings.read_text()}\n[files]\ncalendar = "{shared}"\n')
    log = folder / "data" / "visits.db"
    record_handout(log, [], Handout("2026-11-28T18:00:00+02:00", "clerk", "sheets"))
    area = tmp_path / "area.osm.pbf"
    target = tmp_path / "unpacked"
    variables = unpacked(Parcel(packed(station_files(folder))), target, area)
    assert Path(variables["ROUTEPLAN_FILES_CALENDAR"]).read_bytes() == shared.read_bytes()
    assert variables["ROUTEPLAN_FILES_AREA"] == str(area)
    with reading(Path(variables["ROUTEPLAN_FILES_VISITS"])) as copy:
        assert [handout.by for handout in handouts(copy)] == ["clerk"]
    assert target.stat().st_mode & 0o777 == 0o700


def test_only_what_was_written_since_comes_back(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "changed").write_text("one")
    before = stamps(tmp_path)
    (tmp_path / "changed").write_text("another")
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "new").write_bytes(b"new")
    (tmp_path / ".routeplan").mkdir()
    (tmp_path / ".routeplan" / "cache").write_text("stays")
    assert new_files(tmp_path, before) == {"changed": b"another", "maps/new": b"new"}


def test_settings_of_the_coordinator_go_before_the_station_s_and_a_worker_s_count_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = write_bureau(tmp_path / "bureau", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("ROUTEPLAN_PLAN_DAYS", "nonsense of this worker")
    parcel = Parcel(packed(station_files(folder), MONDAY))
    options = {"first_day": MONDAY, "iterations": 5}
    request = StationRequest("plan", TODAY, options, {"ROUTEPLAN_PLAN_DAYS": "1"})
    outcome = done_in_parcel(request, parcel, tmp_path / "work", None)
    assert outcome.status == 0, outcome.findings
    assert outcome.figures["days"] == 1
    assert [handout.command for handout in outcome.handouts] == ["bureau plan"]
    assert sorted(outcome.files) == [
        f"maps/2026-11-30/{name}" for name in ("made_from.json", "plan.geojson", "plan.json")
    ]
