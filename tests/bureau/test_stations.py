"""Which folders are stations, and what a station's result depends on."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from routeplan.bureau.stations import Digests, station_files, stations_below
from routeplan.followup.recording import record_handout
from routeplan.visitlog.handouts import Handout
from routeplan.visitlog.log_records import Round
from tests.bureau.clusters import write_bureau

MONDAY = date(2026, 11, 30)


def a_round(day: date) -> Round:
    return Round(f"r{day}", "ABC", day, day, "O1/0", ("O1",), 60, 60, 1.0, ())


def digest(folder: Path, planned_from: date | None = MONDAY) -> str:
    return Digests().of_inputs(station_files(folder), planned_from)


def write(name: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def hand_out(day: date) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        handout = Handout("2026-11-29T18:00:00+02:00", "clerk", "sheets")
        record_handout(folder / "data" / "visits.db", [a_round(day)], handout)

    return change


@pytest.mark.parametrize(
    ("change", "matters"),
    [
        pytest.param(write("data/households.csv", "\n"), True, id="a table"),
        pytest.param(write("routeplan.toml", "\n"), True, id="settings"),
        pytest.param(write("words-zh.po", "#"), True, id="words"),
        pytest.param(write("data/area.osm.pbf", "#"), True, id="streets"),
        pytest.param(write("maps/2026-11-23/plan.json", "{}"), True, id="the week before"),
        pytest.param(write("maps/2026-11-30/plan.json", "{}"), False, id="the plan itself"),
        pytest.param(write("maps/2026-11-30/index.html", "x"), False, id="a page"),
        pytest.param(write("notes.txt", "x"), False, id="any other file"),
        pytest.param(hand_out(date(2026, 11, 27)), True, id="a round of a day before"),
        pytest.param(hand_out(MONDAY), False, id="a round of the plan's own"),
    ],
)
def test_a_plan_depends_on(
    tmp_path: Path, change: Callable[[Path], None], *, matters: bool
) -> None:
    (folder,) = write_bureau(tmp_path, 1)
    before = digest(folder)
    change(folder)
    assert (digest(folder) != before) is matters


def test_sheets_depend_on_the_plan(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path, 1)
    before = digest(folder, None)
    write("maps/2026-11-30/plan.json", "{}")(folder)
    assert digest(folder, None) != before


def test_streets_that_stations_share_are_read_once_and_again_when_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import routeplan.bureau.stations as module

    folders = write_bureau(tmp_path, 3)
    area = tmp_path / "city.osm.pbf"
    area.write_bytes(b"streets")
    for folder in folders:
        settings = folder / "routeplan.toml"
        settings.write_text(f'{settings.read_text()}\n[files]\narea = "../../city.osm.pbf"\n')
    read: list[str] = []
    plain = module._file_digest
    monkeypatch.setattr(module, "_file_digest", lambda path: read.append(path.name) or plain(path))
    digests = Digests()
    first = [digests.of_inputs(station_files(folder), MONDAY) for folder in folders]
    assert read.count("city.osm.pbf") == 1
    area.write_bytes(b"other streets")
    assert digests.of_inputs(station_files(folders[0]), MONDAY) != first[0]


def test_a_table_elsewhere_is_found_by_its_key_also_by_the_environment(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path, 1)
    shared = tmp_path / "calendar.csv"
    (folder / "data" / "calendar.csv").rename(shared)
    files = station_files(folder, {"ROUTEPLAN_FILES_CALENDAR": str(shared)})
    assert files.outside == {"calendar": shared}
    assert files.households_bytes == (folder / "data" / "households.csv").stat().st_size


def test_a_folder_whose_name_is_no_text_is_a_station(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path / "bureau", 1)
    odd = os.fsdecode(b"caf\xe9")
    folder.rename(folder.with_name(odd))
    (station,) = stations_below(tmp_path / "bureau")
    assert station.name == "district0/caf\\xe9"
    assert station.path.is_dir()
