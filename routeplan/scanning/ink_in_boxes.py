"""What was written into each box: how much ink, and where in the box."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routeplan.scanning.find_boxes import FoundBoxes, patches_at
from routeplan.scanning.ink import Dark, Ink
from routeplan.scanning.straighten import DOTS

INSET = 0.5
"""Millimetres from the middle of a frame's line to where ink is counted."""
SLACK = 0.4
"""Millimetres by which a printed letter may be off, or blurred."""


class PrintedLetter(NamedTuple):
    """A letter in a box: millimetres from the box's middle, and square millimetres of ink."""

    side: float
    above: float
    below: float
    ink: float


SIGNS = {
    "m": PrintedLetter(1.31, 0.55, 1.02, 1.46),
    "e": PrintedLetter(0.8, 0.55, 1.02, 1.02),
    "o": PrintedLetter(0.85, 0.55, 1.02, 0.98),
    "r": PrintedLetter(0.62, 0.55, 1.02, 0.54),
    "v": PrintedLetter(0.74, 0.55, 1.02, 0.76),
    "w": PrintedLetter(1.14, 0.55, 1.02, 1.42),
    "h": PrintedLetter(0.8, 1.18, 1.02, 1.09),
    "p": PrintedLetter(0.85, 0.55, 1.7, 1.2),
    "+": PrintedLetter(0.72, 0.8, 0.85, 0.53),
    "–": PrintedLetter(0.72, 0.2, 0.25, 0.28),
}
"""What the form prints into its boxes; another sign is taken for a large one."""
OTHER = PrintedLetter(1.3, 1.2, 1.7, 1.2)
FAINT = 0.09
"""Ink weaker than this, of a page's print, is the paper's own."""
DARK = 0.3
"""A stroke is somewhere as dark as this."""
MOST_GRAIN = 0.12
"""Paper is never seen darker than this between strokes."""
BLANK_RING = 0.1
"""Boxes with less ink show how dark letters are printed on this page."""
EDGE = 0.25
"""Millimetres inside the frame in which a stroke shows that goes beyond the box."""
Numbers = NDArray[np.float64]


class Marks(NamedTuple):
    """What is in the boxes of a page, each of (count,), in square millimetres of full ink.

    Parameters
    ----------
    ring
        Between the printed letter and the frame; of boxes for digits everything inside.
    strong
        What of that is beside something really dark, as a pen's stroke has it.
    middle
        More than is printed there.
    filled
        What is dark and no stroke: a blot, or a shadow.
    slender
        How many times longer than wide it is, roughly: a blot is about 1, a stroke 5 and more.
    reach
        Millimetres from end to end of what is beside the letter.
    edges
        (count, 4): the darkest spots at the left, right, upper and lower edge, from 0 to 1.
    side_profiles
        (count, 2, height): the darkness along the left and the right edge.
    framed
        The largest share of an edge's length along which it is dark.
    """

    ring: Numbers
    strong: Numbers
    middle: Numbers
    filled: Numbers
    slender: Numbers
    reach: Numbers
    edges: Numbers
    side_profiles: Numbers
    framed: Numbers


def measure(ink: Ink, grid: FoundBoxes, side: float) -> tuple[Marks, Dark]:
    """The marks in a page's boxes, and pictures of what is inside them, (count, side, side)."""
    inset = round(INSET * DOTS)
    inner = round(side * DOTS) - 2 * inset + 1
    corners = grid.corners + inset
    strokes = patches_at(ink.strokes, corners, inner) / grid.black
    paper = np.minimum(np.median(strokes, (1, 2), keepdims=True), MOST_GRAIN)
    strokes = np.clip(strokes - paper, 0, 1)
    whole = np.clip(patches_at(ink.filled, corners, inner) / grid.black, 0, 1)
    counted = np.where(strokes > FAINT, strokes, 0)
    area = 1.0 / DOTS**2
    signs = np.array([box.sign for box in grid.boxes])
    zones = {sign: _zone(SIGNS.get(sign, OTHER), inner) for sign in set(signs.tolist())}
    in_sign = np.array([zones[sign] for sign in signs.tolist()]).reshape(strokes.shape)
    ring = (counted * ~in_sign).sum((1, 2)) * area
    middle = (counted * in_sign).sum((1, 2)) * area
    digits = signs == ""
    ring = np.where(digits, ring + middle, ring)
    strong = (np.where(digits[:, None, None] | ~in_sign, counted, 0) * _beside_dark(strokes)).sum(
        (1, 2)
    ) * area
    printed = np.array([SIGNS.get(sign, OTHER).ink for sign in signs.tolist()])
    blank = ~digits & (ring < BLANK_RING)
    as_printed = float(np.median(middle[blank] / printed[blank])) if blank.sum() >= 6 else 1.0
    middle = np.where(digits, 0.0, middle / max(as_printed, 0.5) - printed)
    blots = np.where(whole - strokes > 2 * FAINT, whole - strokes, 0).sum((1, 2)) * area
    slender, reach = _shapes(strokes, in_sign & ~digits[:, None, None], ring > BLANK_RING)
    rim = max(1, round(EDGE * DOTS))
    outside = np.where(in_sign & ~digits[:, None, None], 0, counted)
    left, right = outside[:, :, :rim].max(2), outside[:, :, -rim:].max(2)
    top, low = outside[:, :rim, :].max(1), outside[:, -rim:, :].max(1)
    edges = np.stack([edge.max(1) for edge in (left, right, top, low)], 1)
    framed = np.stack([(edge > DARK).mean(1) for edge in (left, right, top, low)], 1).max(1)
    profiles = np.stack([left, right], 1)
    marks = Marks(ring, strong, middle, blots, slender, reach, edges, profiles, framed)
    return marks, strokes.astype(np.float32)


def _zone(sign: PrintedLetter, inner: int) -> NDArray[np.bool_]:
    """Where a letter may be, as (inner, inner)."""
    at = (np.arange(inner) - (inner - 1) / 2) / DOTS
    rows = (at > -sign.above - SLACK) & (at < sign.below + SLACK)
    columns = np.abs(at) < sign.side + SLACK
    zone: NDArray[np.bool_] = rows[:, None] & columns[None, :]
    return zone


def _beside_dark(strokes: Dark) -> NDArray[np.bool_]:
    """Which pixels of each box are dark, or next to two pixels of a dark one."""
    import cv2

    near = [
        cv2.dilate((stroke > DARK).astype(np.uint8), np.ones((5, 5), np.uint8))
        for stroke in strokes
    ]
    beside: NDArray[np.bool_] = np.array(near, bool).reshape(strokes.shape)
    return beside


def _shapes(
    strokes: Dark, letters: NDArray[np.bool_], written: NDArray[np.bool_]
) -> tuple[Numbers, Numbers]:
    """How slender the ink in each written box is, and how far it reaches."""
    import cv2

    slender, reach = np.zeros(len(strokes)), np.zeros(len(strokes))
    for k in np.flatnonzero(written):
        dark = (strokes[k] > max(DARK, strokes[k].max() / 2)).astype(np.uint8)
        if not dark.any():
            continue
        wide = 2 * float(cv2.distanceTransform(np.pad(dark, 1), cv2.DIST_L2, 5).max())
        slender[k] = dark.sum() / max(wide, 1.0) ** 2
        rows, columns = np.nonzero(dark & ~letters[k])
        if len(rows):
            reach[k] = np.hypot(np.ptp(rows) + 1, np.ptp(columns) + 1) / DOTS
    return slender, reach
