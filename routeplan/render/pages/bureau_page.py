"""The bureau's overview: every station on a map by its coverage, and all of them in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from routeplan.render.pages.page_shell import page_html
from routeplan.render.projection import Point
from routeplan.render.words.catalogue import Language
from routeplan.render.words.page_words import page_words, short_date

STYLES = ("base.css", "overview.css", "bureau.css")
SCRIPTS = ("dom.js", "ground.js", "bureau.js")
NAMES_IN_BANNER = 5
NO_GROUND = '<svg id="ground"></svg>'
"""A map of stations has no streets: they lie in as many extracts."""


@dataclass(frozen=True)
class StationView:
    """A station as the overview shows it.

    Parameters
    ----------
    folder
        Its folder seen from the bureau's.
    at
        Latitude and longitude; None where the station was never planned.
    page
        A relative link to its own overview; None where there is none.
    failed
        Why it has no plan; empty where it has one.
    met, to_meet
        Households that were ever met, of those that can be.
    busy, travel, on_shift
        Seconds of all officers together, ``travel`` as a part of ``busy``.
    demo, straight_line
        Its residents are invented, its ways estimated.
    """

    folder: str
    name: str
    at: Point | None = None
    page: str | None = None
    failed: str = ""
    households: int = 0
    met: int = 0
    to_meet: int = 0
    visits: int = 0
    left_out: int = 0
    promises_missed: int = 0
    officers: int = 0
    busy: int = 0
    travel: int = 0
    on_shift: int = 0
    demo: bool = False
    straight_line: bool = False


def bureau_page(
    stations: Sequence[StationView], *, first_day: date, made: str, language: Language = "en"
) -> str:
    """The whole page.

    Parameters
    ----------
    first_day
        Of the plans.
    made
        When the run over the stations ended, or began where it has not.
    """
    words = page_words(language)
    data = {
        "words": dict(words),
        "banners": [
            (kind, text)
            for kind in ("demo", "straight_line")
            if (text := _banner(kind, stations, words))
        ],
        "first_day": short_date(first_day, language),
        "made": made,
        "stations": [asdict(station) for station in stations],
        "ground": None,
    }
    return page_html(
        language=language,
        plan_mark="",
        styles=STYLES,
        scripts=SCRIPTS,
        ground=NO_GROUND,
        data=data,
    )


def _banner(kind: str, stations: Sequence[StationView], words: Mapping[str, str]) -> str:
    """What the stations' own pages say at their top; with their names where not all do."""
    planned = [station for station in stations if not station.failed]
    names = [station.name or station.folder for station in planned if getattr(station, kind)]
    if not names or len(names) == len(planned):
        return words[kind] if names else ""
    shown = ", ".join(names[:NAMES_IN_BANNER]) + ", ..." * (len(names) > NAMES_IN_BANNER)
    return words["b_only"].format(banner=words[kind], stations=shown)
