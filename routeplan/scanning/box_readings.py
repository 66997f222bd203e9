"""What the boxes of a page say: what is sure, and what has to be asked.

A result is taken unasked only where one of its boxes is plainly ticked and all the others are
plainly empty; a digit, where it is far ahead of every other and keeps away from its frame. A box
is never taken for empty that holds more ink than paper has by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from routeplan.scanning.digits import NOT_A_DIGIT, Picture, framed, inked, read_digits
from routeplan.scanning.find_boxes import FoundBoxes
from routeplan.scanning.ink import Dark
from routeplan.scanning.ink_in_boxes import Marks
from routeplan.scanning.straighten import DOTS

EMPTY, TICKED = 0.13, 0.55
"""Square millimetres of ink: beside the printed letter an empty box has less than the first, and a
ticked one has more than the second."""
EMPTY_MIDDLE = 0.35
"""And where the letter is, more than is printed there."""
SCRIBBLED, FEWEST = 6.5, 3
"""So much is no tick, but one taken back, on a page with fewer ticks than the second."""
SCRIBBLED_MORE, LEAST_SCRIBBLED, MOST_TICKED = 1.6, 5.0, 10.0
"""On others, so many times what this hand's ticks have, between these."""
BLOTTED, BLOTTED_TICK = 0.5, 2.5
"""Square millimetres that are dark and no stroke; in a tick, where strokes meet, there may be more.
"""
SLENDER, REACH = 2.1, 2.2
"""A tick is slenderer than a blot, and longer, in millimetres."""
FELT_SLENDER, FELT_REACH = 1.5, 3.3
"""A felt pen's small tick, upon the printed letter, is hardly slender, but longer than a blot."""
FRAME_SHARE = 0.9
"""What is dark along so much of an edge is the frame: the box is not where it was found."""
NEIGHBOURS = 6.5
"""Millimetres from box to box within which one stroke may be in both."""
AT_EDGE = 0.35
"""How dark an edge is where a stroke crosses it."""
DIGIT_EMPTY, DIGIT_LEAST = 0.15, 0.45
MOST_TOUCHED = 2
LEAD, LEAD_AT_EDGE = 7.5, 10.0
"""How far a digit must be ahead to be taken unasked, and one that touches the frame on two sides.

Of the digits that ``tools/train_digits.py`` has to choose with, none that is read wrongly has more,
but for three whose labels are wrong: they show a plain 7, 0 and 1.
"""


@dataclass(frozen=True, slots=True)
class BoxReading:
    """One box: ``x`` for a tick, a digit, or nothing; ``sure`` unless it has to be asked."""

    stop: str
    key: str
    part: int
    value: str
    sure: bool


