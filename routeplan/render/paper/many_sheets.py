"""The sheets of any number of rounds: many are set a batch at a time, and joined.

typst keeps all that it has laid out, some 12 MB for each sheet, until its process ends. So each
batch has a process of its own, and what is needed at once does not grow with the rounds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from routeplan.errors import SheetError
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.model.printed_form import PrintedForm
from routeplan.phrases import phrase
from routeplan.private_files import write_private
from routeplan.render.map.basemap import BaseMap
from routeplan.render.paper.reverse import Reasons, whys_of
from routeplan.render.paper.sheets import (
    PLAIN,
    SheetForm,
    Sheets,
    make_counted,
    make_sheets,
)
from routeplan.render.paper.stop_notes import USUAL_FORM, Form, notes_of
from routeplan.render.paper.typesetting import typeset_pdf
from routeplan.render.round_view import Look, ShownRound
from routeplan.render.rounds import make_rounds
from routeplan.worker import Worker, WorkerEndedError

TEMPLATE = Path(__file__).parents[1] / "assets" / "join.typ"
BATCH = 30
"""So many rounds are set at once, with some 500 MB; a process more costs half a second."""


def write_sheets(
    path: Path,
    plan: Plan,
    inputs: Inputs,
    base: BaseMap,
    look: Look,
    *,
    shifts: Collection[str] | None = None,
    reasons: Reasons | None = None,
    form: Form = USUAL_FORM,
) -> Sheets:
    """Print the sheets of a plan (or of some of its shifts) to a PDF only its owner can read.

    With ``reasons`` (by shift and visit) each sheet's reverse says why its stops are there.
    ``form`` says what the station wants on its sheets.
    """
    rounds = [
        each for each in make_rounds(plan, inputs, look) if shifts is None or each.shift in shifts
    ]
    whys = None if reasons is None else whys_of(plan, inputs, look, reasons)
    notes = notes_of(plan, inputs, look, form)
    sheets = make_many_sheets(rounds, base, look, SheetForm(form.boxes, notes, whys))
    write_private(path, sheets.pdf)
    return sheets


def make_many_sheets(
    rounds: Sequence[ShownRound],
    base: BaseMap,
    look: Look,
    form: SheetForm = PLAIN,
    *,
    batch: int = BATCH,
) -> Sheets:
    """Set sheets as :func:`make_sheets` does, ``batch`` rounds at once.

    Joined pages look the same, but a screen reader finds no headings and tables in them.

    Raises
    ------
    SheetError
        When typst refuses a page or lacks a font.
    """
    if len(rounds) <= batch:
        return make_sheets(rounds, base, look, form)
    with TemporaryDirectory(prefix="routeplan-") as place:  # nobody else may look into it
        folder, parts, missing = Path(place), [], set[str]()
        forms: list[PrintedForm] = []
        for first in range(0, len(rounds), batch):
            sheets, pages = _set_apart(rounds[first : first + batch], base, look, form)
            part = write_private(folder / f"{first}.pdf", sheets.pdf)
            parts.append((part.name, pages))
            missing.update(sheets.missing)
            forms += sheets.forms
        pdf = _joined(folder, parts, duplex=form.whys is not None)
    return Sheets(pdf, tuple(sorted(missing)), tuple(forms))


def _set_apart(
    rounds: Sequence[ShownRound],
    base: BaseMap,
    look: Look,
    form: SheetForm,
) -> tuple[Sheets, int]:
    worker = Worker()
    try:
        return worker.ask(make_counted, rounds, base, look, form)
    except WorkerEndedError as error:
        raise SheetError(
            phrase("the process that sets the sheets was ended: is memory short?")
        ) from error
    finally:
        worker.end()


def _joined(folder: Path, parts: Sequence[tuple[str, int]], *, duplex: bool) -> bytes:
    """The PDF files of a folder, each with its number of pages, as one."""
    template = folder / TEMPLATE.name  # typst opens only what is beside it
    template.write_bytes(TEMPLATE.read_bytes())
    content = {
        "parts": [{"file": name, "pages": pages} for name, pages in parts],
        "duplex": duplex,
    }
    return typeset_pdf(template, content, phrase("the joined sheets"))
