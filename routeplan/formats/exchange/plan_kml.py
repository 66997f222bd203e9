"""A plan as KML 2.2: a folder for each round, for what is left out and for the beats.

A viewer shows descriptions as HTML, so household text in them is escaped twice: as HTML, and as
XML. Balloons show nothing but the description.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

from routeplan.formats.exchange.exported import (
    ATTRIBUTION,
    ExportedLeftOut,
    ExportedPlan,
    ExportedRound,
    ExportedStop,
    colour_of,
)
from routeplan.formats.exchange.xml_text import add, xml_bytes

NAMESPACE = "http://www.opengis.net/kml/2.2"
GREY = "#777777"
SOLID, CLEAR = "ff", "55"
LEFT_OUT, RESERVE = "left-out", "reserve"
RESIDENT = "resident"
"""Data called ``name`` would take the place of the placemark's own name in GDAL."""


def kml_bytes(plan: ExportedPlan) -> bytes:
    """The document."""
    root = Element("kml", xmlns=NAMESPACE)
    document = add(root, "Document")
    add(document, "name", plan.title)
    add(document, "description", _html((*plan.warnings, ATTRIBUTION)))
    for number, who in enumerate(plan.crews):
        _style(document, f"crew-{number}", colour_of(who, plan.crews))
    for name in (LEFT_OUT, RESERVE):
        _style(document, name, GREY)
    for shown in plan.rounds:
        _round(document, shown, f"crew-{plan.crews.index(shown.who)}")
    if plan.left_out:
        folder = _folder(document, "left out")
        for entry in plan.left_out:
            _left_out(folder, entry)
    if plan.beats:
        folder = _folder(document, "beats")
        for beat in plan.beats:
            style = f"crew-{plan.crews.index(beat.officer)}"
            mark = _placemark(folder, beat.name, (), style, {"officer": beat.officer})
            _polygons(mark, beat.shape)
    return xml_bytes(root)


def _round(document: Element, shown: ExportedRound, style: str) -> None:
    folder = _folder(document, shown.title)
    who = {"officers": shown.who, "shift": shown.shift}
    if len(shown.line) > 1:
        mark = _placemark(folder, shown.title, (), style, who)
        line = add(mark, "LineString")
        add(line, "tessellate", 1)
        add(line, "coordinates", _coordinates(shown.line))
    for stop in shown.stops:
        _stop(folder, stop, style, who)
    for stop in shown.reserve:
        _stop(folder, stop, RESERVE, who)


def _stop(folder: Element, stop: ExportedStop, style: str, who: Mapping[str, str]) -> None:
    lines = (stop.home.address, stop.window, *stop.lines)
    data = {**who, "visit": stop.visit, "household": stop.home.id, RESIDENT: stop.home.name}
    data |= {"address": stop.home.address, "details": "\n".join(stop.home.details)}
    when = (stop.span.begin.isoformat(), stop.span.end.isoformat())
    mark = _placemark(folder, stop.title, lines, style, data, when)
    _point(mark, stop.home.longitude, stop.home.latitude)


def _left_out(folder: Element, entry: ExportedLeftOut) -> None:
    home = entry.home
    data = {"visit": entry.visit, "household": home.id, RESIDENT: home.name, "code": entry.code}
    data |= {"address": home.address, "details": "\n".join(home.details), "reason": entry.reason}
    lines = (home.address, entry.reason, *home.details)
    mark = _placemark(folder, home.name, lines, LEFT_OUT, data)
    _point(mark, home.longitude, home.latitude)


def _folder(parent: Element, name: str) -> Element:
    folder = add(parent, "Folder")
    add(folder, "name", name)
    return folder


def _placemark(
    folder: Element,
    name: str,
    lines: Iterable[str],
    style: str,
    data: Mapping[str, str],
    when: tuple[str, str] | None = None,
) -> Element:
    """A placemark without its geometry, which comes last in KML's order."""
    mark = add(folder, "Placemark")
    add(mark, "name", name)
    add(mark, "Snippet", "", maxLines=0)
    add(mark, "description", _html(lines))
    if when is not None:
        span = add(mark, "TimeSpan")
        add(span, "begin", when[0])
        add(span, "end", when[1])
    add(mark, "styleUrl", f"#{style}")
    extended = add(mark, "ExtendedData")
    for key, value in data.items():
        add(add(extended, "Data", name=key), "value", value)
    return mark


def _html(lines: Iterable[str]) -> str:
    """Lines as HTML that says just that; a viewer fills in nothing for ``$[...]``."""
    said = "\n".join(filter(None, lines))
    return escape(said).replace("$[", "&#36;[").replace("\n", "<br>")


def _style(document: Element, name: str, colour: str) -> None:
    style = add(document, "Style", id=name)
    icon = add(style, "IconStyle")
    add(icon, "color", _abgr(colour, SOLID))
    line = add(style, "LineStyle")
    add(line, "color", _abgr(colour, SOLID))
    add(line, "width", 3)
    fill = add(style, "PolyStyle")
    add(fill, "color", _abgr(colour, CLEAR))
    balloon = add(style, "BalloonStyle")
    add(balloon, "text", "$[description]")


def _abgr(colour: str, opacity: str) -> str:
    """KML's order of ``#rrggbb``."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{opacity}{blue}{green}{red}"


def _point(mark: Element, longitude: float, latitude: float) -> None:
    add(add(mark, "Point"), "coordinates", f"{longitude},{latitude}")


def _polygons(mark: Element, shape: Any) -> None:
    import shapely

    several = add(mark, "MultiGeometry")
    for polygon in shapely.get_parts(shape):
        made = add(several, "Polygon")
        for tag, ring in _rings(polygon):
            boundary = add(add(made, tag), "LinearRing")
            add(boundary, "coordinates", _coordinates(ring.coords))


def _rings(polygon: Any) -> Iterator[tuple[str, Any]]:
    yield "outerBoundaryIs", polygon.exterior
    for inner in polygon.interiors:
        yield "innerBoundaryIs", inner


def _coordinates(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{longitude},{latitude}" for longitude, latitude in points)
