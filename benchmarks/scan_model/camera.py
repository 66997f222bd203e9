"""How a filled page comes into the computer: by a scanner, or by a telephone over a desk."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.scan_model.pens import DOTS, Page, Rng

Picture = NDArray[np.uint8]
"""(height, width, 3), or (height, width) in grey."""


@dataclass(frozen=True)
class Way:
    """How a picture is taken; ``dots`` are pixels a millimetre."""

    name: str
    dots: float
    tilt: float = 0.0
    curl: float = 0.0
    creases: int = 0
    shadow: float = 0.0
    blur: float = 0.5
    noise: float = 0.01
    quality: int = 90
    grey: bool = False
    pages: int = 1


WAYS = (
    Way("scanner 300 dpi", 300 / 25.4, blur=0.6, noise=0.01),
    Way("scanner 150 dpi grey", 150 / 25.4, blur=0.6, noise=0.015, quality=75, grey=True),
    Way("photo", 9.0, tilt=0.06, curl=0.5, shadow=0.25, blur=1.0, noise=0.015, quality=85),
    Way("photo, shadow", 8.5, tilt=0.09, curl=0.8, shadow=0.5, blur=1.1, noise=0.02, quality=80),
    Way("photo, creases", 9.0, 0.06, 1.2, 2, 0.3, 1.0, 0.015, 80),
    Way("two pages in a photo", 6.6, 0.04, 0.5, 0, 0.25, 0.8, 0.012, 88, pages=2),
)


def flat(page: Page, way: Way, rng: Rng) -> Picture:
    """A scan: turned a little, in the scanner's dots."""
    scale = way.dots / DOTS
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), float(rng.normal(0, 0.7)), scale)
    size = (round(wide * scale), round(high * scale))
    turn[:, 2] += np.array(size) / 2 - np.array([wide, high]) / 2
    soft = cv2.GaussianBlur(page, (0, 0), max(0.4, 0.45 / scale))
    seen = cv2.warpAffine(soft, turn, size, borderValue=(0.97, 0.97, 0.97))
    return _developed(seen, way, rng)


