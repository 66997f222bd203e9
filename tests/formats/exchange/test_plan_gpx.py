"""Rounds as GPX, read back by gpxpy and by GDAL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

import gpxpy
import pyogrio
from gpxpy.gpx import GPX, GPXRoutePoint, GPXWaypoint
from hypothesis import given, settings
from hypothesis.strategies import lists

from routeplan.formats.exchange.exported import ExportedPlan, ExportedStop
from routeplan.formats.exchange.plan_gpx import gpx_files
from tests.formats.exchange.exports import HOSTILE, NASTY, exported, street, with_texts


def test_each_round_has_its_stops_its_route_and_its_way() -> None:
    plan = exported()
    files = gpx_files(plan)
    assert list(files) == ["A/0", "B/0", "A/1"]
    read = gpxpy.parse(files["B/0"].decode())
    assert [point.name for point in read.waypoints] == ["1 Resident 3", "A Resident 6"]
    assert [point.type for point in read.waypoints] == ["stop", "reserve"]
    names = [point.name for point in read.routes[0].points]
    assert names == ["Street Station", "1 Resident 3", "Street Station"]
    assert len(read.tracks[0].segments[0].points) == len(plan.rounds[1].line) == 3
    assert read.copyright_author == "OpenStreetMap contributors"


def test_a_round_without_a_drawn_way_has_no_track() -> None:
    plan = exported()
    first = replace(plan.rounds[0], line=())
    files = gpx_files(replace(plan, rounds=(first,)))
    assert gpxpy.parse(files["A/0"].decode()).tracks == []


@given(lists(HOSTILE, min_size=1, max_size=12))
def test_every_value_comes_back_whatever_the_texts(texts: list[str]) -> None:
    check(exported(with_texts(street(), texts)))


def test_every_value_comes_back_of_the_worst_texts() -> None:
    check(exported(with_texts(street(), NASTY)))


def check(plan: ExportedPlan) -> None:
    for shown in plan.rounds:
        read = gpxpy.parse(gpx_files(plan)[shown.shift].decode())
        route, track = read.routes[0], read.tracks[0]
        titles = [trimmed(part.name) for part in (read, route, track)]
        assert titles == [shown.title.strip()] * 3
        ends = [trimmed(end.name) for end in (route.points[0], route.points[-1])]
        assert ends == [plan.station.strip()] * 2
        stops = [*shown.stops, *shown.reserve]
        for point, stop in zip(read.waypoints, stops, strict=True):
            assert values(point) == expected(stop)
        for point, stop in zip(read.routes[0].points[1:-1], shown.stops, strict=True):
            assert values(point) == expected(stop)
            assert point.time.astimezone(UTC) == stop.span.begin.replace(microsecond=0)
        line = [(p.longitude, p.latitude) for p in read.tracks[0].segments[0].points]
        assert line == list(shown.line)


def trimmed(text: str | None) -> str:
    """gpxpy trims some of the texts that it reads."""
    return (text or "").strip()


def values(point: GPXWaypoint | GPXRoutePoint) -> tuple[object, ...]:
    texts = trimmed(point.name), trimmed(point.description)
    return *texts, point.latitude, point.longitude


def expected(stop: ExportedStop) -> tuple[object, ...]:
    lines = (stop.home.address, stop.window, *stop.lines)
    about = "\n".join(filter(None, lines))
    return stop.title.strip(), about.strip(), stop.home.latitude, stop.home.longitude


@settings(max_examples=20)
@given(lists(HOSTILE, min_size=1, max_size=12))
def test_gdal_reads_the_same(texts: list[str]) -> None:
    plan = exported(with_texts(street(), texts))
    shown = plan.rounds[1]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "round.gpx"
        path.write_bytes(gpx_files(plan)[shown.shift])
        points = pyogrio.read_dataframe(path, layer="waypoints")
        route = pyogrio.read_dataframe(path, layer="route_points")
        track = pyogrio.read_dataframe(path, layer="tracks")
    stops = [*shown.stops, *shown.reserve]
    assert list(points["name"]) == [stop.title for stop in stops]
    assert [(p.y, p.x) for p in points.geometry] == [
        (stop.home.latitude, stop.home.longitude) for stop in stops
    ]
    assert route["name"].iloc[1] == shown.stops[0].title
    assert list(track.geometry.iloc[0].geoms[0].coords) == list(shown.line)


def test_the_file_is_gpx_1_1_with_its_elements_in_their_order() -> None:
    text = gpx_files(exported())["B/0"].decode()
    assert isinstance(gpxpy.parse(text), GPX)
    order = [text.index(tag) for tag in ("<metadata>", "<wpt ", "<rte>", "<trk>")]
    assert order == sorted(order)
    assert 'xmlns="http://www.topografix.com/GPX/1/1"' in text
