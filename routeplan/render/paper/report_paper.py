"""A report on paper, and the form that an officer hands up: PDFs set by typst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from routeplan.phrases import phrase
from routeplan.render.pages.report_page import grey
from routeplan.render.paper.missing_glyphs import Glyphs
from routeplan.render.paper.typesetting import typeset_pdf
from routeplan.render.report_view import Cell, ReportLine, ReportPart, ReportView
from routeplan.render.words.catalogue import code_of

REPORT = Path(__file__).parents[1] / "assets" / "report.typ"
FORM = Path(__file__).parents[1] / "assets" / "report_form.typ"
ON_FORM = (
    *("part_calls", "part_people", "part_opinions", "part_outreach", "part_followed"),
    "part_planned",
)
KINDS_SHOWN = 6
"""So many kinds stand on the form; the others are counted."""
KIND_EM = 18.0
"""Width in em of a kind's name on the form."""


def report_pdf(shown: ReportView, *, demo: bool = False) -> bytes:
    """The whole report.

    Raises
    ------
    SheetError
        When typst refuses the page or lacks a font.
    """
    content = Glyphs().all_shown(_common(shown, demo=demo)) | {"heat": _heat(shown)}
    content |= Glyphs().all_shown(
        {
            "title": shown.title,
            "parts": [asdict(part) for part in shown.parts],
            "grids": [asdict(grid) for grid in shown.grids],
        }
    )
    return typeset_pdf(REPORT, content, phrase("the pages of the report"))


def form_pdf(shown: ReportView, *, made_on: str, demo: bool = False) -> bytes:
    """The form that is handed up: one page, whatever stands on it.

    Raises
    ------
    SheetError
        When typst refuses the page or lacks a font.
    """
    words = shown.words
    notes = [words["made_on"].format(day=made_on), *shown.notes, words["trace_note"]]
    wanted = [words[title] for title in ON_FORM]
    content = _common(shown, demo=demo) | {
        "title": words["form" if shown.is_month else "form_other"],
        "notes": notes,
        "parts": [_form_part(part, words) for part in shown.parts if part.title in wanted],
    }
    return typeset_pdf(FORM, Glyphs().all_shown(content), phrase("the pages of the form"))


def _common(shown: ReportView, *, demo: bool) -> dict[str, Any]:
    return {
        "words": dict(shown.words),
        "language": code_of(shown.language),
        "demo": demo,
        "station": shown.station,
        "whose": shown.whose,
        "period": shown.period,
        "notes": list(shown.notes),
    }


def _heat(shown: ReportView) -> dict[str, Any]:
    rows = [(hour, [_cell(cell) for cell in cells]) for hour, cells in shown.heat.rows]
    return {"days": shown.heat.days, "rows": rows}


def _cell(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return asdict(cell) | {"grey": grey(cell.percent)}


def _form_part(part: ReportPart, words: Mapping[str, str]) -> dict[str, Any]:
    """A part's figures in two columns; kinds in a line below."""
    lines = [asdict(line) for line in part.lines if not line.is_kind]
    return {"title": part.title, "lines": lines, "kinds": _kinds(part, words)}


def _kinds(part: ReportPart, words: Mapping[str, str]) -> list[tuple[str, list[dict[str, str]]]]:
    """For each figure that has kinds its label, and the most frequent of them."""
    kinds: dict[str, list[ReportLine]] = {}
    label = ""
    for line in part.lines:
        if line.is_kind:
            kinds.setdefault(label, []).append(line)
        else:
            label = line.label
    return [(label, _shortened(parts, words)) for label, parts in kinds.items()]


def _shortened(kinds: Sequence[ReportLine], words: Mapping[str, str]) -> list[dict[str, str]]:
    lines = [
        {"label": Glyphs().shown(report_line.label, KIND_EM), "value": report_line.value}
        for report_line in kinds[:KINDS_SHOWN]
    ]
    more = len(kinds) - KINDS_SHOWN
    return (
        [*lines, {"label": words["part_more"].format(count=more), "value": "…"}]
        if more > 0
        else lines
    )
