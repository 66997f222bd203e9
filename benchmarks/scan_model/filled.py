"""Printed sheets filled in: what was meant in each box, and the pages as a hand left them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2

from benchmarks.scan_model.pens import DPI, PENS, Hand, Page, Rng
from routeplan.model.printed_form import FormBand, PrintedForm

Box = tuple[str, str, str, int]
"""Sheet, stop, key and part."""
RESULTS = ("met", "entered", "out", "refused", "moved", "wrong")
ODDS = (0.24, 0.2, 0.36, 0.06, 0.04, 0.04)
"""How often each is the result; otherwise there was no call."""
STYLES = ("tick", "tick", "cross", "slash", "small")
CROSSED_OUT, BLOTTED, SECOND_TICK = 0.02, 0.01, 0.003
"""How often a stop's result is taken back, a box blotted, a second one ticked by mistake."""


@dataclass(frozen=True)
class FilledPage:
    """A page with its truth: a digit, ``x`` for a tick, nothing for an empty box.

    ``unclear`` are boxes of which no reader can know what was meant.
    """

    sheet: str
    number: int
    page: Page
    truth: dict[Box, str]
    unclear: frozenset[Box] = frozenset()


def filled_pages(
    pdf: bytes, forms: Sequence[PrintedForm], digits: list[np.ndarray], rng: Rng
) -> Iterator[FilledPage]:
    """Every page that has boxes, each sheet in one hand."""
    document, first = pypdfium2.PdfDocument(pdf), 0
    for form in forms:
        pen, style = PENS[int(rng.integers(len(PENS)))], STYLES[int(rng.integers(len(STYLES)))]
        for page in form.pages:
            drawn = document[first + page.number - 1].render(scale=DPI / 72).to_numpy()[..., :3]
            blank = drawn.astype(np.float32) / 255 * 0.97
            if not page.bands:
                continue
            hand = Hand(pen, style, digits, rng, blank)
            truth: dict[Box, str] = {}
            unclear: set[Box] = set()
            for band in page.bands:
                _fill(hand, form, band, truth, unclear)
            yield FilledPage(form.sheet, page.number, hand.done(), truth, frozenset(unclear))
        first += len(form.pages)


def _fill(
    hand: Hand, form: PrintedForm, band: FormBand, truth: dict[Box, str], unclear: set[Box]
) -> None:
    rng, side = hand.rng, form.box
    result = str(rng.choice([*RESULTS, ""], p=[*ODDS, 1 - sum(ODDS)]))
    met = result in ("met", "entered")
    for field in form.fields:
        for part in range(len(field.signs)):
            box = (form.sheet, band.stop, field.key, part)
            meant = _meant(field.key, part, result, met, rng)
            truth[box] = meant
            at = (band.x + field.x + part * field.step, band.y + field.y, side)
            if meant == "x":
                hand.tick(*at)
            elif meant:
                hand.digit(int(meant), *at)
            if field.key in RESULTS and meant != "x" and result:
                if rng.random() < CROSSED_OUT / 5:
                    hand.tick(*at)
                    hand.cross_out(*at)
                    unclear.add(box)
                elif rng.random() < SECOND_TICK / 5:
                    hand.tick(*at)
                    unclear.add(box)
            if rng.random() < BLOTTED / len(form.fields):
                hand.blot(at[0] + rng.uniform(0, side), at[1] + rng.uniform(0, side))
                unclear.add(box)
    if rng.random() < 0.3:
        left, top, width, height = form.remarks
        hand.remark(band.x + left, band.y + top + height - 1.5, width)


def _meant(key: str, part: int, result: str, met: bool, rng: Rng) -> str:
    if key in RESULTS:
        return "x" if key == result else ""
    if not met:
        return ""
    odds = {"persons": 0.8, "in_difficulty": 0.15, "minutes": 0.7, "help": 0.15, "opinion": 0.2}
    if key == "satisfied":
        return "x" if rng.random() < (0.4, 0.1)[part] else ""
    if key == "minutes" and part == 0:
        return str(rng.integers(1, 10)) if rng.random() < 0.6 else ""
    if key == "minutes":
        return str(rng.integers(10)) if rng.random() < 0.7 else ""
    if rng.random() > odds[key]:
        return ""
    return str(rng.integers(1, 10)) if key in ("persons", "in_difficulty") else "x"
