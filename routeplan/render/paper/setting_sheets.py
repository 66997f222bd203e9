"""Setting sheets whose texts and maps are ready: all that a process of its own needs for it.

It imports nothing that draws, so that such a process begins at once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from routeplan.phrases import phrase
from routeplan.render.paper.typesetting import typeset, typeset_pdf

TEMPLATE = Path(__file__).parents[1] / "assets" / "sheet.typ"


def places_of(content: dict[str, Any]) -> dict[str, Any]:
    """Where the parts of all sheets are: pages from 1 on, and millimetres.

    Raises
    ------
    SheetError
        When typst refuses a page.
    """
    query = {"selector": "<places>", "field": "value", "one": True}
    places: dict[str, Any] = json.loads(typeset(TEMPLATE, "query", content, **query))
    return places


def set_sheets(content: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """The pages as a PDF, and where their parts are.

    Raises
    ------
    SheetError
        When typst refuses a page or lacks a font: never a sheet with boxes for letters.
    """
    if content["duplex"]:
        _rule_last_backs(content)
    pdf = typeset_pdf(TEMPLATE, content, phrase("the sheets"))
    return pdf, places_of(content)


def _rule_last_backs(content: dict[str, Any]) -> None:
    """The back of a sheet's last leaf, where nothing else is on it, is ruled for notes."""
    parts = places_of(content)["parts"]
    begins = [part["page"] for part in parts if part["part"] == "begin"]
    ends = [part["page"] for part in parts if part["part"] == "turned"]
    for sheet, begin, end in zip(content["sheets"], begins, ends, strict=True):
        sheet["ruled"] = (end - begin) % 2 == 0