@dataclass
class _BoxReader:
    grid: FoundBoxes
    marks: Marks
    pictures: Dark
    results: frozenset[str]
    digits: dict[int, tuple[str, float]] = field(default_factory=dict)
    scribbled: float = SCRIBBLED

    def readings(self) -> list[BoxReading]:
        """All boxes, in the order of the form."""
        self._read_digits()
        self._see_the_hand()
        crossed = self._crossings()
        first = [self._alone(k, k in crossed) for k in range(len(self.grid.boxes))]
        return self._agreed(first)

    def _read_digits(self) -> None:
        written = [
            k
            for k, box in enumerate(self.grid.boxes)
            if not box.sign and self.marks.ring[k] >= DIGIT_EMPTY
        ]
        pictures = np.array([framed(inked(self.pictures[k])) for k in written], np.float32)
        for k, read in zip(written, read_digits(pictures), strict=True):
            self.digits[k] = ("" if read.digit == NOT_A_DIGIT else str(read.digit), read.lead)

    def _see_the_hand(self) -> None:
        """How much ink this pen and hand leave in a tick."""
        signed = np.array([bool(box.sign) for box in self.grid.boxes], bool)
        marked = signed & (self.marks.strong > EMPTY)
        whole = (self.marks.ring + np.maximum(self.marks.middle, 0))[marked]
        if len(whole) >= FEWEST:
            usual = SCRIBBLED_MORE * float(np.median(whole))
            self.scribbled = min(max(usual, LEAST_SCRIBBLED), MOST_TICKED)

    def _crossings(self) -> set[int]:
        """Boxes into which a stroke may come from the one beside it."""
        crossed: set[int] = set()
        boxes, corners = self.grid.boxes, self.grid.corners
        near = NEIGHBOURS * DOTS
        for k in range(len(boxes) - 1):
            apart = corners[k + 1, 0] - corners[k, 0]
            if boxes[k].stop != boxes[k + 1].stop or not 0 < apart < near:
                continue
            right = self.marks.side_profiles[k, 1] > AT_EDGE
            left = self.marks.side_profiles[k + 1, 0] > AT_EDGE
            wide = np.convolve(right, np.ones(15), "same") > 0
            if (wide & left).any():
                crossed |= {k, k + 1}
        return crossed

    def _alone(self, k: int, crossed: bool) -> BoxReading:
        """A box by itself."""
        box, marks = self.grid.boxes[k], self.marks
        clear = bool(self.grid.seen[k]) and not crossed and marks.framed[k] < FRAME_SHARE
        if box.sign:
            ring, middle = marks.ring[k], marks.middle[k]
            ticked = marks.strong[k] > EMPTY and marks.strong[k] + max(middle, 0) > TICKED
            empty = ring < EMPTY and middle < EMPTY_MIDDLE
            clear = clear and ticked != empty and ring + max(middle, 0) < self.scribbled
            if ticked:
                clear = clear and self._is_stroke(k)
            clear = clear and marks.filled[k] < (BLOTTED_TICK if ticked else BLOTTED)
            return BoxReading(box.stop, box.key, box.part, "x" if ticked else "", clear)
        clear = clear and marks.filled[k] < BLOTTED
        if k not in self.digits:
            return BoxReading(box.stop, box.key, box.part, "", clear)
        digit, lead = self.digits[k]
        touched = int((marks.edges[k] > AT_EDGE).sum())
        least = LEAD if touched < 2 else LEAD_AT_EDGE
        clear = clear and bool(digit) and lead >= least and touched <= MOST_TOUCHED
        clear = clear and marks.strong[k] >= DIGIT_LEAST
        return BoxReading(box.stop, box.key, box.part, digit, clear)

    def _is_stroke(self, k: int) -> bool:
        """Whether what is in a box was drawn, and did not drip."""
        slender, reach = self.marks.slender[k], self.marks.reach[k]
        felt = slender > FELT_SLENDER and reach > FELT_REACH
        return bool(felt or (slender > SLENDER and reach > REACH))

    def _agreed(self, alone: Sequence[BoxReading]) -> list[BoxReading]:
        """Of a stop's results, and of yes and no, only one can be: two, and all are asked."""
        groups: dict[tuple[str, str], list[int]] = {}
        for k, box in enumerate(alone):
            group = "result" if box.key in self.results else box.key
            if self.grid.boxes[k].sign:
                groups.setdefault((box.stop, group), []).append(k)
        unsure: set[int] = set()
        for members in groups.values():
            several = sum(bool(alone[k].value) for k in members) > 1
            if several or not all(alone[k].sure for k in members):
                unsure.update(members)
        return [
            BoxReading(box.stop, box.key, box.part, box.value, box.sure and k not in unsure)
            for k, box in enumerate(alone)
        ]


def read_boxes(
    grid: FoundBoxes, marks: Marks, pictures: Picture, results: frozenset[str]
) -> list[BoxReading]:
    """Every box of a page, in the order of the form.

    Parameters
    ----------
    pictures
        What is inside each box, as :func:`measure.measure` has it.
    results
        The keys of which a stop has one.
    """
    return _BoxReader(grid, marks, pictures, results).readings()
