"""One page per officer and day: the map beside the list of stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from routeplan.model.inputs import Inputs
from routeplan.render.map.screen_map import ScreenMap, label_levels
from routeplan.render.pages.page_shell import corners, packed, page_html
from routeplan.render.round_view import Look, ShownRound

STYLES = ("base.css", "officer.css")
SCRIPTS = (
    "dom.js",
    "ground.js",
    "route.js",
    "signs.js",
    "position.js",
    "officer.js",
)
SCREENS = ((420.0, 320.0), (1300.0, 900.0))
"""Smallest and largest pictures, in pixels, that the round is fitted into when a page opens."""


class Link(NamedTuple):
    """A neighbouring page and what it is called."""

    page: str
    text: str


class PageLinks(NamedTuple):
    """Where a page leads: to other pages, or nowhere where it stands alone.

    ``on_phone``: each stop can be opened in the map program of the phone that shows the page, which
    is given the place and the stop's number; and a button shows where the phone is.
    """

    overview: str | None = None
    previous: Link | None = None
    following: Link | None = None
    on_phone: bool = False


ALONE = PageLinks()


def officer_page(
    shown: ShownRound,
    inputs: Inputs,
    look: Look,
    ground: ScreenMap,
    *,
    plan_mark: str,
    links: PageLinks = ALONE,
) -> str:
    """The whole page of one round; ``ground`` is the base map, which holds the round."""
    words = look.words
    redacted = "redacted_streets" if links.on_phone else "redacted"
    data: dict[str, Any] = {
        "words": words,
        "banners": tagged_banners(shown.banners, look),
        "round": round_data(shown),
        "station": inputs.station.name,
        "confidential": words[redacted if look.redacted else "confidential"],
        "overview": links.overview,
        "previous": links.previous and links.previous._asdict(),
        "next": links.following and links.following._asdict(),
        "on_phone": links.on_phone,
        "ground": corners(ground.frame.bounds) if ground.base else None,
    }
    levels = label_levels(shown.points, *SCREENS)
    doors = [marker.at for marker in shown.markers]
    return page_html(
        language=look.language,
        plan_mark=plan_mark,
        styles=STYLES,
        scripts=SCRIPTS,
        ground=ground.svg(
            levels,
            keep_clear=doors,
            lines=shown.ways,
            homes={marker.at: address for marker, address in shown.addresses_by_marker().items()},
        ),
        data=data,
    )


def round_data(shown: ShownRound) -> dict[str, Any]:
    """A round for the scripts, its ways as steps in microdegrees."""
    data = asdict(replace(shown, ways=(), banners=()))
    return data | {"ways": [packed(way) for way in shown.ways]}


def tagged_banners(texts: Sequence[str], look: Look) -> list[tuple[str, str]]:
    """Each text with the word it stands for, which the page's style goes by."""
    kinds = {look.words[kind]: kind for kind in ("demo", "straight_line", "redacted")}
    kinds[look.words["redacted_streets"]] = "redacted"
    return [(kinds[text], text) for text in texts]
