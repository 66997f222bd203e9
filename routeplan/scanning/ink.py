"""How dark a page is where: strokes of a pen apart from shadows, and what is filled."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from routeplan.scanning.pictures import Grey
from routeplan.scanning.straighten import DOTS

Dark = NDArray[np.float32]
"""(height, width): 0 is paper, 1 what is printed black."""

STROKE = 2.2
"""Millimetres: what is wider is no stroke. Shadows, and the edges of most, are wider."""
WIDE = 9.0
"""Paper is seen within so many millimetres of anything written."""


class Ink(NamedTuple):
    """A page's ink.

    Parameters
    ----------
    strokes
        What is darker than its near surroundings.
    filled
        What is darker than the paper far around: also blots, and shadows.
    """

    strokes: Dark
    filled: Dark


def ink_of(page: Grey) -> Ink:
    """The ink of a page laid straight."""
    quarter = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    far = cv2.GaussianBlur(_paper(quarter, WIDE * DOTS / 4), (0, 0), 1.5 * DOTS / 4)
    paper = cv2.resize(far, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    light = np.maximum(paper, 24).astype(np.float32)
    near = _paper(cv2.GaussianBlur(page, (3, 3), 0), STROKE * DOTS)
    seen = page.astype(np.float32)
    strokes = np.clip((near.astype(np.float32) - seen) / light, 0, 1)
    filled = np.clip((light - seen) / light, 0, 1)
    return Ink(strokes.astype(np.float32), filled.astype(np.float32))


def _paper(page: NDArray[Any], width: float) -> Grey:
    """What is left when everything dark and narrower than a width is taken away."""
    side = 2 * round(width / 2) + 1
    paper = cv2.morphologyEx(page, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return np.asarray(paper, np.uint8)
