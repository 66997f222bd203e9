"""Writing a plan's pages: the overview and one page per officer and day, and no stale ones."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.private_files import write_private
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.screen_map import ScreenMap
from routeplan.render.pages.day_page import Link, PageLinks, officer_page
from routeplan.render.pages.drawn_files import PHONE, REDACTED, own_pages, remove, remove_stale
from routeplan.render.pages.file_names import OVERVIEW, page_name, sheets_name
from routeplan.render.pages.overview import Files, overview_page
from routeplan.render.pages.overview_tabs import NOTHING_MORE, Desk
from routeplan.render.pages.phone_streets import with_streets
from routeplan.render.round_view import Look, ShownRound
from routeplan.render.rounds import make_rounds


def write_pages(
    folder: Path,
    plan: Plan,
    inputs: Inputs,
    base: BaseMap,
    look: Look,
    *,
    shifts: Collection[str] | None = None,
    desk: Desk = NOTHING_MORE,
) -> list[Path]:
    """Write the overview (named first) and the officers' pages, readable by their owner only.

    Redacted pages go into a folder of their own, so that the two kinds never mix. Pages made from
    another plan are removed from ``folder``.

    Parameters
    ----------
    shifts
        Only these shifts' pages are made again; the overview always is.
    desk
        What the overview's tabs beside the plan show.
    """
    book = _Book(plan, inputs, base, look)
    wanted = [shown for shown in book.rounds if shifts is None or shown.shift in shifts]
    target = folder / REDACTED if look.redacted else folder
    remove_stale(folder, book.mark)
    names = {shown.shift: book.name(shown) for shown in book.rounds}
    made = {names[shown.shift] for shown in wanted}
    there = {path.name for path in own_pages(target)}
    if shifts is None:
        remove(target / name for name in there - made - {OVERVIEW})
        there = set()
    pages = {shift: name for shift, name in names.items() if name in made | there}
    written = [
        write_private(target / pages[shown.shift], book.page(shown, pages)) for shown in wanted
    ]
    return [write_private(target / OVERVIEW, book.overview(folder, pages, desk)), *written]


def write_phone_page(
    folder: Path, plan: Plan, inputs: Inputs, base: BaseMap, look: Look, *, shift: str
) -> Path:
    """Write one shift's page as a file that stands alone, in a folder of such pages.

    Raises
    ------
    ValueError
        When the shift has no visit, or the look is not redacted.
    """
    if not look.redacted:
        raise ValueError("a page for a phone is redacted")
    book = _Book(plan, inputs, base, look)
    shown = book.round_of(shift)
    remove_stale(folder, book.mark)
    return write_private(folder / PHONE / book.name(shown, phone=True), book.phone_page(shown))


def lone_page(plan: Plan, inputs: Inputs, base: BaseMap, look: Look, *, shift: str) -> str:
    """One shift's page, which links to no other.

    Raises
    ------
    ValueError
        When the shift has no visit.
    """
    book = _Book(plan, inputs, base, look)
    return book.page(book.round_of(shift))


class _Book:
    """All pages of one plan."""

    def __init__(self, plan: Plan, inputs: Inputs, base: BaseMap, look: Look) -> None:
        self.plan, self.inputs, self.base, self.look = plan, inputs, base, look
        self.rounds = make_rounds(plan, inputs, look)
        self.mark = hashlib.sha256(repr(plan).encode("utf-8", "replace")).hexdigest()[:16]

    def round_of(self, shift: str) -> ShownRound:
        """The round of a shift; ValueError when it has no visit."""
        for shown in self.rounds:
            if shown.shift == shift:
                return shown
        raise ValueError(f"shift {shift} has no visit")

    def name(self, shown: ShownRound, *, phone: bool = False) -> str:
        return page_name(shown, self.inputs.calendar.date_of(shown.day), phone=phone)

    @cached_property
    def _whole(self) -> ScreenMap:
        """The base map of the whole plan."""
        station = self.inputs.station.coordinate
        points = [point for shown in self.rounds for point in shown.points]
        return ScreenMap.around(self.base, [(station.latitude, station.longitude), *points])

    def overview(self, folder: Path, pages: Mapping[str, str], desk: Desk) -> str:
        """The overview; it links the sheets where they have been printed."""
        sheets = sheets_name(None, None)
        printed = not self.look.redacted and (folder / sheets).is_file()
        return overview_page(
            self.plan,
            self.inputs,
            self.look,
            self.rounds,
            self._whole,
            plan_mark=self.mark,
            files=Files(pages, sheets if printed else None),
            desk=desk,
        )

    def page(self, shown: ShownRound, pages: Mapping[str, str] | None = None) -> str:
        """The page of a round, linked to its neighbours among ``pages`` and to the overview."""
        linked = pages or {}
        links = PageLinks(
            None if pages is None else OVERVIEW,
            self._neighbour(shown, linked, -1),
            self._neighbour(shown, linked, 1),
        )
        return self._page(shown, links)

    def phone_page(self, shown: ShownRound) -> str:
        """The page of a round that stands alone on a phone."""
        (route,) = (
            planned_route
            for planned_route in self.plan.routes
            if planned_route.shift == shown.shift
        )
        named = with_streets(shown, route, self.inputs.household, self.base, self.look)
        return self._page(named, PageLinks(on_phone=True))

    def _page(self, shown: ShownRound, links: PageLinks) -> str:
        small = self._whole.is_small
        return officer_page(
            shown,
            self.inputs,
            self.look,
            self._whole if small else ScreenMap.around(self._whole.base, shown.points),
            plan_mark=self.mark,
            links=links,
        )

    def _neighbour(self, shown: ShownRound, pages: Mapping[str, str], step: int) -> Link | None:
        linked = [shown_round for shown_round in self.rounds if shown_round.shift in pages]
        k = linked.index(shown) + step if shown in linked else -1
        if not 0 <= k < len(linked):
            return None
        return Link(pages[linked[k].shift], " · ".join((_called(linked[k]), linked[k].short_date)))


def _called(shown: ShownRound) -> str:
    return " + ".join(shown.names)
