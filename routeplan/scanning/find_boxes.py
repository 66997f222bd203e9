"""Finding each box of a page by its own frame: paper is creased and curled."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from routeplan.model.printed_form import FormPage, PrintedForm
from routeplan.scanning.ink import Dark
from routeplan.scanning.straighten import DOTS

LINE = 0.25
"""Width of a frame's line in millimetres."""
ALONG, ACROSS = 4.0, 3.0
"""A band is looked for so many millimetres above and below its place, and to its sides."""
NEAR = 7
"""Pixels by which a box may be off where its neighbours have it."""
LEAST_FRAME = 0.35
"""Of a printed line's darkness, which a frame must have on each of its four sides to be seen."""
COARSE = DOTS // 2


class BoxAt(NamedTuple):
    """A box of the form: whose it is, and what is printed in it.

    ``part`` counts the boxes of one key from 0 on.
    """

    stop: str
    key: str
    part: int
    sign: str


class FoundBoxes(NamedTuple):
    """The boxes of a page.

    Parameters
    ----------
    boxes
        In the order of the form.
    corners
        (count, 2): upper left corners in pixels of the page laid straight, across and down.
    frames
        (count,): how dark the faintest of each box's four lines is, of the page's darkest print.
    black
        How dark lines are that are printed on this page: 1 in a good scan.
    """

    boxes: list[BoxAt]
    corners: NDArray[np.int64]
    frames: NDArray[np.float64]
    black: float

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Which boxes are where they should be."""
        return self.frames > LEAST_FRAME


def find_boxes(strokes: Dark, form: PrintedForm, page: FormPage) -> FoundBoxes:
    """The boxes of a page by their frames."""
    boxes: list[BoxAt] = []
    places: list[NDArray[np.float64]] = []
    coarse = cv2.resize(strokes, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    soft = np.asarray(cv2.GaussianBlur(coarse, (0, 0), 1.0), np.float32)
    for group in _groups(form):
        drawn, origin = _drawn(group, form.box)
        for band in page.bands:
            corner = np.array([band.x, band.y]) * DOTS
            shift = _shift(soft, drawn, corner / 2 + origin)
            for key, part, sign, x, y in group:
                boxes.append(BoxAt(band.stop, key, part, sign))
                places.append(corner + shift * 2 + np.array([x, y]) * DOTS)
    corners, lines = _refined(strokes, np.array(places).reshape(-1, 2), form.box)
    black = float(np.clip(np.median(lines.mean(1)) if len(lines) else 1.0, 0.15, 1.0))
    return FoundBoxes(boxes, corners, lines.min(1) / black if len(lines) else lines[:, 0], black)


_Box = tuple[str, int, str, float, float]


def _groups(form: PrintedForm) -> list[list[_Box]]:
    """The boxes of a band in two parts, left and right: a page may be turned a little there."""
    boxes = [
        (field.key, k, sign, field.x + k * field.step, field.y)
        for field in form.fields
        for k, sign in enumerate(field.signs)
    ]
    groups = [boxes[:6], boxes[6:]]
    return [group for group in groups if group]


def _drawn(group: list[_Box], side: float) -> tuple[Dark, NDArray[np.float64]]:
    """The frames of a group as they are printed, and where that picture is in the band."""
    edge = 2
    least = np.array([min(box[3] for box in group), min(box[4] for box in group)]) * COARSE
    size = max(box[3] for box in group) * COARSE - least[0] + side * COARSE
    drawn = np.zeros((round(side * COARSE) + 2 * edge + 1, round(size) + 2 * edge + 1), np.float32)
    for _, _, _, x, y in group:
        left, top = np.rint(np.array([x, y]) * COARSE - least).astype(int) + edge
        far = round(side * COARSE)
        cv2.rectangle(drawn, (int(left), int(top)), (int(left + far), int(top + far)), 1.0, 1)
    return np.asarray(cv2.GaussianBlur(drawn, (0, 0), 1.0), np.float32), least - edge


def _shift(coarse: Dark, drawn: Dark, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far the band is off, in coarse pixels; nothing where it is nowhere near."""
    reach = np.array([ACROSS, ALONG]) * COARSE
    first = np.maximum(np.rint(at - reach), 0).astype(int)
    last = np.rint(at + reach).astype(int) + drawn.shape[::-1]
    window = coarse[first[1] : last[1], first[0] : last[0]]
    if window.shape[0] < drawn.shape[0] or window.shape[1] < drawn.shape[1]:
        return np.zeros(2)
    match = cv2.matchTemplate(window, drawn, cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(match)
    return first + np.array([x, y]) - at if best > 0.3 else np.zeros(2)


def _refined(
    strokes: Dark, places: NDArray[np.float64], side: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Corners by the lines themselves, and the darkness of each box's four lines."""
    if not len(places):
        return np.zeros((0, 2), np.int64), np.zeros((0, 4))
    box, rim = round(side * DOTS), NEAR + 3
    corners = np.rint(places).astype(np.int64)
    patches = patches_at(strokes, corners - rim, box + 2 * rim)
    sides = []
    moved = corners.copy()
    for axis in (0, 1):
        inside = slice(rim + 2, rim + box - 2)
        part = patches[:, inside, :] if axis == 0 else patches[:, :, inside].transpose(0, 2, 1)
        profile = np.median(part, axis=1)
        smooth = (profile[:, :-2] + profile[:, 1:-1] + profile[:, 2:]) / (LINE * DOTS)
        lines = np.minimum(smooth, 1.0)
        near = lines[:, 2 : 2 * NEAR + 3]
        far = lines[:, box + 2 : box + 2 * NEAR + 3]
        both = near + far - 0.004 * np.abs(np.arange(near.shape[1]) - NEAR)
        best = both.argmax(1)
        at = np.arange(len(corners))
        moved[:, axis] += best - NEAR
        sides += [near[at, best], far[at, best]]
    return moved, np.stack(sides, 1)


def patches_at(dark: Dark, corners: NDArray[np.int64], side: int) -> Dark:
    """Squares of a page, (count, side, side), by their upper left corners; beyond it is paper."""
    rim = side + NEAR
    wide = np.pad(dark, rim)
    rows = np.clip(corners[:, 1] + rim, 0, wide.shape[0] - side)
    columns = np.clip(corners[:, 0] + rim, 0, wide.shape[1] - side)
    steps = np.arange(side)
    patches: Dark = wide[rows[:, None, None] + steps[:, None], columns[:, None, None] + steps]
    return patches
