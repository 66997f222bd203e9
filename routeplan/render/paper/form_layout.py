"""Where the boxes of a sheet's form are: one band of them for each stop, always the same.

Millimetres, from the upper left corner of the band. The band itself is where the page puts it; see
:mod:`routeplan.render.paper.form_places`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from routeplan.model.visit_kinds import FormBox
from routeplan.render.paper.missing_glyphs import sign_widths
from routeplan.render.words.page_words import RESULTS
from routeplan.visitlog.log_records import LETTERS

BOX = 5.0
"""Width and height of a box."""
TICKS_APART = 5.6
"""From box to box where each is ticked; boxes for digits touch."""
LABEL_POINTS = 6.4
"""Size of the letters above a box."""
DROP = 2.7
"""How far below its label's top a box begins."""
BAND = DROP + BOX + 0.4
"""Height of a band."""
WIDTH = 175.2
"""Width of a band: that of the table but for the column of numbers."""
GAP = 1.2
GROUPS_APART = 2.0
"""Between the results and what the station chose."""
REMARKS_GAP = 3.0
LEAST_REMARKS = 45.0
"""A hand needs so much of a line; where boxes leave less, remarks have a line of their own."""
REMARKS_LINE = 7.5
MILLIMETRES_A_POINT = 25.4 / 72
SIGNS: Mapping[FormBox, tuple[str, ...]] = {
    FormBox.PERSONS: ("",),
    FormBox.IN_DIFFICULTY: ("",),
    FormBox.HELP: ("h",),
    FormBox.OPINION: ("p",),
    FormBox.SATISFIED: ("+", "–"),
    FormBox.MINUTES: ("", ""),
}
"""What stands in each of its boxes; nothing where a digit is written."""


class FormCell(NamedTuple):
    """A label and its boxes, ``step`` apart; ``key`` names a result or a :class:`FormBox`."""

    key: str
    label: str
    signs: tuple[str, ...]
    x: float
    step: float


def form_cells(words: Mapping[str, str], boxes: Collection[FormBox]) -> list[FormCell]:
    """The cells of a band from left to right: the six results, then what the station chose."""
    cells: list[FormCell] = []
    x = 0.0
    for key, label, signs in _wanted(words, boxes):
        step = BOX if signs[0] == "" else TICKS_APART
        x += GROUPS_APART * (len(cells) == len(RESULTS))
        cells.append(FormCell(key, label, signs, round(x, 2), step))
        x += max(width_of(label), BOX + step * (len(signs) - 1)) + GAP
    return cells


def _wanted(
    words: Mapping[str, str], boxes: Collection[FormBox]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for letter, result in zip(LETTERS, RESULTS, strict=False):
        yield result, words[result], (letter,)
    for box in dict.fromkeys(boxes):
        yield box.value, words[f"form_{box.value}"], SIGNS[box]


def width_of(label: str) -> float:
    """Millimetres that a label is wide."""
    widths = sign_widths()
    em = sum(widths.get(ord(sign), 1.0) for sign in label)
    return em * LABEL_POINTS * MILLIMETRES_A_POINT


def form_layout(words: Mapping[str, str], boxes: Collection[FormBox]) -> dict[str, Any]:
    """All that the template has to know of a band."""
    cells = form_cells(words, boxes)
    last = cells[-1]
    end = last.x + max(width_of(last.label), BOX + last.step * (len(last.signs) - 1))
    beside = WIDTH - end - REMARKS_GAP >= LEAST_REMARKS
    remarks = {"x": end + REMARKS_GAP if beside else 0.0, "top": 0.0, "drop": DROP + BOX}
    if not beside:
        remarks |= {"top": BAND, "drop": REMARKS_LINE - 0.5}
    return {
        "cells": [cell._asdict() for cell in cells],
        "width": WIDTH,
        "height": BAND if beside else BAND + REMARKS_LINE,
        "box": BOX,
        "drop": DROP,
        "label_size": LABEL_POINTS,
        "remarks": remarks,
        "mark": MARK,
        "mark_at": MARK_AT,
        "first_code": FIRST_CODE,
        "code": FURTHER_CODE,
    }


MARK, MARK_AT = 4.0, 5.5
"""Size of the squares in a page's corners, and how far they are from both edges."""
FIRST_CODE, FURTHER_CODE = 15.0, 11.0
"""Width of the square code on the first page, and on those behind it."""
