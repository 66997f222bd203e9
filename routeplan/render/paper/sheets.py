"""The officers' sheets: A4 pages of a map and a table, one round after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from io import BytesIO
from typing import Any, NamedTuple

from routeplan.model.printed_form import PrintedForm
from routeplan.model.visit_kinds import FormBox, VisitKind
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.basemap_arrays import Terrain
from routeplan.render.map.sheet_map import route_svg
from routeplan.render.paper.form_layout import form_layout
from routeplan.render.paper.form_places import printed_forms
from routeplan.render.paper.map_height import Heights, heights_of, paged
from routeplan.render.paper.missing_glyphs import Glyphs, has_all
from routeplan.render.paper.setting_sheets import places_of, set_sheets
from routeplan.render.paper.stop_notes import Notes, StopNotes, long_kinds
from routeplan.render.round_view import Look, Resident, ShownRound
from routeplan.render.words.catalogue import code_of

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
    content, missing = sheet_content(rounds, base, look, form)
    pdf, places = set_sheets(content)
    return Sheets(pdf, missing, printed_forms([shown.sheet for shown in rounds], content, places))


def sheet_content(
    rounds: Sequence[ShownRound], base: BaseMap, look: Look, form: SheetForm
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """All that the template is given, and the codes of signs that no font has."""
    content, missing = sheet_texts(rounds, look, form)
    draw_maps(content, rounds, terrain_of(base), look, places_of(content))
    return content, missing


def sheet_texts(
    rounds: Sequence[ShownRound], look: Look, form: SheetForm
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The content without its maps, and the codes of signs that no font has."""
    glyphs = Glyphs()
    content = {
        "words": look.words,
        "form": form_layout(look.words, form.boxes),
        "language": code_of(look.language),
        "duplex": form.whys is not None,
        "sheets": [_sheet(shown, look, form, glyphs) for shown in rounds],
    }
    return content, tuple(sorted(glyphs.missing))


def draw_maps(
    content: dict[str, Any],
    rounds: Sequence[ShownRound],
    terrain: Terrain,
    look: Look,
    places: dict[str, Any],
) -> None:
    """Give each sheet its map, as high as there is room; ``places`` are those without maps."""
    measured = _measured(places, content["form"]["height"])
    for sheet, shown, heights in zip(content["sheets"], rounds, measured, strict=True):
        room = paged(heights)
        drawn = route_svg(shown, terrain, width_mm=MAP_WIDTH_MM, height_mm=room.map_height)
        sheet["map"], sheet["insets"] = drawn.svg, drawn.insets
        sheet["attribution"] = look.words["attribution"] if terrain else ""
        further = range(2, room.pages + SPARE_CODES + 1)
        sheet["further"] = [_qr(f"{shown.sheet}#{page}", mask=sheet["mask"])[0] for page in further]


def _sheet(shown: ShownRound, look: Look, form: SheetForm, glyphs: Glyphs) -> dict[str, Any]:
    """A round's texts as printed; its map comes when the height of all else is known."""
    letters = Glyphs()
    printed = replace(shown, shift="", officers=(), markers=(), ways=())
    texts: dict[str, Any] = letters.all_shown(asdict(printed))
    footer = letters.shown(" + ".join(shown.names), FOOTER_NAMES)
    whys = letters.all_shown(list(form.whys[shown.shift])) if form.whys else []
    code, mask = _qr(shown.sheet)
    said = {key: letters.all_shown(text) for key, text in _said(shown, look, form).items()}
    glyphs.missing |= letters.missing
    return (
        texts
        | said
        | {
            "footer": footer,
            "whys": whys,
            "qr": code,
            "mask": mask,
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


def _measured(places: dict[str, Any], band: float) -> list[Heights]:
    """For each sheet the millimetres that all but its map takes."""
    pages: dict[int, list[Any]] = defaultdict(list)
    for part in places["parts"]:
        pages[part["page"]].append(part)
    return [heights_of(parts, places["headers"], band) for parts in pages.values()]


def terrain_of(base: BaseMap) -> Terrain:
    """The base map to draw in many frames; street names that no font can write are left off."""
    return Terrain(_with_known_letters(base))


def _with_known_letters(base: BaseMap) -> BaseMap:
    ways = (way if has_all(way.name) else replace(way, name="") for way in base.ways)
    return replace(base, ways=tuple(ways))


def _qr(text: str, *, mask: int | None = None) -> tuple[str, int]:
    """A code of the sheet's id, never of a household, and the pattern laid over it.

    Without a mask the best of eight is taken, which takes as long as half a map; the codes of a
    sheet's further pages say nearly the same, and have that of its first.
    """
    import segno

    picture = BytesIO()
    code = segno.make(text, error="m", micro=False, mask=mask)
    code.save(picture, kind="svg", omitsize=True, border=0)
    return picture.getvalue().decode(), int(code.mask)
