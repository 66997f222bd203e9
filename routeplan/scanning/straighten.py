"""Laying a page straight: from its square code and the black squares in its corners."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from routeplan.model.printed_form import FormPage, PrintedForm
from routeplan.scanning.pictures import Grey
from routeplan.scanning.square_codes import Points, SquareCode

DOTS = 8
"""Pixels a millimetre of a page laid straight."""
PAGE = (210, 297)
MOST_CANDIDATES = 5
"""So many black patches may be each corner."""
REACH = 0.34
"""A corner is so far off from where the code has it, of the way between them."""
CODE_OFF = 2.5
"""Millimetres by which the code may be off its place once the page is straight."""
SHAPES_TRIED = 6
Matrix = NDArray[np.float64]
"""(3, 3): from millimetres on the page to pixels of the picture."""


class Patch(NamedTuple):
    """A black patch that is about square: its middle and its area in pixels."""

    x: float
    y: float
    area: float


def black_patches(grey: Grey) -> list[Patch]:
    """What may be a corner's square: dark, whole and about square."""
    shrink = max(1.0, max(grey.shape) / 1800)
    size = (round(grey.shape[1] / shrink), round(grey.shape[0] / shrink))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    around = cv2.blur(small, (61, 61))
    dark = (small < 0.62 * around).astype(np.uint8)
    outlines, _ = cv2.findContours(dark, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    patches = []
    for outline in outlines:
        area = cv2.contourArea(outline)
        if area < 30:
            continue
        (x, y), (wide, high), _ = cv2.minAreaRect(outline)
        if area > 0.72 * wide * high and max(wide, high) < 2 * min(wide, high):
            patches.append(Patch((x + 0.5) * shrink, (y + 0.5) * shrink, area * shrink**2))
    return patches


def page_matrices(
    patches: list[Patch], code: SquareCode, form: PrintedForm, page: FormPage
) -> list[Matrix]:
    """How the page may lie in the picture, the likeliest first."""
    printed = code_corners(page)
    rough = _similar(printed, code.corners)
    middles = np.array(form.marks) + form.mark / 2
    scale = np.sqrt(abs(np.linalg.det(rough[:, :2])))
    middle_of_code = code.corners.mean(0)
    nearby = [
        _candidates(rough @ np.append(middle, 1), middle_of_code, scale, patches, form.mark)
        for middle in middles
    ]
    tried: list[tuple[float, Matrix]] = []
    for chosen in product(*nearby):
        known = [k for k, patch in enumerate(chosen) if patch is not None]
        if len(known) < 3 or len({chosen[k] for k in known}) < len(known):
            continue
        matrix = _matrix(middles, chosen, known, printed, code.corners)
        if matrix is None:
            continue
        off = _misfit(matrix, chosen, known, middles, form.mark, printed, code.corners)
        if off is not None:
            tried.append((off + 1.5 * (4 - len(known)), matrix))
    tried.sort(key=lambda attempt: attempt[0])
    return [matrix for _, matrix in tried[:SHAPES_TRIED]]


def code_corners(page: FormPage) -> Points:
    """Where a page's code is printed: its corners, in millimetres."""
    x, y, width = page.code
    return np.array([(x, y), (x + width, y), (x + width, y + width), (x, y + width)])


def _similar(printed: Points, seen: Points) -> Matrix:
    """A first guess, (2, 3): shifted, turned, larger or smaller, slanted."""
    whole = np.column_stack([printed, np.ones(len(printed))])
    solved: Matrix = np.linalg.lstsq(whole, seen, rcond=None)[0].T
    return solved


def _candidates(
    expected: Points, origin: Points, scale: float, patches: list[Patch], mark: float
) -> list[Patch | None]:
    """The patches that may be the corner which should be there; None for one that is not seen."""
    reach = REACH * max(60 * scale, float(np.hypot(*(expected - origin))))
    area = (mark * scale) ** 2
    near = [
        (float(np.hypot(patch.x - expected[0], patch.y - expected[1])), patch)
        for patch in patches
        if area / 3 < patch.area < 3 * area
    ]
    near = sorted(candidate for candidate in near if candidate[0] < reach)
    return [*(patch for _, patch in near[:MOST_CANDIDATES]), None]


def _matrix(
    middles: Points,
    chosen: tuple[Patch | None, ...],
    known: list[int],
    printed: Points,
    corners: Points,
) -> Matrix | None:
    seen = [(patch.x, patch.y) for patch in chosen if patch is not None]
    if len(known) == 4:
        points = (middles.astype(np.float32), np.array(seen, np.float32))
        matrix = np.asarray(cv2.getPerspectiveTransform(*points), np.float64)
    else:
        # The stubs do not say so, but points in one line have no solution.
        solved: Matrix | None = cv2.findHomography(  # type: ignore[assignment]
            np.vstack([middles[known], printed]), np.vstack([seen, corners])
        )[0]
        if solved is None:
            return None
        matrix = solved
    return matrix if np.isfinite(matrix).all() and abs(np.linalg.det(matrix)) > 1e-9 else None


def _misfit(
    matrix: Matrix,
    chosen: tuple[Patch | None, ...],
    known: list[int],
    middles: Points,
    mark: float,
    printed: Points,
    corners: Points,
) -> float | None:
    """Millimetres the code is off, and how wrong the squares' sizes are; None where impossible."""
    back = placed(np.linalg.inv(matrix), corners)
    off = float(np.abs(back - printed).max())
    if off > CODE_OFF:
        return None
    worst = 0.0
    for k in known:
        patch = chosen[k]
        half = mark / 2 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
        area = abs(cv2.contourArea(placed(matrix, middles[k] + half).astype(np.float32)))
        if patch is None or not area > 0:
            return None
        worst = max(worst, abs(float(np.log(patch.area / area))))
    return None if worst > 0.7 else off + worst


def placed(matrix: Matrix, points: Points) -> Points:
    """Points of one plane in the other."""
    moved = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(moved[:, :2] / moved[:, 2:], np.float64)


def straight_page(grey: Grey, matrix: Matrix) -> Grey:
    """The page as seen from above, ``DOTS`` pixels a millimetre."""
    shift = np.array([[1 / DOTS, 0, 0.5 / DOTS], [0, 1 / DOTS, 0.5 / DOTS], [0, 0, 1.0]])
    half = np.array([[1.0, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])
    size = (PAGE[0] * DOTS, PAGE[1] * DOTS)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    page = cv2.warpPerspective(
        grey, half @ matrix @ shift, size, flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(page, np.uint8)
