"""The officers' sheets: A4 pages of a map and a table, one round after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from routeplan.phrases import phrase
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.sheet_map import route_svg
from routeplan.render.paper.missing_glyphs import Glyphs, has_all
from routeplan.render.paper.typesetting import typeset, typeset_pdf
from routeplan.render.round_view import Look, ShownRound
from routeplan.render.words.catalogue import code_of
from routeplan.render.words.page_words import RESULTS
from routeplan.visitlog.records import LETTERS

TEMPLATE = Path(__file__).parents[1] / "assets" / "sheet.typ"
MAP_WIDTH_MM = 186.0
MAP_HEIGHTS_MM = (84.0, 92.0, 100.0, 110.0, 120.0, 130.0, 140.0, 150.0)
PAGE_MM = 271.0
"""Height of what is printed on a page, less the gaps around the map."""
ROW_MM = 16.0
"""A row and the repeated header: what may stay empty at the end of a page."""
FOOTER_NAMES = 20.0
"""Width in em of the officers' names in a footer."""
FOOTER_CODES = 5
"""So many codes of missing signs are listed in a footer, the others are counted."""


class Sheets(NamedTuple):
    """What was printed: bytes of the PDF, and the codes of signs that no font has."""

    pdf: bytes
    missing: tuple[str, ...]


def make_sheets(
    rounds: Sequence[ShownRound],
    base: BaseMap,
    look: Look,
    whys: Mapping[str, Sequence[str]] | None = None,
) -> Sheets:
    """Set the sheets of these rounds; ``whys`` are lines for their reverse, by shift.

    Raises
    ------
    SheetError
        When typst refuses the page or lacks a font: never a sheet with boxes for letters.
    """
    return make_counted(rounds, base, look, whys)[0]


def make_counted(
    rounds: Sequence[ShownRound],
    base: BaseMap,
    look: Look,
    whys: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Sheets, int]:
    """The sheets as of :func:`make_sheets`, and how many pages they are."""
    glyphs = Glyphs()
    sheets = [_sheet(shown, look, glyphs) for shown in rounds]
    for sheet, shown in zip(sheets, rounds, strict=True):
        sheet["whys"] = glyphs.all_shown(list(whys[shown.shift])) if whys else []
    content = {
        "words": look.words,
        "results": [
            (letter, look.words[word]) for letter, word in zip(LETTERS, RESULTS, strict=False)
        ],
        "language": code_of(look.language),
        "duplex": whys is not None,
        "sheets": sheets,
    }
    drawable = _with_known_letters(base)
    for sheet, shown, heights in zip(sheets, rounds, _measured(content), strict=True):
        room = _map_heights(**heights)
        sheet["map"] = route_svg(shown, drawable, width_mm=MAP_WIDTH_MM, heights_mm=room)
        sheet["attribution"] = look.words["attribution"] if base else ""
    pdf = typeset_pdf(TEMPLATE, content, phrase("the sheets"))
    pages: int = json.loads(_typst("query", content, selector="<turned>", field="value"))[-1]
    return Sheets(pdf, tuple(sorted(glyphs.missing))), pages


def _sheet(shown: ShownRound, look: Look, glyphs: Glyphs) -> dict[str, Any]:
    """A round's texts as printed; its map comes when the height of all else is known."""
    missing = Glyphs()
    rows = tuple(replace(row, via="") for row in shown.rows)
    printed = replace(shown, shift="", officers=(), rows=rows, markers=(), ways=())
    texts: dict[str, Any] = missing.all_shown(asdict(printed))
    footer = missing.shown(" + ".join(shown.names), FOOTER_NAMES)
    glyphs.missing |= missing.missing
    return texts | {
        "footer": footer,
        "qr": _qr(shown.sheet),
        "missing": _missing(sorted(missing.missing), look) if missing.missing else "",
    }


def _missing(codes: list[str], look: Look) -> str:
    more = [f"+{len(codes) - FOOTER_CODES}"] if len(codes) > FOOTER_CODES else []
    return look.words["missing_signs"].format(codes=", ".join(codes[:FOOTER_CODES] + more))


def _measured(content: dict[str, Any]) -> list[dict[str, float]]:
    """For each sheet the millimetres that all but its map takes, and its reserve list of these."""
    heights: list[dict[str, float]] = json.loads(
        _typst("query", content, selector="<heights>", field="value", one=True)
    )
    return heights


def _typst(task: str, content: dict[str, Any], **more: Any) -> Any:
    return typeset(TEMPLATE, task, content, **more)


def _map_heights(listed: float, reserve: float) -> list[float]:
    """Heights of the map that cost no further page."""
    further = ceil((listed + MAP_HEIGHTS_MM[0]) / PAGE_MM) - 1
    # Rows and the reserve list move to the next page whole.
    empty = ROW_MM * further + reserve if further else 0.0
    room = PAGE_MM * (further + 1) - listed - empty
    return [MAP_HEIGHTS_MM[0], *(height for height in MAP_HEIGHTS_MM[1:] if height <= room)]


def _with_known_letters(base: BaseMap) -> BaseMap:
    """Street names that no font can write are left off the map."""
    ways = (way if has_all(way.name) else replace(way, name="") for way in base.ways)
    return replace(base, ways=tuple(ways))


def _qr(text: str) -> str:
    """A code of the sheet's id, never of a household."""
    import segno

    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", omitsize=True, border=0)
    return picture.getvalue().decode()
