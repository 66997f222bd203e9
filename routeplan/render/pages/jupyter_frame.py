"""Pages inside a notebook: self-contained, so that showing one asks nothing of the network."""

from __future__ import annotations

import os
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement, tostring

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan, Route
from routeplan.phrases import phrase
from routeplan.private_files import write_private
from routeplan.render.pages.page_shell import EmptyMap
from routeplan.render.words.catalogue import Language
from routeplan.render.words.page_words import decimal
from routeplan.render.words.terminal_phrases import phrases_of

HEIGHT_PIXELS = 640


class PageMap(EmptyMap):
    """The folium map of one of our pages; a notebook shows the whole page.

    folium compiles what it is given as a template, so the map itself holds no household's text.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page

    def _repr_html_(self, **_: object) -> str:
        return framed(self.page)

    def save(
        self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **_: object
    ) -> None:
        """Write the page; a file that is named is readable by its owner only."""
        if isinstance(outfile, str | bytes | Path):
            write_private(Path(os.fsdecode(outfile)), self.page)
            return
        outfile.write(self.page.encode())
        if close_file:
            outfile.close()


def framed(page: str, *, height: int = HEIGHT_PIXELS) -> str:
    """A page in a frame of its own: its policy and its styles are not the notebook's."""
    return (
        f'<iframe srcdoc="{escape(page)}" style="width:100%;height:{height}px;border:0" '
        'sandbox="allow-scripts"></iframe>'
    )


HEADS = (
    phrase("date"),
    phrase("officers"),
    phrase("visits"),
    phrase("meet"),
    phrase("leave"),
    phrase("back"),
    phrase("travel min"),
    phrase("busy min"),
)


def plan_table(plan: Plan, inputs: Inputs, language: Language) -> str:
    """A plan as a small table: a row for each round."""
    table = Element("table")
    last = plan.first_day + timedelta(days=plan.days - 1)
    phrases = phrases_of(language)
    caption = phrase(
        "{station}, {first} to {last}: {visits} visits, {left_out} left out, {promises} promises "
        "missed",
        station=plan.station,
        first=plan.first_day,
        last=last,
        visits=len(plan.visits_made),
        left_out=len(plan.left_out),
        promises=plan.totals.promises_missed,
    )
    SubElement(table, "caption").text = caption.said_in(phrases)
    _row(table, tuple(head.said_in(phrases) for head in HEADS), "th")
    for route in plan.routes:
        if route.stops:
            _row(table, _cells(route, plan, inputs, language), "td")
    return tostring(table, encoding="unicode", method="html")


def _cells(route: Route, plan: Plan, inputs: Inputs, language: Language) -> tuple[str, ...]:
    clock = inputs.calendar.clock
    return (
        str(plan.first_day + timedelta(days=route.day)),
        " + ".join(route.officers),
        str(len(route.stops)),
        decimal(route.expected_met, language),
        clock(route.leave),
        clock(route.back),
        str(round(route.travel_seconds / 60)),
        str(round(route.busy_seconds / 60)),
    )


def _row(table: Element, cells: tuple[str, ...], tag: str) -> None:
    row = SubElement(table, "tr")
    for cell in cells:
        SubElement(row, tag).text = cell
