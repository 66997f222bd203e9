"""The page that shows where every household was found, for the chief's eyes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from routeplan.model.inputs import Inputs
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.screen_map import ScreenMap, label_levels
from routeplan.render.pages.day_page import tagged_banners
from routeplan.render.pages.page_shell import corners, page_html
from routeplan.render.round_view import Look

STYLES = ("base.css", "overview.css", "homes.css")
SCRIPTS = ("dom.js", "ground.js", "homes_page.js")
SCREENS = ((360.0, 300.0), (1300.0, 800.0))

Way = Literal["given", "looked_up", "doubtful"]
"""How a home was found: by coordinates, by its address, or so that somebody should look."""
WAYS: tuple[Way, ...] = ("doubtful", "looked_up", "given")
"""What is worth a look first."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """A household as shown; ``doubts`` are sentences in the reader's language."""

    id: str
    name: str
    address: str
    way: Way
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LostHome:
    """A household without a place; ``reasons`` are sentences in the reader's language."""

    row: int
    id: str
    name: str
    address: str
    reasons: tuple[str, ...]


def homes_page(
    homes: Sequence[HomeView],
    inputs: Inputs,
    base: BaseMap,
    look: Look,
    *,
    lost: Sequence[LostHome] = (),
) -> str:
    """The whole page.

    Parameters
    ----------
    homes
        In the order of the inputs' households.
    lost
        In the order of the table's rows.
    """
    words = look.words
    at = (inputs.station.coordinate.latitude, inputs.station.coordinate.longitude)
    doors = {h.place: (h.coordinate.latitude, h.coordinate.longitude) for h in inputs.households}
    points = [at, *doors.values()]
    ground = ScreenMap.around(base, points)
    data: dict[str, Any] = {
        "words": words,
        "banners": tagged_banners([words["demo"]] if look.demo else [], look),
        "station": {"name": inputs.station.name, "at": at},
        "places": _places(homes, inputs),
        "lost": [asdict(home) for home in lost],
        "counts": {way: sum(home.way == way for home in homes) for way in WAYS},
        "ground": corners(ground.frame.bounds) if ground.base else None,
    }
    return page_html(
        language=look.language,
        plan_mark=hashlib.sha256(
            repr((homes, points, lost)).encode("utf-8", "replace")
        ).hexdigest()[:16],
        styles=STYLES,
        scripts=SCRIPTS,
        ground=ground.svg(label_levels(points, *SCREENS), keep_clear=doors.values()),
        data=data,
    )


def _places(homes: Sequence[HomeView], inputs: Inputs) -> list[dict[str, Any]]:
    """Each place with its households, those worth a look first."""
    at: dict[int, list[HomeView]] = defaultdict(list)
    for household, home in zip(inputs.households, homes, strict=True):
        at[household.place].append(home)
    places = [
        {
            "at": (place.coordinate.latitude, place.coordinate.longitude),
            "way": min((home.way for home in at[number]), key=WAYS.index),
            "homes": [_home(home) for home in at[number]],
        }
        for number, place in enumerate(inputs.places)
        if at[number]
    ]
    return sorted(places, key=lambda place: WAYS.index(place["way"]))


def _home(home: HomeView) -> dict[str, Any]:
    return {
        "id": home.id,
        "name": home.name,
        "address": home.address,
        "way": home.way,
        "doubts": home.doubts,
    }
