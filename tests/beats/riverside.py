"""A street on each bank of a river, as a street extract: with a bridge at the east end, or without.

::

    A --- B --- C --- D --- E --- F      150 m from crossing to crossing
                                  |      the river is 40 m wide
    G --- H --- I --- J --- K --- L

Households live at all crossings of the north bank, and at K and L on the south bank.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from routeplan.model.inputs import Inputs
from tests.stations import household, inputs_of, officer, visit
from tests.travel.drawn import Drawing
from tests.travel.streets import coordinate_at

NORTH, SOUTH = "ABCDEF", "GHIJKL"
AT = {name: (150.0 * k, 40.0) for k, name in enumerate(NORTH)}
AT |= {name: (150.0 * k, 0.0) for k, name in enumerate(SOUTH)}
HOMES = (*NORTH, "K", "L")


def write_riverside(path: Path, *, bridge: bool) -> Path:
    """The extract."""
    drawing = Drawing()
    drawing.line((-500, 20), (1500, 20), waterway="river")
    drawing.way(*(AT[name] for name in NORTH), name="North Quay")
    drawing.way(*(AT[name] for name in SOUTH), name="South Quay")
    if bridge:
        drawing.way(AT["F"], AT["L"], name="Bridge", bridge="yes", layer="1")
    return drawing.write(path)


def riverside(officers: str = "XY") -> Inputs:
    """Household ``h<k>`` at the k-th crossing with homes, ten minutes of visit each."""
    homes = [
        household(k, coordinate=coordinate_at(*AT[name])) for k, name in enumerate(HOMES, start=1)
    ]
    found = inputs_of(
        homes,
        [visit(k) for k in range(1, len(homes) + 1)],
        [],
        officers=[officer(letter) for letter in officers],
    )
    places = [found.places[0], *(found.places[1:])]
    station = replace(found.station, coordinate=coordinate_at(*AT["C"]))
    moved = [replace(p, coordinate=h.coordinate) for p, h in zip(places[1:], homes, strict=True)]
    first = replace(places[0], coordinate=station.coordinate)
    return replace(found, station=station, places=(first, *moved))
