"""A report as a page of its own: no script, nothing fetched, every text set as text.

The page is built as a tree of elements, which writes each text so that a browser reads no markup
in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from routeplan.render.pages.page_shell import GENERATOR, asset
from routeplan.render.report_view import CallsByHour, Cell, Grid, ReportPart, ReportView
from routeplan.render.words.catalogue import code_of

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLES = ("base.css", "report.css")
PALEST, DARKEST = 250, 150
"""Greys of a cell where nobody and where everybody was met; black letters read on both."""


def report_page(shown: ReportView, *, demo: bool = False) -> str:
    """The whole page."""
    page = Element("html", lang=code_of(shown.language))
    _head(page, shown)
    body = SubElement(page, "body")
    if demo:
        _text(body, "p", shown.words["demo"], "banner")
    head = _text(body, "header", "", "head")
    _text(head, "h1", f"{shown.title} · {shown.station}")
    _text(head, "p", f"{shown.whose} · {shown.period}", "period")
    for note in shown.notes:
        _text(head, "p", note, "note")
    main = SubElement(body, "main")
    parts = _text(main, "div", "", "parts")
    for part in shown.parts:
        _part(parts, part)
    if shown.heat.rows:
        _heat(main, shown.heat, shown)
    for grid in shown.grids:
        _grid(main, grid)
    _text(body, "footer", shown.words["trace_note"], "note")
    return f"<!DOCTYPE html>\n{tostring(page, encoding='unicode', method='html')}\n"


def grey(percent: int) -> int:
    """The grey of a cell, 0 is black and 255 white."""
    return PALEST - round((PALEST - DARKEST) * percent / 100)


def _head(page: Element, shown: ReportView) -> None:
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="generator", content=GENERATOR)
    SubElement(head, "meta", name="referrer", content="no-referrer")
    _text(head, "title", f"{shown.title} · {shown.period}")
    _text(head, "style", "\n".join(asset(name) for name in STYLES))


def _part(parent: Element, part: ReportPart) -> None:
    card = _text(parent, "section", "", "card")
    _text(card, "h2", part.title)
    table = SubElement(card, "table")
    for line in part.lines:
        row = _text(table, "tr", "", "kind" if line.is_kind else "")
        label = _text(row, "th", "")
        label.set("scope", "row")
        _text(label, "span", line.label, "name")
        _text(label, "small", line.name, "reference")
        _text(row, "td", line.value, "value")
        _text(row, "td", line.percent, "percent")


def _heat(parent: Element, heat: CallsByHour, shown: ReportView) -> None:
    card = _text(parent, "section", "", "card")
    _text(card, "h2", shown.words["heat"])
    table = _text(card, "table", "", "heat")
    _row(table, "th", [shown.words["hour"], *heat.days])
    for hour, cells in heat.rows:
        row = SubElement(table, "tr")
        _text(row, "th", hour)
        for cell in cells:
            _cell(row, cell)
    _text(card, "p", shown.words["heat_note"], "note")


def _cell(row: Element, cell: Cell | None) -> None:
    if cell is None:
        SubElement(row, "td")
        return
    made = SubElement(row, "td")
    level = grey(cell.percent)
    made.set("style", f"background: rgb({level} {level} {level})")
    _text(made, "strong", str(cell.percent))
    _text(made, "small", cell.told)


def _grid(parent: Element, grid: Grid) -> None:
    card = _text(parent, "section", "", "card")
    _text(card, "h2", grid.title)
    table = _text(_text(card, "div", "", "wide"), "table", "", "grid")
    _row(table, "th", grid.head)
    for who, cells in grid.rows:
        row = SubElement(table, "tr")
        _text(row, "th", who, "name")
        for value, percent in cells:
            made = _text(row, "td", f"{value} " if percent else value)
            if percent:
                _text(made, "small", percent)
    _text(card, "p", grid.note, "note")


def _row(table: Element, tag: str, texts: Iterator[str] | list[str] | tuple[str, ...]) -> None:
    row = SubElement(table, "tr")
    for text in texts:
        _text(row, tag, text)


def _text(parent: Element, tag: str, text: str, style: str = "") -> Element:
    made = SubElement(parent, tag, {"class": style} if style else {})
    made.text = text
    return made
