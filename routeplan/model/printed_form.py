"""Where the boxes of a printed sheet are: kept when it is printed, for reading it back from a scan.

Millimetres from the upper left corner of a page. It holds no household: a stop is its number or
letter, and what stands behind that the sheet's id says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class FormField(NamedTuple):
    """The boxes of a result or of a ``FormBox``, ``step`` apart, seen from their band's corner.

    ``signs`` has what is printed in each of its boxes, nothing where a digit is written.
    """

    key: str
    x: float
    y: float
    step: float
    signs: tuple[str, ...]


class FormBand(NamedTuple):
    """The boxes of one stop: its number or letter, and the band's upper left corner."""

    stop: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page of a sheet: its square code (upper left corner and width), and its bands."""

    number: int
    code: tuple[float, float, float]
    bands: tuple[FormBand, ...]


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """The form of one sheet as it was printed once.

    Parameters
    ----------
    sheet
        The sheet's id, as its square code says it.
    box
        Width and height of a box.
    mark, marks
        Width of the black squares, and the upper left corners of the four.
    remarks
        The line for remarks, seen from a band's corner: left, top, width and height.
    """

    sheet: str
    box: float
    mark: float
    marks: tuple[tuple[float, float], ...]
    remarks: tuple[float, float, float, float]
    fields: tuple[FormField, ...]
    pages: tuple[FormPage, ...]

    def page(self, number: int) -> FormPage | None:
        """A page by its number from 1 on; None where the sheet has none such."""
        return next((page for page in self.pages if page.number == number), None)
