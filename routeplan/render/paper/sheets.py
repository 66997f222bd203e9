"""The officers' sheets: A4 pages of a map and a table, one round after the other."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from routeplan.model.printed_form import PrintedForm
from routeplan.model.visit_kinds import FormBox, VisitKind
from routeplan.phrases import phrase
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.sheet_map import route_svg
from routeplan.render.map.terrain import Terrain
from routeplan.render.paper.form_layout import form_layout
from routeplan.render.paper.form_places import printed_forms
from routeplan.render.paper.missing_glyphs import Glyphs, has_all
from routeplan.render.paper.paging import Heights, heights_of, paged
from routeplan.render.paper.stop_notes import Notes, StopNotes, long_kinds
from routeplan.render.paper.typesetting import typeset, typeset_pdf
from routeplan.render.round_view import Look, Resident, ShownRound
from routeplan.render.words.catalogue import code_of

TEMPLATE = Path(__file__).parents[1] / "assets" / "sheet.typ"
MAP_WIDTH_MM = 186.0
FOOTER_NAMES = 20.0
"""Width in em of the officers' names in a footer."""
WHOLE_LETTERS = 1000
"""A stop of which more is said than this may go on on the next page."""
SPARE_CODES = 2
"""Codes for so many pages more than expected: texts may break where nobody foresaw it."""
FOOTER_CODES = 5
"""So many codes of missing signs are listed in a footer, the others are counted."""


@dataclass(frozen=True, slots=True)
class SheetForm:
    """What sheets have besides their rounds.

    Parameters
    ----------
    boxes
        What there are boxes for besides the result.
    notes
        What is known of each stop, and its kind of visit.
    whys
        Lines for the reverse, by shift; None: sheets have no reverse.
    """

    boxes: tuple[FormBox, ...] = tuple(FormBox)
    notes: Notes = field(default_factory=dict)
    whys: Mapping[str, Sequence[str]] | None = None


PLAIN = SheetForm()


class Sheets(NamedTuple):
    """What was printed: bytes of the PDF, the codes of signs that no font has, and the forms."""

    pdf: bytes
    missing: tuple[str, ...]
    forms: tuple[PrintedForm, ...] = ()


def make_sheets(
    rounds: Sequence[ShownRound], base: BaseMap, look: Look, form: SheetForm = PLAIN
) -> Sheets:
    """Set the sheets of these rounds.

    Raises
    ------
    SheetError
        When typst refuses the page or lacks a font: never a sheet with boxes for letters.
    """
    return make_counted(rounds, base, look, form)[0]


def make_counted(
    rounds: Sequence[ShownRound], base: BaseMap, look: Look, form: SheetForm = PLAIN
) -> tuple[Sheets, int]:
    """The sheets as of :func:`make_sheets`, and how many pages they are."""
    content, missing = sheet_content(rounds, base, look, form)
    if form.whys is not None:
        _rule_last_backs(content)
    pdf = typeset_pdf(TEMPLATE, content, phrase("the sheets"))
    places = places_of(content)
    forms = printed_forms([shown.sheet for shown in rounds], content, places)
    return Sheets(pdf, missing, forms), places["parts"][-1]["page"]


def _rule_last_backs(content: dict[str, Any]) -> None:
    """The back of a sheet's last leaf, where nothing else is on it, is ruled for notes."""
    parts = places_of(content)["parts"]
    begins = [part["page"] for part in parts if part["part"] == "begin"]
    ends = [part["page"] for part in parts if part["part"] == "turned"]
    for sheet, begin, end in zip(content["sheets"], begins, ends, strict=True):
        sheet["ruled"] = (end - begin) % 2 == 0


def places_of(content: dict[str, Any]) -> dict[str, Any]:
    """Where the parts of all sheets are: pages from 1 on, and millimetres."""
    places: dict[str, Any] = json.loads(
        _typst("query", content, selector="<places>", field="value", one=True)
    )
    return places


