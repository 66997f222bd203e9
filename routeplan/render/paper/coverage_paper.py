"""The coverage map on A3: a map of the streets, and a table of them; it names no household."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from routeplan.followup.due_list import Cover
from routeplan.phrases import phrase
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.coverage_map import (
    KINDS,
    StreetCover,
    coverage_svg,
    street_line,
    street_names,
)
from routeplan.render.paper.missing_glyphs import Glyphs
from routeplan.render.paper.sheets import Sheets, terrain_of
from routeplan.render.paper.typesetting import typeset_pdf
from routeplan.render.projection import Point
from routeplan.render.round_view import Look
from routeplan.render.words.catalogue import code_of
from routeplan.render.words.page_words import long_date
from routeplan.report.said import FEW

TEMPLATE = Path(__file__).parents[1] / "assets" / "coverage.typ"
MAP_WIDTH_MM, MAP_HEIGHT_MM = 278.0, 238.0
FIRST_ROWS = 42
"""Streets beside the map; more stand on a further page."""


class CoveredHome(NamedTuple):
    """A household as the map counts it: (latitude, longitude), address and cover."""

    at: Point
    address: str
    cover: Cover


def coverage_pdf(
    homes: Sequence[CoveredHome],
    base: BaseMap,
    look: Look,
    *,
    station: str,
    day: date,
    gone: int = 0,
) -> Sheets:
    """The map and its table.

    Parameters
    ----------
    homes
        At least one; addresses find the street, and are not printed.
    gone
        Households besides that are not counted: nobody of them can be met at their address.

    Raises
    ------
    SheetError
        When typst refuses a page or lacks a font.
    """
    terrain = terrain_of(base)
    names = street_names([(home.at, home.address) for home in homes], terrain)
    counts: dict[str, Counter[Cover]] = defaultdict(Counter)
    places: dict[str, list[Point]] = defaultdict(list)
    for name, home in zip(names, homes, strict=True):
        counts[name][home.cover] += 1
        places[name].append(home.at)
    shown = {name: count for name, count in counts.items() if name and count.total() >= FEW}
    covers = [
        StreetCover(name, count.total(), count[Cover.MET], count[Cover.OVERDUE])
        for name, count in shown.items()
    ]
    glyphs = Glyphs()
    words = look.words
    content = {
        "words": {key: text for key, text in words.items() if key.startswith("cover_")}
        | {"page": words["page"]},
        "language": code_of(look.language),
        "demo": words["demo"] if look.demo else "",
        "attribution": words["attribution"] if terrain else "",
        "station": glyphs.shown(station),
        "day": long_date(day, look.language),
        "gone": words["cover_gone"].format(count=gone) if gone else "",
        "whole": _figures(sum(counts.values(), Counter())),
        "streets": [_figures(shown[name]) | {"name": glyphs.shown(name)} for name in sorted(shown)],
        "first": FIRST_ROWS,
        "others": _others(counts, shown, look),
        "keys": [_key(least) for least, _ in KINDS] + [_key(0.0)],
        "map": coverage_svg(
            covers, places, terrain, width_mm=MAP_WIDTH_MM, height_mm=MAP_HEIGHT_MM
        ),
    }
    return Sheets(
        typeset_pdf(TEMPLATE, content, phrase("the coverage map")), tuple(sorted(glyphs.missing))
    )


def _others(
    counts: Mapping[str, Counter[Cover]], shown: Iterable[str], look: Look
) -> list[dict[str, Any]]:
    """Households on streets with few of them, and on none."""
    few = [count for name, count in counts.items() if name and name not in set(shown)]
    groups = (
        (look.words["cover_few"].format(count=FEW), sum(few, Counter())),
        (look.words["cover_elsewhere"], counts.get("", Counter())),
    )
    return [_figures(count) | {"name": name} for name, count in groups if count]


def _figures(count: Counter[Cover]) -> dict[str, Any]:
    return {cover.value: count[cover] for cover in Cover} | {"all": count.total()}


def _key(share: float) -> str:
    """A piece of the line of streets with at least this share met."""
    drawn = "".join(street_line("M6 8H94", share))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 16">{drawn}</svg>'
