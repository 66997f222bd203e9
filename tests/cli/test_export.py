"""``routeplan export``: files for other programs, each complete, private, and noted.

Tests ``cli/commands/export.py``, ``station/use_cases/export_plan.py`` and
``station/use_cases/exported_plan.py``.
"""

from __future__ import annotations

import csv
import io
import json
import stat
import sys
from pathlib import Path

import gpxpy
import pyogrio
import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.plan import Plan
from routeplan.station.use_cases.export_plan import FORMATS
from tests.cli.workspaces import HOMES, HOSTILE_NAME, MONDAY, TUESDAY, change, run

EVERY_FORMAT = [word for format_name in FORMATS for word in ("--format", format_name)]


def plan_of(station: Path) -> Plan:
    return read_plan(station / "maps" / MONDAY / "plan.json")


def export(station: Path, *more: str | Path) -> list[Path]:
    done = run("export", station, *more, "--json")
    assert done.exit_code == 0, done.output
    return [Path(file) for file in json.loads(done.stdout)["files"]]


def named(files: list[Path], ending: str) -> list[Path]:
    return [path for path in files if path.name.endswith(ending)]


def test_every_format_holds_every_visit_of_the_plan(station: Path) -> None:
    files = export(station, *EVERY_FORMAT)
    plan = plan_of(station)
    stops = [(route, stop) for route in plan.routes for stop in route.stops]
    visits = [stop.visit for _, stop in stops]
    (gpkg,), (xlsx,), (kml,) = (named(files, end) for end in (".gpkg", ".xlsx", ".kml"))
    assert list(pyogrio.read_dataframe(gpkg, layer="stops")["visit"]) == visits
    rows = CalamineWorkbook.from_path(xlsx).get_sheet_by_name("stops").to_python()
    assert [row[rows[0].index("visit")] for row in rows[1:]] == visits
    (table,) = named(files, "plan_stops.csv")
    read = csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline=""))
    assert [row["visit"] for row in read] == visits
    for ending in ("plan_stops.geojson", "plan_stops.parquet"):
        (layer,) = named(files, ending)
        if ending.endswith("json"):
            assert list(pyogrio.read_dataframe(layer)["visit"]) == visits
    points = [
        point.name
        for path in named(files, ".gpx")
        for point in gpxpy.parse(path.read_text()).waypoints
        if point.type == "stop"
    ]
    names = [HOMES[stop.household]["name"] for _, stop in stops]
    assert [name.partition(" ")[2] for name in points] == names
    assert kml.read_text().count("<Point>") == len(visits) + len(plan.left_out) + sum(
        len(route.reserve) for route in plan.routes
    )
    for officer in ("O1", "O2"):
        (calendar,) = [path for path in named(files, ".ics") if f"_{officer}_" in path.name]
        events = Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
        own = [stop for route, stop in stops if officer in route.officers]
        assert len([event for event in events if "geo" in event]) == len(own)


