"""A stop's line for remarks: where it is on the page, and whether anything is written on it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routeplan.model.printed_form import FormBand, PrintedForm
from routeplan.scanning.find_boxes import FoundBoxes
from routeplan.scanning.ink import Dark
from routeplan.scanning.straighten import DOTS

LABEL, LINE = 3.1, 1.3
"""Millimetres at the top and at the foot of the field that its label and its line take."""
DARK = 0.3
"""A pen's stroke is somewhere as dark as this, of the page's print."""
WRITTEN = 5.0
"""Writing takes so many millimetres along the line; the end of a tick from beside takes fewer."""


class LineAt(NamedTuple):
    """The field on the page laid straight, in pixels."""

    left: int
    top: int
    right: int
    low: int


def line_at(form: PrintedForm, band: FormBand, grid: FoundBoxes) -> LineAt:
    """Where the field is: off its place as the stop's boxes are, for paper is curled."""
    places = {
        (field.key, k): (field.x + k * field.step, field.y)
        for field in form.fields
        for k in range(len(field.signs))
    }
    off = [
        corner - (np.array([band.x, band.y]) + places[box.key, box.part]) * DOTS
        for box, corner, seen in zip(grid.boxes, grid.corners, grid.seen, strict=True)
        if box.stop == band.stop and seen
    ]
    across, down = np.median(off, axis=0) if off else (0.0, 0.0)
    left, top, width, height = form.remarks
    x, y = (band.x + left) * DOTS + across, (band.y + top) * DOTS + down
    ends = (x, y, x + width * DOTS, y + height * DOTS)
    return LineAt(*(max(0, round(end)) for end in ends))


def is_written_on(strokes: Dark, line: LineAt, black: float) -> bool:
    """Whether there is more between the label and the line than the end of a tick.

    Parameters
    ----------
    black
        How dark lines are that are printed on this page.
    """
    rows = slice(line.top + round(LABEL * DOTS), line.low - round(LINE * DOTS))
    part = strokes[rows, line.left : line.right] / black
    return bool((part > DARK).any(axis=0).sum() > WRITTEN * DOTS)