def sheet_content(
    rounds: Sequence[ShownRound], base: BaseMap, look: Look, form: SheetForm
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """All that the template is given, and the codes of signs that no font has."""
    glyphs = Glyphs()
    sheets = [_sheet(shown, look, form, glyphs) for shown in rounds]
    content = {
        "words": look.words,
        "form": form_layout(look.words, form.boxes),
        "language": code_of(look.language),
        "duplex": form.whys is not None,
        "sheets": sheets,
    }
    terrain = Terrain(_with_known_letters(base))
    for sheet, shown, heights in zip(sheets, rounds, _measured(content), strict=True):
        room = paged(heights)
        drawn = route_svg(shown, terrain, width_mm=MAP_WIDTH_MM, height_mm=room.map_height)
        sheet["map"], sheet["insets"] = drawn.svg, drawn.insets
        sheet["attribution"] = look.words["attribution"] if base else ""
        further = range(2, room.pages + SPARE_CODES + 1)
        sheet["further"] = [_qr(f"{shown.sheet}#{page}") for page in further]
    return content, tuple(sorted(glyphs.missing))


def _sheet(shown: ShownRound, look: Look, form: SheetForm, glyphs: Glyphs) -> dict[str, Any]:
    """A round's texts as printed; its map comes when the height of all else is known."""
    letters = Glyphs()
    printed = replace(shown, shift="", officers=(), markers=(), ways=())
    texts: dict[str, Any] = letters.all_shown(asdict(printed))
    footer = letters.shown(" + ".join(shown.names), FOOTER_NAMES)
    whys = letters.all_shown(list(form.whys[shown.shift])) if form.whys else []
    said = {key: letters.all_shown(text) for key, text in _said(shown, look, form).items()}
    glyphs.missing |= letters.missing
    return (
        texts
        | said
        | {
            "footer": footer,
            "whys": whys,
            "qr": _qr(shown.sheet),
            "missing": _missing(sorted(letters.missing), look) if letters.missing else "",
        }
    )


def _said(shown: ShownRound, look: Look, form: SheetForm) -> dict[str, Any]:
    """The notes by number or letter, and the checklists that have no room in a row."""
    residents = {str(row.number): row.resident for row in shown.rows}
    residents |= {row.letter: row.resident for row in shown.reserve}
    theirs = {sign: form.notes.get((shown.shift, sign), StopNotes()) for sign in residents}
    long = long_kinds(list(theirs.values()))
    names = {kind: look.words["checklist"].format(number=k) for k, kind in enumerate(long, start=1)}
    return {
        "notes": {
            sign: {
                "known": list(notes.known),
                "manual": _manual(notes.kind, names),
                "long": _length(residents[sign], notes) > WHOLE_LETTERS,
            }
            for sign, notes in theirs.items()
        },
        "checklists": [asdict(kind) | {"see": names[kind]} for kind in long],
    }


def _length(who: Resident, notes: StopNotes) -> int:
    return sum(map(len, (*who.details, *notes.known)))


def _manual(kind: VisitKind | None, names: Mapping[VisitKind, str]) -> dict[str, Any] | None:
    """What a row says of its kind of visit; the steps, where they are long, are said elsewhere."""
    if kind is None:
        return None
    if kind in names:
        return {"kind": kind.kind, "purpose": "", "steps": [], "questions": [], "see": names[kind]}
    return asdict(kind) | {"see": ""}


def _missing(codes: list[str], look: Look) -> str:
    more = [f"+{len(codes) - FOOTER_CODES}"] if len(codes) > FOOTER_CODES else []
    return look.words["missing_signs"].format(codes=", ".join(codes[:FOOTER_CODES] + more))


def _measured(content: dict[str, Any]) -> list[Heights]:
    """For each sheet the millimetres that all but its map takes."""
    places = places_of(content)
    pages: dict[int, list[Any]] = defaultdict(list)
    for part in places["parts"]:
        pages[part["page"]].append(part)
    return [
        heights_of(parts, places["headers"], content["form"]["height"]) for parts in pages.values()
    ]


def _typst(task: str, content: dict[str, Any], **more: Any) -> Any:
    return typeset(TEMPLATE, task, content, **more)


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
