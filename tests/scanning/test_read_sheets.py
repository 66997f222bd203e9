"""Filled-in pages as scanners and telephones see them: what is plain is read, the rest is asked.

Tests ``scanning/digits.py``, ``scanning/find_boxes.py``, ``scanning/ink.py``,
``scanning/ink_in_boxes.py``, ``scanning/box_readings.py``, ``scanning/square_codes.py`` and
``scanning/straighten.py``.
"""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from benchmarks.scan_model.camera import WAYS, Way, flat, photo
from benchmarks.scan_model.pens import PENS, Pen, held_back_digits
from routeplan.scanning.box_readings import LEAD, read_boxes
from routeplan.scanning.digits import framed, inked, read_digits
from routeplan.scanning.ink import ink_of
from routeplan.scanning.ink_in_boxes import measure
from routeplan.scanning.read_sheets import ReadPage, Unread, UnreadPage, read_picture
from tests.scanning.pages import RESULTS, Filling, picture, printed, read, unsure, values

SCAN = Way("scan", 200 / 25.4, quality=90)
BAND_STOPS = [band.stop for band in printed()[1].pages[1].bands]
FIRST, SECOND, THIRD, FOURTH = BAND_STOPS[:4]
TICKED = [(FIRST, "met"), (SECOND, "out"), (THIRD, "entered"), (FOURTH, "refused")]


def scanned(filling: Filling, way: Way = SCAN, seed: int = 3) -> np.ndarray:
    return flat(filling.hand.done(), way, np.random.default_rng(seed))


def only(image: np.ndarray) -> ReadPage:
    (page,) = read(image)
    assert isinstance(page, ReadPage), page
    return page


@pytest.mark.parametrize("pen", PENS, ids=lambda pen: pen.name)
@pytest.mark.slow
def test_ticks_of_every_pen_are_read_and_nothing_else_is(pen: Pen) -> None:
    filling = Filling(pen=pen)
    filling.tick(FIRST, "met", "help")
    filling.tick(FIRST, "satisfied", part=1)
    filling.tick(SECOND, "out")
    page = only(scanned(filling))
    assert page.code.page == 2
    assert values(page) == {
        (FIRST, "met", 0): "x",
        (FIRST, "help", 0): "x",
        (FIRST, "satisfied", 1): "x",
        (SECOND, "out", 0): "x",
    }
    assert unsure(page) == set()


@pytest.mark.parametrize("way", [*WAYS[:2], WAYS[4]], ids=lambda way: way.name)
@pytest.mark.slow
def test_a_page_is_read_however_it_was_taken(way: Way) -> None:
    filling = Filling(style="tick", seed=5)
    for stop, key in TICKED:
        filling.tick(stop, key)
    rng = np.random.default_rng(8)
    page = filling.hand.done()
    image = flat(page, way, rng) if "scanner" in way.name else photo([page], way, rng)
    read_page = only(image)
    wrong = {
        box: value
        for box, value in values(read_page).items()
        if (box[0], "result" if box[1] in RESULTS else box[1]) not in unsure(read_page)
        and (box[0], box[1]) not in TICKED
    }
    assert wrong == {}
    sure = [r for r in read_page.readings if r.sure]
    assert len(sure) > 0.9 * len(read_page.readings)


@pytest.mark.slow
def test_a_page_upside_down_and_two_in_one_photo_are_read() -> None:
    one, other = Filling(1), Filling(2)
    one.tick(printed()[1].pages[0].bands[0].stop, "entered")
    other.tick(SECOND, "moved")
    image = photo([one.hand.done(), other.hand.done()], WAYS[5], np.random.default_rng(2))
    pages = read(np.rot90(image, 2).copy())
    assert {page.code.page for page in pages} == {1, 2}
    by_page = {page.code.page: page for page in pages if isinstance(page, ReadPage)}
    assert list(values(by_page[1]).values()) == ["x"]
    assert values(by_page[2]) == {(SECOND, "moved", 0): "x"}


def test_two_ticks_a_tick_crossed_out_and_a_blot_are_asked() -> None:
    filling = Filling()
    filling.tick(FIRST, "met", "out")
    filling.tick(SECOND, "entered")
    x, y, side = filling.at(SECOND, "entered")
    filling.hand.cross_out(x, y, side)
    filling.hand.cross_out(x, y, side)
    filling.tick(THIRD, "out")
    x, y, side = filling.at(THIRD, "help")
    filling.hand.blot(x + side / 2, y + side / 2)
    page = only(scanned(filling))
    assert {(FIRST, "result"), (SECOND, "result")} <= unsure(page)
    assert (THIRD, "result") not in unsure(page)
    assert (THIRD, "help") in unsure(page) or (THIRD, "help", 0) not in values(page)


def test_a_stroke_from_the_box_beside_is_asked() -> None:
    filling = Filling()
    x, y, side = filling.at(FIRST, "help")
    filling.hand._stroke([(x + 1, y + side / 2), (x + 3, y + 4), (x + 10, y + 1.5)])
    page = only(scanned(filling))
    assert {(FIRST, "help"), (FIRST, "opinion")} <= unsure(page)


