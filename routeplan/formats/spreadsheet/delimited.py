"""CSV as programs and people write it, whatever its encoding and delimiter."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from routeplan.formats.tables.files import SAMPLE_SIGNS, Lines, csv_text, delimited_lines

DELIMITERS = ("\t", ";", "|", ",")
"""Commas come last: they also stand in numbers and titles."""
LOOKED_AT = 200
"""Lines by which the delimiter is recognised: there may be titles above the header."""


def csv_lines(data: bytes, encoding: str = "") -> Lines:
    """The number and the cells of every line.

    Parameters
    ----------
    encoding
        That of the letters, where somebody has said it.

    Raises
    ------
    RefusedTableError
        When it is no text, or a quotation mark is missing.
    """
    text = csv_text(data, encoding)
    return delimited_lines(text.removeprefix("\ufeff"), likely_delimiter(text))


def likely_delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into as many cells as their neighbours."""
    sample = "\n".join(islice(text[:SAMPLE_SIGNS].splitlines(), LOOKED_AT))
    return max(DELIMITERS, key=lambda sign: _regularity(sample, sign))


def _regularity(sample: str, delimiter: str) -> int:
    """Cells of the lines that have the commonest number of cells, which is above one."""
    try:
        lengths = Counter(map(len, csv.reader(io.StringIO(sample, newline=""),
                                              delimiter=delimiter)))  # fmt: skip
    except csv.Error:
        return 0
    return max((count * cells for cells, count in lengths.items() if cells > 1), default=0)
