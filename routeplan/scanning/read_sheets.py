"""From a picture to readings: every sheet in it, laid straight and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from routeplan.model.printed_form import FormPage, PrintedForm
from routeplan.scanning.box_readings import BoxReading, read_boxes
from routeplan.scanning.find_boxes import FoundBoxes, find_boxes
from routeplan.scanning.ink import Ink, ink_of
from routeplan.scanning.ink_in_boxes import measure
from routeplan.scanning.pictures import Grey, Picture
from routeplan.scanning.remarks import is_written_on, line_at
from routeplan.scanning.square_codes import SquareCode, square_codes
from routeplan.scanning.straighten import DOTS, black_patches, page_matrices, straight_page

ENOUGH = 0.9
"""This share of the boxes must be where they were printed."""
PLAINLY = 0.98
RIM = 1.5
"""Millimetres around what is cut out."""
LABEL = 3.2
"""Millimetres above a box in which its label is."""


class Unread(StrEnum):
    """Why a sheet whose code was found could not be read."""

    UNKNOWN = "unknown"
    NO_SUCH_PAGE = "no-such-page"
    NOT_STRAIGHT = "not-straight"
    OTHER_BOXES = "other-boxes"


@dataclass(frozen=True)
class ReadPage:
    """A page of a sheet as it was read.

    Parameters
    ----------
    form
        The print that fits.
    straight
        The page as seen from above; ``grid`` is where its boxes are found there.
    written
        The stops with something on their line for remarks.
    """

    code: SquareCode
    form: PrintedForm
    page: FormPage
    readings: tuple[BoxReading, ...]
    straight: Grey
    grid: FoundBoxes
    written: frozenset[str] = frozenset()

    def cut_out(self, stop: str, keys: Sequence[str]) -> bytes:
        """A picture (PNG) of some boxes of a stop with their labels, and of its remarks beside."""
        chosen = [
            k for k, box in enumerate(self.grid.boxes) if box.stop == stop and box.key in keys
        ]
        corners, side = self.grid.corners[chosen], round(self.form.box * DOTS)
        rim = round(RIM * DOTS)
        top = max(0, int(corners[:, 1].min()) - round(LABEL * DOTS))
        low = int(corners[:, 1].max()) + side + rim
        left = max(0, int(corners[:, 0].min()) - rim)
        right = int(corners[:, 0].max()) + side + rim
        return _png(self.straight[top:low, left:right])

    def remarks(self, stop: str) -> bytes:
        """A picture (PNG) of what is written on a stop's line for remarks."""
        band = next(band for band in self.page.bands if band.stop == stop)
        at = line_at(self.form, band, self.grid)
        return _png(self.straight[at.top : at.low, at.left : at.right])


@dataclass(frozen=True)
class UnreadPage:
    """A page whose code was found and that could not be read."""

    code: SquareCode
    why: Unread


def read_picture(
    picture: Picture,
    forms_of: Callable[[SquareCode], Sequence[PrintedForm]],
    results: frozenset[str],
) -> Iterator[ReadPage | UnreadPage]:
    """Read every sheet in a picture; nothing where there is no code of a sheet.

    Parameters
    ----------
    forms_of
        How the sheet of a code was printed; empty where that is not known.
    results
        The keys of boxes of which a stop has one.
    """
    codes, _ = square_codes(picture.grey)
    patches = black_patches(picture.grey) if codes else []
    for code in codes:
        forms = forms_of(code)
        if not forms:
            yield UnreadPage(code, Unread.UNKNOWN)
            continue
        pages = [(form, form.page(code.page)) for form in forms]
        known = [(form, page) for form, page in pages if page is not None]
        if not known:
            yield UnreadPage(code, Unread.NO_SUCH_PAGE)
            continue
        laid = [
            (form, page, matrix)
            for form, page in known
            for matrix in page_matrices(patches, code, form, page)
        ]
        if not laid:
            yield UnreadPage(code, Unread.NOT_STRAIGHT)
            continue
        best = None
        for form, page, matrix in laid:
            fit = _fit(picture.grey, form, page, matrix)
            if best is None or fit.score > best.score:
                best = fit
            if len(known) == 1 and fit.share > PLAINLY:
                break
        assert best is not None
        yield (
            _read(code, best, results)
            if best.share >= ENOUGH
            else UnreadPage(code, Unread.OTHER_BOXES)
        )


@dataclass(frozen=True)
class _Fit:
    """A form tried on a page."""

    form: PrintedForm
    page: FormPage
    straight: Grey
    ink: Ink
    grid: FoundBoxes
    share: float

    @property
    def score(self) -> float:
        """Of two that fit, the one with more boxes is the right one."""
        return self.share * (1 + len(self.grid.boxes) * (self.share >= ENOUGH))


def _fit(grey: Grey, form: PrintedForm, page: FormPage, matrix: np.ndarray) -> _Fit:
    straight = straight_page(grey, matrix)
    ink = ink_of(straight)
    grid = find_boxes(ink.strokes, form, page)
    share = float(grid.seen.mean()) if grid.boxes else 1.0
    return _Fit(form, page, straight, ink, grid, share)


def _read(code: SquareCode, fit: _Fit, results: frozenset[str]) -> ReadPage:
    marks, pictures = measure(fit.ink, fit.grid, fit.form.box)
    readings = read_boxes(fit.grid, marks, pictures, results)
    written = frozenset(
        band.stop
        for band in fit.page.bands
        if is_written_on(fit.ink.strokes, line_at(fit.form, band, fit.grid), fit.grid.black)
    )
    return ReadPage(code, fit.form, fit.page, tuple(readings), fit.straight, fit.grid, written)


def _png(part: Grey) -> bytes:
    _, data = cv2.imencode(".png", part)
    return data.tobytes()
