"""Reading a handwritten digit: a small network, learned offline by ``tools/train_digits.py``.

Its weights are in ``digits.npz``; ``DIGITS-LICENSE.txt`` says from whose digits they were learned.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("digits.npz")
SIDE = 28
"""Width and height of the picture that is read."""
LARGEST = 20
"""Width or height of the digit in it, whichever is larger."""
NOT_A_DIGIT = 10
"""What a scribble, a tick or a digit crossed out is read as."""
FAINT = 0.25
"""Ink weaker than this does not count for where a digit ends."""

FULL_INK = 75
"""Per cent of a stroke's dots that are no darker than what counts as full ink."""
LEAST_INK = 0.35
"""What is fainter throughout stays faint."""

Picture = NDArray[np.float32]


class ReadDigit(NamedTuple):
    """A digit, or ``NOT_A_DIGIT``, and how far it is ahead of the next likely one.

    ``lead`` is in natural logarithms of the odds, of the network that is least sure; negative where
    the networks do not agree.
    """

    digit: int
    lead: float


def framed(ink: Picture) -> Picture:
    """A digit as all are learned and read: as large as the others, its weight in the middle.

    Parameters
    ----------
    ink
        Of any shape, 0 for paper and 1 for ink.

    Returns
    -------
    Of shape (SIDE, SIDE); empty where there was no ink.
    """
    import cv2

    canvas = np.zeros((SIDE, SIDE), np.float32)
    rows, columns = np.flatnonzero(ink.max(1) > FAINT), np.flatnonzero(ink.max(0) > FAINT)
    if not len(rows):
        return canvas
    part = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = LARGEST / max(part.shape)
    height, width = (max(1, round(side * scale)) for side in part.shape)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(part, (width, height), interpolation=way)
    weight = small.sum()
    down = float((small.sum(1) * np.arange(height)).sum() / weight)
    right = float((small.sum(0) * np.arange(width)).sum() / weight)
    top = int(np.clip(round(SIDE / 2 - 0.5 - down), 0, SIDE - height))
    left = int(np.clip(round(SIDE / 2 - 0.5 - right), 0, SIDE - width))
    canvas[top : top + height, left : left + width] = small
    return canvas


def inked(ink: Picture) -> Picture:
    """The same with strokes as dark as the learned ones, whatever pen and light they are of."""
    strokes = ink[ink > FAINT]
    if not len(strokes):
        return ink
    dark = float(np.percentile(strokes, FULL_INK))
    full: Picture = np.clip(ink / np.float32(max(dark, LEAST_INK)), 0, 1)
    return full


def read_digits(pictures: Picture) -> list[ReadDigit]:
    """Read pictures of :func:`framed`, of shape (count, SIDE, SIDE)."""
    if not len(pictures):
        return []
    scores = np.stack([_scores(pictures, network) for network in _networks()])
    best = scores.mean(0).argmax(1)
    best_scores = np.take_along_axis(scores, best[None, :, None], 2)[..., 0]
    others = scores.copy()
    np.put_along_axis(
        others, np.broadcast_to(best[None, :, None], (*best_scores.shape, 1)), -np.inf, 2
    )
    lead = (best_scores - others.max(2)).min(0)
    return [ReadDigit(int(digit), float(by)) for digit, by in zip(best, lead, strict=True)]


@cache
def _networks() -> list[dict[str, Picture]]:
    with np.load(WEIGHTS) as file:
        names = sorted({name.partition(".")[0] for name in file})
        layers = ("conv1", "bias1", "conv2", "bias2", "full1", "bias3", "full2", "bias4")
        return [
            {layer: file[f"{name}.{layer}"].astype(np.float32) for layer in layers}
            for name in names
        ]


def _scores(pictures: Picture, network: dict[str, Picture]) -> Picture:
    """Two layers of 5 x 5 filters, each halved by its maxima, then two full ones."""
    first = pooled(windows(pictures[..., None]) @ network["conv1"] + network["bias1"])
    second = pooled(windows(first) @ network["conv2"] + network["bias2"])
    hidden = second.reshape(len(pictures), -1) @ network["full1"] + network["bias3"]
    scores: Picture = np.maximum(hidden, 0) @ network["full2"] + network["bias4"]
    return scores


def windows(layer: Picture) -> Picture:
    """(n, h, w, c) as all its 5 x 5 neighbourhoods: (n, h-4, w-4, 25 c)."""
    seen = np.lib.stride_tricks.sliding_window_view(layer, (5, 5), axis=(1, 2))
    count, height, width = seen.shape[:3]
    return seen.transpose(0, 1, 2, 4, 5, 3).reshape(count, height, width, -1)


def pooled(layer: Picture) -> Picture:
    """The largest of each 2 x 2, and nothing below zero."""
    count, height, width, depth = layer.shape
    parts = layer.reshape(count, height // 2, 2, width // 2, 2, depth)
    largest: Picture = np.maximum(parts.max((2, 4)), 0)
    return largest
