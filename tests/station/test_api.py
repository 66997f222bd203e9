"""A station from Python: the same answers as the command line gives, and nothing printed.

Tests ``formats/tables/frames.py``, ``render/pages/jupyter_frame.py``,
``station/plan_frames.py`` and ``station/station_plan.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

import routeplan
from routeplan.errors import InputError, UsageError
from routeplan.formats.plans.plan_json import plan_text
from routeplan.formats.station.households import COLUMNS, NEEDED
from routeplan.formats.tables.frames import frame_table
from routeplan.visitlog.handouts import handouts
from routeplan.visitlog.store import reading
from tests.cli.workspaces import HOSTILE_NAME, MONDAY, SUNDAY, TUESDAY, change, run, write_station
from tests.test_docs_api import homes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in SUNDAY.items():
        monkeypatch.setenv(name, value)
    return write_station(tmp_path)


@pytest.fixture
def station(folder: Path) -> routeplan.OpenStation:
    return routeplan.open_station(folder)


@pytest.fixture
def plan(station: routeplan.OpenStation) -> routeplan.StationPlan:
    return station.plan(MONDAY, iterations=200)


def test_a_plan_is_the_one_that_the_command_makes(
    folder: Path, plan: routeplan.StationPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run("plan", folder, "--first-day", MONDAY, "--iterations", "200", "--json", "--quiet")
    assert plan_text(plan.plan) == done.stdout
    assert capsys.readouterr() == ("", "")


def test_nothing_is_written_until_it_is_saved(
    folder: Path, station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    assert not (folder / "maps").exists()
    written = station.save(plan)
    assert written.path == plan.path == folder / "maps" / MONDAY / "plan.json"
    assert station.open_plan().plan == plan.plan
    assert station.open_plan(written.path).plan == plan.plan
    assert station.open_plan(on=date(2026, 12, 1)).plan == plan.plan
    with pytest.raises(UsageError, match="there is no plan"):
        station.open_plan(folder / "none.json")


def test_frames_have_a_row_for_each_round_stop_and_visit_left_out(
    plan: routeplan.StationPlan,
) -> None:
    rounds, stops, left_out = plan.routes_gdf(), plan.stops_gdf(), plan.left_out_df()
    assert len(rounds) == len(plan.plan.routes) == 3
    assert rounds["visits"].sum() == len(stops)
    assert set(stops["visit"]) | set(left_out["visit"]) == {
        *(visit.id for visit in plan.inputs.visits),
        *(visit.id for visit in plan.inputs.refused_visits),
    }
    assert stops.crs.to_epsg() == rounds.crs.to_epsg() == 4326
    first = stops.iloc[0]
    at = plan.inputs.household(first["household"]).coordinate
    assert (first.geometry.y, first.geometry.x) == (at.latitude, at.longitude)
    assert str(first["begin"].tzinfo) == "Europe/Helsinki"
    assert left_out.set_index("household").loc["H12", "code"] == "do-not-call"


def test_frames_of_a_plan_without_a_round_are_empty(folder: Path) -> None:
    off = [
        {"date": day, "day": "off", "officer": officer}
        for day in (MONDAY, TUESDAY)
        for officer in ("O1", "O2")
    ]
    quiet = homes(folder).assign(appointment="", appointment_officer="", priority="low")
    station = routeplan.open_station(folder, households=quiet, calendar=pd.DataFrame(off))
    plan = station.plan(MONDAY, iterations=1)
    assert plan.routes_gdf().empty
    assert plan.stops_gdf().empty
    assert "0 visits" in repr(plan)


def test_a_map_is_folium_s_and_holds_household_text_as_data(plan: routeplan.StationPlan) -> None:
    found = plan.explore(MONDAY, officer="O1")
    assert isinstance(found, folium.Map)
    html = found._repr_html_()
    assert html.startswith("<iframe srcdoc=")
    assert "<b>Eve" not in html
    assert "http" not in html.partition("srcdoc")[0]
    with pytest.raises(UsageError, match="there is no officer"):
        plan.explore(MONDAY, officer="O9")


def test_a_notebook_shows_a_table_of_rounds(plan: routeplan.StationPlan) -> None:
    html = plan._repr_html_()
    assert html.startswith("<table><caption>")
    assert html.count("<tr>") == 1 + len([r for r in plan.plan.routes if r.stops])
    assert HOSTILE_NAME not in html


def test_pages_and_sheets_are_drawn_and_noted(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    station.save(plan)
    drawn = station.draw(plan, officer="O1", day=MONDAY)
    assert [path.suffix for path in drawn.files] == [".html", ".html", ".pdf"]
    assert drawn.files[0].name == "index.html"
    with reading(station.workspace.visit_log) as log:
        assert {handout.command for handout in handouts(log)} == {"python"}


def test_a_plan_is_exported_and_noted_and_nothing_is_printed(
    folder: Path,
    station: routeplan.OpenStation,
    plan: routeplan.StationPlan,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    station.save(plan)
    beside = station.export(plan)
    assert [path.name for path in beside.files] == [f"{MONDAY}_plan.xlsx"]
    assert beside.files[0].parent == plan.path.parent / "export"
    away = tmp_path_factory.mktemp("away")
    made = station.export(plan, away, ["gpx", "geojson"], officer="O1", day=MONDAY, redacted=True)
    assert {path.parent for path in made.files} == {away}
    (stops,) = (path for path in made.files if path.name.startswith(f"{MONDAY}_plan_stops"))
    assert set(gpd.read_file(stops)["officers"]) == {"O1"}
    assert made.findings == ()
    with reading(station.workspace.visit_log) as log:
        assert [handout.what for handout in handouts(log)][-2:] == ["export", "redacted export"]
    assert capsys.readouterr() == ("", "")
    with pytest.raises(UsageError, match="unknown format dxf; formats are ics, gpx"):
        station.export(plan, away, ["dxf"])
    with pytest.raises(UsageError, match="name at least one format"):
        station.export(plan, away, [])


def test_results_are_recorded_and_reported(
    station: routeplan.OpenStation,
    plan: routeplan.StationPlan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    station.save(plan)
    station.draw(plan)
    monkeypatch.setenv("ROUTEPLAN_TODAY", MONDAY)
    done = station.record(MONDAY, "O1", "1m 2o")
    assert [call.entry.result.value for call in done.added.new] == ["met", "out"]
    assert station.record(MONDAY, "O1", "1m 2o").added.new == ()
    with pytest.raises(InputError):
        station.record(MONDAY, "O1", "1o")
    report = station.report(MONDAY, MONDAY)
    assert report.report.numbers["met"].value == 1
    assert report._repr_html_().startswith("<iframe srcdoc=")


def test_options_are_more_even_and_priced(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    station.save(plan)
    balanced = station.balance(plan, iterations=50)
    assert balanced.choices[0].kind == "as-is"
    assert all(option.number > 0 for option in balanced.options)


def test_geometry_in_any_coordinate_system_is_where_the_table_says(folder: Path) -> None:
    by_file = routeplan.open_station(folder).inputs
    by_frame = routeplan.open_station(folder, households=homes(folder)).inputs
    for one, other in zip(by_file.households, by_frame.households, strict=True):
        assert one.coordinate.latitude == pytest.approx(other.coordinate.latitude, abs=1e-6)
        assert one.coordinate.longitude == pytest.approx(other.coordinate.longitude, abs=1e-6)
    assert by_file.visits == by_frame.visits


@pytest.mark.parametrize(
    "missing", [None, Point(), Point(math.nan, math.nan), Point(385000, math.nan)]
)
def test_a_row_without_a_point_has_no_place(folder: Path, missing: Point | None) -> None:
    """``points_from_xy`` makes a point of blank numbers; the address counts then, as in a file."""
    frame = homes(folder)
    frame.loc[3, "geometry"] = missing
    table = frame_table(frame, "households", COLUMNS, NEEDED)
    assert [(row["latitude"], row["longitude"]) for row in table.rows[3:4]] == [("", "")]
    assert all(row["latitude"] for row in (*table.rows[:3], *table.rows[4:]))
    with pytest.raises(InputError) as error:
        routeplan.open_station(folder, households=frame)
    assert {(finding.row, finding.code) for finding in error.value.findings} == _without_place(
        folder
    )


def _without_place(folder: Path) -> set[tuple[int | None, str]]:
    """What is found of a file whose fourth household has no place."""
    change(folder, "households", {"H4": {"latitude": "", "longitude": ""}})
    with pytest.raises(InputError) as error:
        routeplan.open_station(folder)
    return {(finding.row, finding.code) for finding in error.value.findings}


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(lambda table: gpd.points_from_xy(*2 * [range(len(table))]), id="points"),
        pytest.param(lambda table: [Point(0, 0).buffer(1)] * len(table), id="areas"),
        pytest.param(lambda table: [None] * len(table), id="none"),
    ],
)
@pytest.mark.parametrize("name", ["officers", "calendar"])
def test_nobody_asks_for_points_of_officers(
    folder: Path, name: str, shape: Callable[[pd.DataFrame], Any]
) -> None:
    table = pd.read_csv(folder / "data" / f"{name}.csv", dtype=str, keep_default_na=False)
    frame = gpd.GeoDataFrame(table, geometry=shape(table))  # in no coordinate system
    by_file, by_frame = (
        routeplan.open_station(folder),
        routeplan.open_station(folder, **{name: frame}),
    )
    assert by_frame.findings == by_file.findings
    assert by_frame.inputs == by_file.inputs


def test_points_are_wgs84_where_the_settings_say_otherwise(tmp_path: Path) -> None:
    """In Beijing GCJ-02 lies some 500 m off; a geometry says itself what it means."""
    north = write_station(tmp_path)
    settings = north / "routeplan.toml"
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"latitude = [0-9.]+", "latitude = 39.9", text)
    text = re.sub(r"longitude = [0-9.]+", "longitude = 116.4", text)
    settings.write_text('coordinates = "gcj02"\n' + text, encoding="utf-8")
    table = pd.read_csv(north / "data" / "households.csv", dtype=str)
    table = table.drop(columns=["latitude", "longitude"])
    places = gpd.points_from_xy([116.4] * len(table), [39.9 + k / 1e4 for k in range(len(table))])
    frame = gpd.GeoDataFrame(table, geometry=places, crs=4326)
    first = routeplan.open_station(north, households=frame).inputs.households[0].coordinate
    assert (first.latitude, first.longitude) == (39.9, 116.4)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(lambda frame: frame.drop(columns="id"), "column-missing", id="no ids"),
        pytest.param(lambda frame: frame.iloc[:0], "file-empty", id="no rows"),
        pytest.param(
            lambda frame: frame.set_crs(None, allow_override=True),
            "frame-no-crs",
            id="no coordinate system",
        ),
        pytest.param(
            lambda frame: frame.set_geometry(frame.buffer(1)), "frame-no-points", id="areas"
        ),
        pytest.param(
            lambda frame: frame.assign(visit_minutes="x"), "number-malformed", id="a bad cell"
        ),
        pytest.param(
            lambda frame: pd.concat([frame, frame.iloc[:1]]), "duplicate-id", id="a row twice"
        ),
    ],
)
def test_frames_have_the_checks_of_files(folder: Path, change: object, code: str) -> None:
    assert callable(change)
    with pytest.raises(InputError) as error:
        routeplan.open_station(folder, households=change(homes(folder)))
    found = next(f for f in error.value.findings if f.code == code)
    assert found.file == "households"


def test_cells_of_frames_are_read_as_they_would_be_typed(folder: Path) -> None:
    frame: gpd.GeoDataFrame = homes(folder)
    frame["visits"] = [float("nan"), 2.0, *[None] * 10]
    frame["days_between"] = pd.array([None, 3, *[None] * 10], dtype="Int64")
    frame["do_not_call"] = [False] * 11 + [True]
    frame["latest"] = pd.to_datetime(["2026-12-02"] + [None] * 11)
    found = routeplan.open_station(folder, households=frame).inputs
    assert [visit.household for visit in found.visits].count("H2") == 2
    assert found.visits_by_id["H1"].latest == date(2026, 12, 2)
    assert [visit.household for visit in found.refused_visits] == ["H12"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"first_day": "2026-13-01"}, "2026-13-01"),
        ({"days": 99}, "a plan has 1 to 31 days, not 99"),
        ({"travel": "plane"}, "travel is one of"),
        ({"seconds": -1}, "seconds must be a number above 0, not -1"),
        ({"seconds": "3"}, "seconds must be a number above 0, not '3'"),
        ({"seconds": 1, "iterations": 1}, "give seconds or iterations, not both"),
        ({"engine": "abacus"}, "the engine is one of"),
        ({"longest_day": "soon"}, "soon"),
    ],
)
def test_an_argument_that_cannot_be_is_told_as_the_command_line_tells_it(
    station: routeplan.OpenStation, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        station.plan(**({"first_day": MONDAY} | wrong))


def test_a_list_is_no_data_frame(folder: Path) -> None:
    with pytest.raises(UsageError, match="households is no data frame, but list"):
        routeplan.open_station(folder, households=[{"id": 1}])  # type: ignore[arg-type]


def test_a_calendar_may_be_empty(folder: Path) -> None:
    inputs = routeplan.open_station(folder, calendar=pd.DataFrame()).inputs
    assert all(len(shift.officers) == 1 for shift in inputs.shifts)
