"""How QGIS draws a plan's layers: an officer's colour for rounds, stops and beats, and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, tostring

from routeplan.formats.exchange.exported import colour_of
from routeplan.formats.exchange.plan_layers import BEATS, GEOMETRIES, ROUTES
from routeplan.formats.exchange.plan_tables import LEFT_OUT, RESERVE, STOPS
from routeplan.formats.exchange.xml_text import add

VERSION = "3.28.0"
"""The oldest QGIS that these styles are written for."""
BY_OFFICER = {ROUTES: "officers", STOPS: "officers", BEATS: "officer"}
LABELS = {STOPS: "number", RESERVE: "letter", BEATS: "name"}
SYMBOLS = {"Point": "marker", "LineString": "line", "MultiPolygon": "fill"}
KINDS = {"marker": "SimpleMarker", "line": "SimpleLine", "fill": "SimpleFill"}
WHITE, BLACK, GREY = "#ffffff", "#000000", "#777777"
SOLID, CLEAR = 255, 50
OVER_THE_POINT, IN_THE_MIDDLE = 1, 4
"""Of ``Qgis::LabelPlacement`` and ``Qgis::LabelQuadrantPosition``."""


def qgis_style(layer: str, everybody: Sequence[str]) -> str:
    """The layer's style as a QML document.

    Parameters
    ----------
    everybody
        Officers and crews as the layers name them, in the order of their colours.
    """
    labelled = layer in LABELS
    root = Element(
        "qgis",
        version=VERSION,
        styleCategories="Symbology|Labeling",
        labelsEnabled=str(int(labelled)),
    )
    if layer in BY_OFFICER:
        _by_officer(root, layer, everybody)
    else:
        renderer = add(root, "renderer-v2", type="singleSymbol", enableorderby=0, symbollevels=0)
        _symbol(add(renderer, "symbols"), layer, "0", GREY)
    if labelled:
        _labels(root, layer)
    content: str = tostring(root, encoding="unicode")
    return content


def _by_officer(root: Element, layer: str, everybody: Sequence[str]) -> None:
    renderer = add(
        root,
        "renderer-v2",
        type="categorizedSymbol",
        attr=BY_OFFICER[layer],
        enableorderby=0,
        symbollevels=0,
    )
    categories, symbols = add(renderer, "categories"), add(renderer, "symbols")
    for number, who in enumerate(everybody):
        add(
            categories,
            "category",
            value=who,
            label=who,
            symbol=number,
            render="true",
            type="string",
        )
        _symbol(symbols, layer, str(number), colour_of(who, everybody))


def _symbol(parent: Element, layer: str, name: str, colour: str) -> None:
    kind = SYMBOLS[GEOMETRIES[layer]]
    symbol = add(parent, "symbol", name=name, type=kind, alpha=1, clip_to_extent=1, force_rhr=0)
    look = add(symbol, "layer", enabled=1, locked=0, **{"class": KINDS[kind], "pass": 0})
    options = add(look, "Option", type="Map")
    for key, value in _looks(layer, kind, colour).items():
        add(options, "Option", name=key, type="QString", value=value)


def _looks(layer: str, kind: str, colour: str) -> Mapping[str, str]:
    """What QGIS calls the properties of such a symbol."""
    if kind == "line":
        return {"line_color": _rgba(colour), "line_width": "0.8", "line_width_unit": "MM"}
    outline = {"outline_style": "solid", "outline_width_unit": "MM"}
    if kind == "fill":
        return outline | {
            "color": _rgba(colour, CLEAR),
            "style": "solid",
            "outline_color": _rgba(colour),
            "outline_width": "0.5",
        }
    hollow = layer in (RESERVE, LEFT_OUT)
    return outline | {
        "name": "cross2" if layer == LEFT_OUT else "circle",
        "color": _rgba(WHITE if hollow else colour),
        "outline_color": _rgba(colour if hollow else WHITE),
        "outline_width": "0.4",
        "size": "3" if layer == LEFT_OUT else "5",
        "size_unit": "MM",
    }


def _labels(root: Element, layer: str) -> None:
    labeling = add(root, "labeling", type="simple")
    settings = add(labeling, "settings", calloutType="simple")
    style = add(
        settings,
        "text-style",
        fieldName=LABELS[layer],
        isExpression=0,
        fontFamily="Sans",
        fontSize=8 if layer == STOPS else 7,
        fontSizeUnit="Point",
        fontWeight=75,
        textColor=_rgba(WHITE if layer == STOPS else BLACK),
        textOpacity=1,
    )
    drawn = int(layer == BEATS)
    buffer = {"bufferSize": "0.8", "bufferSizeUnits": "MM", "bufferColor": _rgba(WHITE)}
    add(style, "text-buffer", bufferDraw=drawn, **buffer)
    add(settings, "placement", placement=OVER_THE_POINT, quadOffset=IN_THE_MIDDLE, dist=0)
    add(settings, "rendering", obstacle=0, displayAll=1, drawLabels=1)


def _rgba(colour: str, opacity: int = SOLID) -> str:
    """``r,g,b,a`` of ``#rrggbb``."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return ",".join(map(str, (*parts, opacity)))