def test_faint_pencil_is_asked_and_never_taken_for_an_empty_box() -> None:
    faint = Pen("hard pencil", (0.5, 0.5, 0.5), 0.4, 0.35, 0.4)
    filling = Filling(pen=faint)
    for stop in BAND_STOPS:
        filling.tick(stop, "out")
    page = only(scanned(filling))
    read_or_asked = {stop for stop, _ in unsure(page)} | {box[0] for box in values(page)}
    assert read_or_asked == set(BAND_STOPS)


def test_a_clear_digit_is_never_read_as_another() -> None:
    filling = Filling(pen=PENS[2])
    truth = {}
    for k, stop in enumerate(BAND_STOPS):
        truth[stop, "persons"] = str(1 + k % 9)
        filling.hand.digit(1 + k % 9, *filling.at(stop, "persons"))
    page = only(scanned(filling))
    sure = {(r.stop, r.key): r.value for r in page.readings if r.sure and r.value}
    assert sure.items() <= truth.items()
    asked = unsure(page)
    assert all(box in sure or box in asked for box in truth)


@pytest.mark.parametrize("off", [(4, 0), (-4, 0), (0, 4), (0, -4)])
def test_a_frame_that_is_elsewhere_is_no_tick(off: tuple[int, int]) -> None:
    """A crease moves part of a page by half a millimetre: its frame is where paper should be."""
    page = only(scanned(Filling()))
    moved = page.grid._replace(corners=page.grid.corners + np.array(off))
    marks, pictures = measure(ink_of(page.straight), moved, page.form.box)
    read_so = read_boxes(moved, marks, pictures, RESULTS)
    assert [box for box in read_so if box.value == "x" and box.sure] == []


@pytest.mark.parametrize("ink", [0.4, 0.6, 1.0])
def test_a_faint_pens_digits_are_read_as_surely_as_a_dark_ones(ink: float) -> None:
    """What is learned is full ink; a felt pen seen in shadow has half of it."""
    some = [digits[k] for digits in held_back_digits() for k in range(20)]
    full = read_digits(np.array([framed(inked(digit_picture)) for digit_picture in some]))
    faint = read_digits(np.array([framed(inked(ink * digit_picture)) for digit_picture in some]))
    assert [reading.digit for reading in faint] == [reading.digit for reading in full]
    sure = [sum(reading.lead > LEAD for reading in those) for those in (faint, full)]
    assert sure[0] >= 0.9 * sure[1]


def test_what_is_fainter_than_any_pen_is_not_made_a_digit() -> None:
    smear = np.full((33, 33), 0.1, np.float32)
    assert inked(smear).max() <= 0.3


def test_ticks_in_boxes_for_digits_are_asked() -> None:
    filling = Filling()
    filling.tick(FIRST, "persons")
    page = only(scanned(filling))
    assert unsure(page) == {(FIRST, "persons")}


def test_what_is_not_known_or_not_there_is_said() -> None:
    image = scanned(Filling())
    unknown = list(read_picture(picture(image), lambda _: [], RESULTS))
    assert isinstance(unknown[0], UnreadPage)
    assert unknown[0].why is Unread.UNKNOWN
    assert read(np.full((900, 700), 255, np.uint8)) == []


def test_a_page_of_which_only_the_code_is_seen_cannot_be_laid_straight() -> None:
    image = scanned(Filling())
    high, wide = image.shape[:2]
    part = image[int(0.9 * high) :, int(0.3 * wide) : int(0.8 * wide)]
    (page,) = read(part.copy())
    assert isinstance(page, UnreadPage)
    assert page.why is Unread.NOT_STRAIGHT


def test_boxes_that_are_elsewhere_are_not_read() -> None:
    form = printed()[1]
    moved = [
        page
        if page.number == 1
        else type(page)(
            page.number,
            page.code,
            tuple(band._replace(y=band.y + 6.5) for band in page.bands),
        )
        for page in form.pages
    ]
    other = type(form)(
        form.sheet, form.box, form.mark, form.marks, form.remarks, form.fields, tuple(moved)
    )
    image = scanned(Filling())
    (page,) = read_picture(picture(image), lambda _: [other], RESULTS)
    assert isinstance(page, UnreadPage)
    assert page.why is Unread.OTHER_BOXES
    (found,) = read_picture(picture(image), lambda _: [other, form], RESULTS)
    assert isinstance(found, ReadPage)
    assert found.form is form


def test_a_cut_out_shows_the_boxes_and_no_more() -> None:
    filling = Filling()
    filling.tick(FIRST, "met")
    page = only(scanned(filling))
    cut = cv2.imdecode(np.frombuffer(page.cut_out(FIRST, ["persons"]), np.uint8), 0)
    assert cut is not None
    assert 60 < cut.shape[1] < 90
    assert cut.min() < 100
    line = cv2.imdecode(np.frombuffer(page.remarks(FIRST), np.uint8), 0)
    assert line is not None
    assert line.shape[1] > 300
