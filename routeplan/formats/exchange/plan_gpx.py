"""A round as GPX 1.1: stops as waypoints and as a route, and its way on the streets as a track."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from routeplan.formats.exchange.exported import (
    LICENCE,
    ExportedPlan,
    ExportedRound,
    ExportedStop,
)
from routeplan.formats.exchange.xml_text import add, xml_bytes
from routeplan.version import __version__

NAMESPACE = "http://www.topografix.com/GPX/1/1"
RESERVE = "reserve"
STOP = "stop"


def gpx_files(plan: ExportedPlan) -> dict[str, bytes]:
    """Each round's file, by shift."""
    return {shown.shift: _document(plan, shown) for shown in plan.rounds}


def _document(plan: ExportedPlan, shown: ExportedRound) -> bytes:
    # GPX fixes the order of elements: metadata, waypoints, routes, tracks.
    root = Element("gpx", xmlns=NAMESPACE, version="1.1", creator=f"routeplan {__version__}")
    _metadata(root, plan, shown)
    for stop in shown.stops:
        _point(root, "wpt", stop, STOP)
    for stop in shown.reserve:
        _point(root, "wpt", stop, RESERVE)
    route = add(root, "rte")
    add(route, "name", shown.title)
    _station(route, plan, shown.away.begin)
    for stop in shown.stops:
        _point(route, "rtept", stop, STOP)
    _station(route, plan, shown.away.end)
    if len(shown.line) > 1:
        track = add(root, "trk")
        add(track, "name", shown.title)
        segment = add(track, "trkseg")
        for longitude, latitude in shown.line:
            add(segment, "trkpt", lat=latitude, lon=longitude)
    return xml_bytes(root)


def _metadata(root: Element, plan: ExportedPlan, shown: ExportedRound) -> None:
    about = add(root, "metadata")
    add(about, "name", shown.title)
    add(about, "desc", "\n".join((plan.title, *plan.warnings)))
    licence = add(about, "copyright", author="OpenStreetMap contributors")
    add(licence, "license", LICENCE)
    add(about, "time", _utc(plan.made))


def _point(parent: Element, tag: str, stop: ExportedStop, kind: str) -> None:
    point = add(parent, tag, lat=stop.home.latitude, lon=stop.home.longitude)
    if kind == STOP:
        add(point, "time", _utc(stop.span.begin))
    add(point, "name", stop.title)
    lines = (stop.home.address, stop.window, *stop.lines)
    add(point, "desc", "\n".join(filter(None, lines)))
    add(point, "type", kind)


def _station(route: Element, plan: ExportedPlan, at: datetime) -> None:
    latitude, longitude = plan.at
    point = add(route, "rtept", lat=latitude, lon=longitude)
    add(point, "time", _utc(at))
    add(point, "name", plan.station)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
