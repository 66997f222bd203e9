"""Sheets of the tests' street, filled in and photographed."""

from __future__ import annotations

from functools import cache

import numpy as np
import pypdfium2

from benchmarks.scan_model.pens import DPI, PENS, Hand, Page, held_back_digits
from routeplan.model.printed_form import FormBand, PrintedForm
from routeplan.render.paper.sheets import make_sheets
from routeplan.scanning.pictures import Picture, _darkest, _small
from routeplan.scanning.read_sheets import ReadPage, UnreadPage, read_picture
from tests.render.paper.sheet_rounds import LOOK, rounds_of, street
from tests.render.planned import BASE

RESULTS = frozenset({"met", "entered", "out", "refused", "moved", "wrong"})
BLUE, PENCIL = PENS[0], PENS[-1]


@cache
def printed() -> tuple[bytes, PrintedForm]:
    """A sheet of two pages: 9 stops and two in reserve."""
    homes = street(11)
    sheets = make_sheets(rounds_of(homes[:9], reserve=homes[9:]), BASE, LOOK)
    return sheets.pdf, sheets.forms[0]


@cache
def _blank(number: int) -> Page:
    document = pypdfium2.PdfDocument(printed()[0])
    drawn = document[number - 1].render(scale=DPI / 72).to_numpy()[..., :3].copy()
    document.close()
    return drawn.astype(np.float32) / 255


class Filling:
    """A page that is being filled in, stop by stop."""

    def __init__(self, number: int = 2, *, pen=BLUE, style: str = "cross", seed: int = 1) -> None:
        self.form = printed()[1]
        self.page = self.form.page(number)
        rng = np.random.default_rng(seed)
        self.hand = Hand(pen, style, held_back_digits(), rng, _blank(number).copy())

    def at(self, stop: str, key: str, part: int = 0) -> tuple[float, float, float]:
        band: FormBand = next(band for band in self.page.bands if band.stop == stop)
        field = next(field for field in self.form.fields if field.key == key)
        return (
            band.x + field.x + part * field.step,
            band.y + field.y,
            self.form.box,
        )

    def tick(self, stop: str, *keys: str, part: int = 0) -> None:
        for key in keys:
            self.hand.tick(*self.at(stop, key, part))


def picture(image: np.ndarray, name: str = "scan.jpg") -> Picture:
    grey = image if image.ndim == 2 else _darkest(image)
    return Picture(name, 1, 1, _small(grey))


def read(image: np.ndarray) -> list[ReadPage | UnreadPage]:
    return list(read_picture(picture(image), lambda _: [printed()[1]], RESULTS))


def values(page: ReadPage) -> dict[tuple[str, str, int], str]:
    return {(r.stop, r.key, r.part): r.value for r in page.readings if r.value}


def unsure(page: ReadPage) -> set[tuple[str, str]]:
    return {(r.stop, "result" if r.key in RESULTS else r.key) for r in page.readings if not r.sure}