def test_all_files_are_their_owner_s_only_beside_the_plan_and_noted(station: Path) -> None:
    files = export(station, *EVERY_FORMAT)
    assert {path.parent for path in files} == {station / "maps" / MONDAY / "export"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700
    noted = json.loads(run("prints", station, "--json").stdout)[-1]
    assert (noted["command"], noted["what"]) == ("export", "export")
    assert noted["files"] == [str(path.relative_to(station)) for path in files]
    assert set(noted["households"]) == set(HOMES)
    assert (noted["first_day"], noted["last_day"]) == (MONDAY, TUESDAY)


def test_one_officer_s_day_holds_nobody_else(station: Path) -> None:
    (route,) = [r for r in plan_of(station).routes if r.officers == ("O2",)]
    files = export(station, *EVERY_FORMAT, "--officer", "O2", "--day", MONDAY)
    own = {stop.household for stop in (*route.stops, *route.reserve)}
    others = [HOMES[home]["name"] for home in HOMES if home not in own]
    content = b"".join(path.read_bytes() for path in files if path.suffix != ".xlsx")
    for name in others:
        assert name.encode() not in content, name
    for home in own - {"H8"}:
        assert HOMES[home]["name"].encode() in content
    noted = json.loads(run("prints", station, "--json").stdout)[-1]
    assert set(noted["households"]) == own
    assert len(named(files, ".ics")) == len(named(files, ".gpx")) == 1


def test_one_officer_s_calendar_is_written_also_where_she_is_one_of_a_crew(station: Path) -> None:
    assert {"O1", "O2"} in [set(route.officers) for route in plan_of(station).routes]
    (calendar,) = export(station, "--format", "ics", "--officer", "O1")
    days = {
        event["dtstart"].dt.date() for event in Calendar.from_ical(calendar.read_bytes()).events
    }
    assert {str(day) for day in days} == {MONDAY, TUESDAY}


def test_redacted_it_has_ids_and_house_numbers_and_no_names(station: Path) -> None:
    files = export(station, *EVERY_FORMAT, "--redact")
    content = b"".join(path.read_bytes() for path in files if path.suffix != ".xlsx").decode(
        "utf-8", "replace"
    )
    book = CalamineWorkbook.from_path(named(files, ".xlsx")[0])
    content += repr([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    for cells in HOMES.values():
        for text in (cells["name"], cells.get("task"), cells.get("note")):
            assert not text or text not in content, text
    assert "Vilhonkatu" not in content
    assert "no. 10 B" in content
    assert "REDACTED: ids and house numbers only" in content
    assert all("redacted" in path.name for path in files)
    assert json.loads(run("prints", station, "--json").stdout)[-1]["what"] == "redacted export"


def test_only_printable_columns_leave(station: Path) -> None:
    settings = station / "routeplan.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}\n[sheets]\nprintable = ["name"]\n', encoding="utf-8")
    (orders,) = [station / "orders.csv"]
    assert run("check", station, "--orders", orders).exit_code == 0
    files = export(station, "--format", "csv", "--format", "ics")
    for path in (*files, orders):
        content = path.read_text("utf-8-sig")
        assert "Vilhonkatu" not in content
        assert "Ring twice" not in content
    assert "张伟" in orders.read_text("utf-8-sig")


def test_another_plan_removes_what_was_exported_beside_it(station: Path, tmp_path: Path) -> None:
    beside = export(station, "--format", "ics", "--format", "csv")
    away = export(station, "--format", "ics", "--to", tmp_path / "usb")
    mine = beside[0].parent / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    run("plan", station, "--first-day", MONDAY, "--iterations", "50", "--quiet")
    assert not any(path.exists() for path in beside)
    assert mine.exists()
    assert all(path.exists() for path in away)


def test_a_purge_reaches_what_lies_beside_the_plan_and_names_the_rest(
    station: Path, tmp_path: Path
) -> None:
    beside = export(station, *EVERY_FORMAT)
    away = export(station, "--format", "gpx", "--to", station / "usb")
    killed = beside[0].parent / f".{beside[0].name}.ab12cd34"
    killed.write_text("what a killed export leaves", encoding="utf-8")
    later = {"ROUTEPLAN_TODAY": "2099-01-02"}
    told = run("purge", station, "--older-than", "2099-01-01", "--write", "--json", **later)
    content = json.loads(told.stdout)
    assert not any(path.exists() for path in (*beside, killed, killed.parent))
    assert [Path(place).name for place in content["elsewhere"]] == [path.name for path in away]


def test_the_same_export_again_replaces_its_files(station: Path) -> None:
    first = export(station, "--format", "gpx", "--format", "csv")
    assert export(station, "--format", "csv", "--format", "gpx") == first
    assert sorted(first[0].parent.iterdir()) == sorted(first)


def test_all_files_or_none(station: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("export", station, *EVERY_FORMAT)
    assert done.exit_code == 2
    assert "pip install 'routeplan[geoparquet]'" in done.stderr
    assert not (station / "maps" / MONDAY / "export").exists()


def test_hostile_text_is_text_in_each_file(station: Path) -> None:
    change(station, "households", {"H1": {"note": "Evil\x1b[31m\u202e]]></desc><script>"}})
    files = export(station, *EVERY_FORMAT)
    for path in named(files, ".gpx"):
        gpxpy.parse(path.read_text())
    (gpkg,) = named(files, ".gpkg")
    stops = pyogrio.read_dataframe(gpkg, layer="stops").set_index("household")
    assert stops.loc["H8", "name"] == HOSTILE_NAME
    assert not any(
        b"\x1b" in path.read_bytes() for path in files if path.suffix in (".ics", ".csv")
    )


def test_what_was_written_is_listed(station: Path) -> None:
    folder = f"{station}/maps/{MONDAY}/export"
    few = run("export", station, "--format", "kml").stdout.splitlines()
    assert few == [f"1 file in {folder}", f"  {MONDAY}_plan.kml"]
    many = run("export", station, *EVERY_FORMAT).stdout.splitlines()
    assert many == [f"{len(list(Path(folder).iterdir()))} files in {folder}"]
    assert run("export", station, "--format", "kml", "--quiet").stdout == ""


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (("--format", "dxf"), "'dxf' is not one of"),
        ((), "Missing option '--format'"),
        (("--format", "ics", "--officer", "O9"), "there is no officer 'O9'"),
        (("--format", "ics", "--day", "2026-12-24"), "on 2026-12-24"),
    ],
)
def test_wrong_usage_says_what_there_is(station: Path, typed: tuple[str, ...], hint: str) -> None:
    done = run("export", station, *typed)
    assert done.exit_code == 2
    assert hint in done.stderr
    assert not (station / "maps" / MONDAY / "export").exists()
