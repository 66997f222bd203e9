"""The sheets of any number of rounds: many are set a batch at a time, and joined.

typst keeps all that it has laid out, some 12 MB for each sheet, until its process ends. So each
batch has a process of its own, and what is needed at once does not grow with the rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from routeplan.errors import SheetError
from routeplan.helper_process import Worker, WorkerEndedError
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.model.printed_form import PrintedForm
from routeplan.phrases import phrase
from routeplan.private_files import write_private
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.basemap_arrays import Terrain
from routeplan.render.paper.form_places import printed_forms
from routeplan.render.paper.joining import join_pdfs
from routeplan.render.paper.setting_sheets import places_of, set_sheets
from routeplan.render.paper.sheets import (
    PLAIN,
    SheetForm,
    Sheets,
    draw_maps,
    make_sheets,
    sheet_texts,
    terrain_of,
)
from routeplan.render.paper.stop_notes import USUAL_FORM, Form, Reasons, notes_of, whys_of
from routeplan.render.round_view import Look, ShownRound
from routeplan.render.rounds import make_rounds

BATCH = 34
"""So many rounds are set at once, with some 550 MB; a process more costs half a second."""


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
        shown
        for shown in make_rounds(plan, inputs, look)
        if shifts is None or shown.shift in shifts
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

    Joined pages look the same, and a screen reader finds the same headings and tables in them.

    Raises
    ------
    SheetError
        When typst refuses a page or lacks a font.
    """
    if len(rounds) <= batch:
        return make_sheets(rounds, base, look, form)
    with TemporaryDirectory(prefix="routeplan-") as place:  # nobody else may look into it
        size = ceil(len(rounds) / ceil(len(rounds) / batch))
        batches = [rounds[first : first + size] for first in range(0, len(rounds), size)]
        setting = _Setting(Path(place), terrain_of(base), look, form)
        missing = setting.all(batches)
        pdf = join_pdfs(setting.parts, on_fronts=form.whys is not None)
    return Sheets(pdf, tuple(sorted(missing)), tuple(setting.forms))


class _Setting:
    """Sets batches into files of a folder: one's maps are drawn while the one before is set.

    The process of the next one begins meanwhile, and says how much room its maps have.
    """

    def __init__(self, folder: Path, terrain: Terrain, look: Look, form: SheetForm) -> None:
        self._folder, self._terrain, self._look, self._form = folder, terrain, look, form
        self.parts: list[Path] = []
        self.forms: list[PrintedForm] = []

    def all(self, batches: Sequence[Sequence[ShownRound]]) -> set[str]:
        """Set them; the codes of signs that no font has."""
        missing: set[str] = set()
        begun: list[_Batch] = []
        with ThreadPoolExecutor(2) as waiting:
            try:
                for k in range(len(batches) + 1):
                    if k < len(batches):
                        begun.append(_Batch(batches[k]))
                        missing.update(self._measured(begun[-1], waiting))
                    if k:
                        current = begun[-2] if k < len(batches) else begun[-1]
                        rounds, places = current.rounds, current.places()
                        draw_maps(current.content, rounds, self._terrain, self._look, places)
                        if k > 1:
                            self._keep(begun.pop(0))
                        current.begin(waiting)
                self._keep(begun.pop())
            finally:
                for batch in begun:
                    batch.end()
        return missing

    def _measured(self, batch: _Batch, waiting: ThreadPoolExecutor) -> tuple[str, ...]:
        """Have a batch say where its parts are; the codes of signs that no font has."""
        content, missing = sheet_texts(batch.rounds, self._look, self._form)
        batch.measure(waiting, content)
        return missing

    def _keep(self, batch: _Batch) -> None:
        pdf, places = batch.result()
        self.parts.append(write_private(self._folder / f"{len(self.parts)}.pdf", pdf))
        sheets = [shown.sheet for shown in batch.rounds]
        self.forms += printed_forms(sheets, batch.content, places)


class _Batch:
    """A batch in a process of its own."""

    def __init__(self, rounds: Sequence[ShownRound]) -> None:
        self._worker = Worker()
        self.rounds = rounds
        self._places: Future[dict[str, Any]] | None = None
        self._made: Future[tuple[bytes, dict[str, Any]]] | None = None
        self.content: dict[str, Any] = {}

    def ask[**P, R](self, question: Callable[P, R], *args: P.args, **more: P.kwargs) -> R:
        """What the process answers."""
        try:
            return self._worker.ask(question, *args, **more)
        except WorkerEndedError as error:
            raise SheetError(
                phrase("the process that sets the sheets was ended: is memory short?")
            ) from error

    def measure(self, waiting: ThreadPoolExecutor, content: dict[str, Any]) -> None:
        """Find out meanwhile where its parts are."""
        self.content = content
        self._places = waiting.submit(self.ask, places_of, content)

    def places(self) -> dict[str, Any]:
        """Where the parts are of sheets without maps."""
        assert self._places is not None
        return self._places.result()

    def begin(self, waiting: ThreadPoolExecutor) -> None:
        """Set the batch, whose maps are drawn, while others are drawn."""
        self._made = waiting.submit(self.ask, set_sheets, self.content)

    def result(self) -> tuple[bytes, dict[str, Any]]:
        """The PDF and where its parts are; the process is gone then."""
        assert self._made is not None
        try:
            return self._made.result()
        finally:
            self.end()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._worker.end()
