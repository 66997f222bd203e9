"""``routeplan beats``: shows beats, and writes them only when told to.

Tests ``cli/commands/beats.py``, ``cli/tables/beats.py`` and ``station/use_cases/write_beats.py``.
"""

from __future__ import annotations

import csv
import json
import stat
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.workspaces import HOSTILE_NAME, change, run

FILES = ["index.html", "beats.gpkg", "beats.geojson", "before-after.csv", "changes.csv"]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def officers_in(folder: Path) -> dict[str, str]:
    with (folder / "data" / "households.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["officer"] for row in csv.DictReader(file)}


def test_nothing_is_written_without_write(station: Path) -> None:
    before = contents(station)
    done = run("beats", station)
    assert done.exit_code == 0, done.output
    assert "Nothing was written." in done.output
    assert contents(station) == before


def test_the_table_tells_now_and_then_by_officer(station: Path) -> None:
    done = run("beats", station)
    assert "1 household of 12" not in done.output
    # H7 is O2's now, the others nobody's.
    assert "0 households of 12 get a different officer, 11 had none." in done.output
    assert "O1 Chen Wei 陈伟" in done.output
    assert "STRAIGHT-LINE ESTIMATE" in done.output


def test_write_gives_every_household_an_officer_and_leaves_pages_and_polygons(
    station: Path,
) -> None:
    done = run("beats", station, "--write", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    written = [station / "maps" / "beats" / name for name in FILES]
    assert told["written"] == [*map(str, written), str(station / "data" / "households.csv")]
    for path in map(Path, told["written"]):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    then = {row["id"]: row["after"] for row in told["households"]}
    assert officers_in(station) == then
    assert set(then.values()) == {"O1", "O2"}
    page = written[0].read_text(encoding="utf-8")
    assert page.count("<script") == 4
    assert HOSTILE_NAME not in page
    rows = list(csv.DictReader(written[4].read_text(encoding="utf-8-sig").splitlines()))
    assert {row["id"]: row["officer_after"] for row in rows} == {
        home: who for home, who in then.items() if home != "H7" or who != "O2"
    }
    assert run("check", station).exit_code == 0


def test_beats_made_once_stay_as_they_are(station: Path) -> None:
    run("beats", station, "--write")
    again = json.loads(run("beats", station, "--json").stdout)
    assert (again["changed"], again["new"]) == (0, 0)


def test_polygons_written_are_polygons_read(station: Path) -> None:
    made = json.loads(run("beats", station, "--write", "--json").stdout)
    change(station, "households", {"all": {"officer": ""}})
    drawn = station / "maps" / "beats" / "beats.gpkg"
    read = json.loads(run("beats", station, "--polygons", drawn, "--json").stdout)
    assert [row["before"] for row in read["households"]] == [
        row["after"] for row in made["households"]
    ]
    assert (read["changed"], read["new"]) == (0, 0)


def test_fresh_forgets_todays_beats(station: Path) -> None:
    run("beats", station, "--write")
    fresh = json.loads(run("beats", station, "--fresh", "--json").stdout)
    assert fresh["new"] == 12


def test_part_timers_get_their_part(station: Path) -> None:
    change(station, "officers", {"O1": {"share": "0.5"}, "O2": {"share": "1"}})
    change(station, "households", {"H11": {"latitude": "60.171"}})
    told = json.loads(run("beats", station, "--even-within", "12", "--fresh", "--json").stdout)
    first, second = (row["after"] for row in told["officers"])
    assert second["seconds"] / first["seconds"] == pytest.approx(2, rel=0.3)


def test_households_of_a_block_stay_together(station: Path) -> None:
    change(station, "households", {f"H{k}": {"note": "block A"} for k in (1, 5, 9)})
    told = json.loads(run("beats", station, "--together", "note", "--json").stdout)
    owner = {row["id"]: row["after"] for row in told["households"]}
    assert owner["H1"] == owner["H5"] == owner["H9"]


def test_a_column_that_nobody_has_is_wrong_usage(station: Path) -> None:
    done = run("beats", station, "--together", "blok")
    assert done.exit_code == 2
    assert "'blok'" in done.stderr


def test_a_file_that_is_not_there_is_told(station: Path) -> None:
    done = run("beats", station, "--polygons", station / "none.gpkg")
    assert done.exit_code == 2
    assert "No such file" in done.stderr


def test_polygons_of_unknown_officers_are_told_and_nothing_is_written(station: Path) -> None:
    run("beats", station, "--write")
    drawn = station / "maps" / "beats" / "beats.geojson"
    drawn.write_text(drawn.read_text().replace('"O1"', '"O7"'))
    before = contents(station)
    done = run("beats", station, "--polygons", drawn, "--write")
    assert done.exit_code == 2
    assert "beats.geojson:1 · 'O7' · unknown officer" in done.stderr
    assert contents(station) == before


def test_polygons_that_leave_homes_out_are_warned_of(station: Path) -> None:
    run("beats", station, "--write")
    drawn = station / "maps" / "beats" / "beats.geojson"
    content = json.loads(drawn.read_text())
    content["features"] = content["features"][:1]
    drawn.write_text(json.dumps(content))
    done = run("beats", station, "--polygons", drawn, "--mode", "foot")
    assert done.exit_code == 0
    assert "lie in no polygon" in done.stderr


def test_beats_in_several_pieces_and_homes_cut_off_are_told(
    station: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """H11 lies 14 km away: too far by the street, were there one."""
    import numpy as np

    from routeplan.model.inputs import NO_WAY, TravelTables
    from routeplan.travel.straight_line import StraightLine

    plain = StraightLine.tables

    def without_far_ways(self, places, modes, progress=None):
        tables = plain(self, places, modes, progress)
        seconds = np.where(tables.metres > 10_000, NO_WAY, tables.seconds)
        return TravelTables(tables.modes, seconds, tables.metres, tables.source, True)

    monkeypatch.setattr(StraightLine, "tables", without_far_ways)
    change(station, "households", {f"H{k}": {"officer": f"O{1 + k % 2}"} for k in range(1, 13)})
    done = run("beats", station)
    assert done.exit_code == 0, done.output
    assert "In several pieces before: O1" in done.output
    assert "1 households have no way" in done.output
    assert "These are H11." in done.output
    told = json.loads(run("beats", station, "--json").stdout)
    assert told["cut_off"] == ["H11"]
    assert Counter(row["after"] for row in told["households"]).keys() == {"O1", "O2"}