def photo(pages: list[Page], way: Way, rng: Rng) -> Picture:
    """Pages side by side on a desk, from above but not quite."""
    margin = 26.0
    wide, high = 210 * len(pages) + margin * (len(pages) + 1), 297 + 2 * margin
    size = (round(wide * way.dots), round(high * way.dots))
    desk = rng.uniform(0.15, 0.5, 3).astype(np.float32)
    seen = np.empty((size[1], size[0], 3), np.float32)
    seen[:] = desk
    grain = rng.normal(0, 0.03, (size[1] // 8 + 1, 4)).astype(np.float32)
    seen += cv2.resize(grain, size)[..., None]
    for k, page in enumerate(pages):
        left = margin + k * (210 + margin)
        _lay(seen, _bent(page, way, rng), _corners(left, margin, way, rng), way)
    seen = _lit(seen, way, rng)
    quarter = int(rng.choice([0, 0, 1, 2, 3]))
    return np.rot90(_developed(seen, way, rng), quarter).copy()


def _corners(left: float, top: float, way: Way, rng: Rng) -> NDArray[np.float32]:
    """Where a page's corners are in the picture, in pixels."""
    turn = np.radians(rng.normal(0, 2.0))
    square = np.array([(0, 0), (210, 0), (210, 297), (0, 297)], float) - (105, 148.5)
    spun = square @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    spun *= 1 + rng.normal(0, way.tilt / 3, (4, 1))
    spun *= 1 - way.tilt * rng.uniform(0, 1) * (spun[:, 1:] > 0)
    middle = np.array([105 + left, 148.5 + top])
    return ((spun + middle) * way.dots).astype(np.float32)


def _bent(page: Page, way: Way, rng: Rng) -> Page:
    """Curled, and creased: dots moved by less than two millimetres, and a shade along creases."""
    if not way.curl and not way.creases:
        return page
    high, wide = page.shape[:2]
    y, x = np.mgrid[0:high:16, 0:wide:16].astype(np.float32) / DOTS
    moved_x = way.curl * np.sin(x / rng.uniform(40, 90) + rng.uniform(0, 6)) * 0.5
    moved_y = way.curl * np.sin(x / rng.uniform(50, 110) + y / 200 + rng.uniform(0, 6))
    shade = np.ones_like(x)
    for _ in range(way.creases):
        across = rng.random() < 0.7
        at = rng.uniform(60, 250) if across else rng.uniform(50, 160)
        far = (y if across else x) - at + rng.normal(0, 0.02) * (x if across else y)
        moved_y += np.where(far > 0, 0.35, 0) if across else 0
        moved_x += 0 if across else np.where(far > 0, 0.35, 0)
        shade *= 1 - 0.3 * np.exp(-((far / 0.8) ** 2)) * rng.uniform(0.4, 1)
        shade *= 1 - 0.12 * (far > 0)
    size = (wide, high)
    map_x = cv2.resize((x + moved_x) * np.float32(DOTS), size).astype(np.float32)
    map_y = cv2.resize((y + moved_y) * np.float32(DOTS), size).astype(np.float32)
    bent = cv2.remap(page, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return bent * cv2.resize(shade.astype(np.float32), size)[..., None]


def _lay(seen: Page, page: Page, corners: NDArray[np.float32], way: Way) -> None:
    high, wide = page.shape[:2]
    own = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(own, corners)
    size = (seen.shape[1], seen.shape[0])
    soft = cv2.GaussianBlur(page, (0, 0), max(0.4, 0.45 * DOTS / way.dots))
    laid = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR)
    there = cv2.warpPerspective(np.ones((high, wide), np.float32), matrix, size)[..., None]
    seen *= 1 - there
    seen += laid * there


def _lit(seen: Page, way: Way, rng: Rng) -> Page:
    """Light from one side, of some colour, and the shadow of a hand or a head."""
    high, wide = seen.shape[:2]
    y, x = np.mgrid[0:high:32, 0:wide:32].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    slope = (np.cos(angle) * x / wide + np.sin(angle) * y / high) * way.shadow
    light = 1 - np.abs(slope - slope.min()) * 0.7
    if way.shadow:
        shape = np.zeros(x.shape, np.float32)
        middle = (rng.uniform(0, x.shape[1]), rng.uniform(0, x.shape[0]))
        axes = (rng.uniform(0.2, 0.5) * x.shape[1], rng.uniform(0.1, 0.4) * x.shape[0])
        cv2.ellipse(shape, (middle, axes, rng.uniform(0, 180)), 1.0, -1)
        shape = cv2.GaussianBlur(shape, (0, 0), float(rng.uniform(0.4, 3)))
        light *= 1 - way.shadow * shape
    colour = 1 - rng.uniform(0, 0.12, 3).astype(np.float32)
    whole = cv2.resize(light.astype(np.float32), (wide, high))
    return seen * whole[..., None] * colour * np.float32(rng.uniform(0.75, 1.0))


def _developed(seen: Page, way: Way, rng: Rng) -> Picture:
    """Blurred, noisy, in 256 steps, and through JPEG."""
    soft = cv2.GaussianBlur(seen, (0, 0), way.blur) if way.blur else seen
    noise = rng.standard_normal(soft.shape[:2], np.float32)[..., None] * way.noise
    levels = np.clip((soft + noise) * 250, 0, 255).astype(np.uint8)
    if way.grey:
        levels = cv2.cvtColor(levels, cv2.COLOR_BGR2GRAY)
    _, data = cv2.imencode(".jpg", levels, [cv2.IMWRITE_JPEG_QUALITY, way.quality])
    flags = cv2.IMREAD_GRAYSCALE if way.grey else cv2.IMREAD_COLOR
    read = cv2.imdecode(data, flags)
    assert read is not None
    return read
