"""A line for remarks that was written on is seen, however the page was taken; others are not."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.scan_model.camera import WAYS, flat, photo
from routeplan.scanning.read_sheets import ReadPage
from tests.scanning.pages import Filling, printed, read

STOPS = [band.stop for band in printed()[1].pages[1].bands]


def remark(filling: Filling, stop: str) -> None:
    left, top, width, height = filling.form.remarks
    band = next(page_band for page_band in filling.page.bands if page_band.stop == stop)
    filling.hand.remark(band.x + left, band.y + top + height - 1.5, width)


@pytest.mark.parametrize("way", [WAYS[1], WAYS[3], WAYS[4]], ids=lambda way: way.name)
@pytest.mark.slow
def test_the_lines_that_were_written_on_are_seen(way) -> None:
    filling = Filling(style="tick")
    for stop in STOPS:
        filling.tick(stop, "wrong")
        filling.tick(stop, "satisfied", part=1)  # its tail may reach the line beside it
    for stop in STOPS[::2]:
        remark(filling, stop)
    rng = np.random.default_rng(11)
    page = filling.hand.done()
    image = flat(page, way, rng) if "scanner" in way.name else photo([page], way, rng)
    (seen,) = read(image)
    assert isinstance(seen, ReadPage)
    assert seen.written == frozenset(STOPS[::2])
