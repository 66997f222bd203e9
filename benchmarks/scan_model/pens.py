"""A hand with a pen: ticks, crosses, digits, and what goes wrong with them.

Everything is drawn as coverage of ink on a sheet rendered at ``DPI``; digits are those that people
wrote for MNIST and that nothing here was learned from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

DPI = 300
DOTS = DPI / 25.4
Page = NDArray[np.float32]
"""(height, width, 3): blue, green and red light from 0 to 1."""
Rng = np.random.Generator


@dataclass(frozen=True)
class Pen:
    """Its colour, how wide it writes in millimetres, how much it covers, and how grainy it is."""

    name: str
    colour: tuple[float, float, float]
    width: float
    cover: float
    grain: float = 0.0


PENS = (
    Pen("blue ballpoint", (0.62, 0.22, 0.12), 0.5, 0.85, 0.15),
    Pen("black ballpoint", (0.15, 0.14, 0.14), 0.5, 0.88, 0.12),
    Pen("black gel", (0.08, 0.08, 0.08), 0.65, 0.97),
    Pen("blue felt", (0.7, 0.25, 0.1), 0.9, 0.8),
    Pen("pencil", (0.32, 0.32, 0.32), 0.55, 0.72, 0.45),
)


@dataclass
class Hand:
    """Somebody who fills a page: a pen, a style, and a random generator.

    ``digits`` are pictures (count, 28, 28) by digit.
    """

    pen: Pen
    style: str
    digits: list[NDArray[np.float32]]
    rng: Rng
    page: Page
    cover: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        self.cover = np.zeros(self.page.shape[:2], np.float32)

    def done(self) -> Page:
        """The page with what was written on it."""
        cover = np.clip(self.cover, 0, 1) * self.pen.cover
        if self.pen.grain:
            noise = self.rng.normal(0, 1, tuple(side // 2 + 1 for side in cover.shape))
            wide = cv2.resize(noise.astype(np.float32), cover.shape[::-1])
            cover = cover * np.clip(1 + self.pen.grain * wide, 0.25, 1.15)
        cover = np.clip(cover, 0, 1)[..., None]
        ink = np.array(self.pen.colour, np.float32)
        return self.page * (1 - cover) + np.minimum(self.page, ink) * cover

    def _stroke(self, points: list[tuple[float, float]], width: float | None = None) -> None:
        """A stroke through points in millimetres, a little unsteady."""
        wide = (width or self.pen.width) * float(self.rng.uniform(0.85, 1.15))
        at = np.array(points, float)
        steps = np.linspace(0, len(at) - 1, 8 * (len(at) - 1) + 1)
        curve = np.stack([np.interp(steps, np.arange(len(at)), at[:, k]) for k in (0, 1)], 1)
        curve += self.rng.normal(0, 0.05, curve.shape)
        drawn = np.zeros_like(self.cover[:1, :1])
        low = np.floor(curve.min(0) * DOTS).astype(int) - 12
        high = np.ceil(curve.max(0) * DOTS).astype(int) + 12
        low, high = np.maximum(low, 0), np.minimum(high, self.cover.shape[::-1])
        if (high <= low).any():
            return
        drawn = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
        pixels = np.rint((curve * DOTS - low) * 16).astype(np.int32)
        cv2.polylines(drawn, [pixels], False, 255, max(2, round(wide * DOTS)), cv2.LINE_AA, 4)
        part = self.cover[low[1] : high[1], low[0] : high[0]]
        np.maximum(part, drawn.astype(np.float32) / 255, out=part)

    def tick(self, x: float, y: float, box: float) -> None:
        """Mark a box, in this hand's style."""
        rng, half = self.rng, box / 2
        mx, my = np.array([x, y]) + half + rng.normal(0, 0.3, 2)
        size = half * rng.uniform(0.65, 1.1)
        if self.style == "cross":
            self._stroke([(mx - size, my - size), (mx + size, my + size)])
            self._stroke([(mx - size, my + size), (mx + size, my - size)])
        elif self.style == "slash":
            self._stroke([(mx - size * 0.8, my + size), (mx + size * 0.8, my - size)])
        elif self.style == "small":
            small = size * 0.6
            self._stroke([(mx - small, my), (mx - small / 3, my + small), (mx + small, my - small)])
        else:
            tail = rng.uniform(0.7, 1.5)
            end = (mx + size * tail, my - size * tail * rng.uniform(0.8, 1.2))
            self._stroke([(mx - size * 0.7, my), (mx - size * 0.15, my + size * 0.7), end])

    def digit(self, digit: int, x: float, y: float, box: float) -> None:
        """Write a digit into a box."""
        rng = self.rng
        some = self.digits[digit]
        picture = some[int(rng.integers(len(some)))]
        rows, columns = np.flatnonzero(picture.max(1) > 0.2), np.flatnonzero(picture.max(0) > 0.2)
        part = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        high = box * rng.uniform(0.55, 0.85)
        scale = high * DOTS / max(part.shape)
        big = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        thick = {True: 0.35, False: 0.5}[self.pen.width > 0.6]
        ink = np.clip((cv2.GaussianBlur(big, (0, 0), 0.12 * scale) - thick) / 0.2 + 0.5, 0, 1)
        left = (x + (box - big.shape[1] / DOTS) / 2 + rng.normal(0, 0.2)) * DOTS
        top = (y + (box - big.shape[0] / DOTS) / 2 + rng.normal(0, 0.2)) * DOTS
        part = self.cover[int(top) :, int(left) :][: ink.shape[0], : ink.shape[1]]
        np.maximum(part, ink[: part.shape[0], : part.shape[1]], out=part)

    def cross_out(self, x: float, y: float, box: float) -> None:
        """Take a mark back: many strokes over it."""
        for _ in range(int(self.rng.integers(3, 7))):
            a, b = self.rng.uniform(0.2, box - 0.2, 2)
            self._stroke([(x + 0.2, y + a), (x + box - 0.2, y + b)])

    def blot(self, x: float, y: float) -> None:
        """A drop of ink, or a smear."""
        radius = self.rng.uniform(0.4, 1.3)
        where = (round(x * DOTS), round(y * DOTS))
        axes = (
            max(1, round(radius * DOTS)),
            max(1, round(radius * self.rng.uniform(0.5, 1) * DOTS)),
        )
        drawn = np.zeros(self.cover.shape, np.uint8)
        cv2.ellipse(drawn, where, axes, float(self.rng.uniform(0, 180)), 0, 360, 255, -1)
        np.maximum(self.cover, drawn.astype(np.float32) / 255, out=self.cover)

    def remark(self, x: float, y: float, width: float) -> None:
        """Something written by hand on the line for remarks."""
        at, points = x + 1.0, []
        end = x + width * self.rng.uniform(0.3, 0.95)
        while at < end:
            points.append((at, y - self.rng.uniform(0.2, 2.6)))
            at += self.rng.uniform(0.4, 1.0)
        if len(points) > 1:
            self._stroke(points)


def held_back_digits() -> list[NDArray[np.float32]]:
    """Pictures (count, 28, 28) by digit, of writers from whom nothing was learned."""
    with np.load(Path(__file__).with_name("digits.npz")) as file:
        pictures, labels = file["pictures"].astype(np.float32) / 15, file["labels"]
    return [pictures[labels == digit] for digit in range(10)]
