"""Postcodes whose first zeros a spreadsheet has lost, because it took them for numbers: ``4109``.

Which zeros those were, a country's postcodes say: all have the same number of digits, and from a
lowest one on they are given to places. Where nobody knows that, the column's other values only
raise a doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

SHORTEST = 4
"""Digits of a postcode that can have lost one: fewer are districts of a town (``Dublin 8``)."""


class _Format(NamedTuple):
    """How many digits the postcodes of a country have, and the lowest of those with zeros."""

    digits: int
    lowest: int


_FORMATS: Mapping[str, _Format] = {
    country: _Format(digits, lowest)
    for digits, lowest, countries in (
        (4, 10, "NO ZA"),  # 0010 Oslo, 0001 Pretoria: single figures are slips, rather
        (4, 100, "AU GE NZ PA"),
        (4, 400, "PH"),
        (5, 10, "IT SM VA"),
        (5, 100, "AX FI KE LK LT"),
        (5, 501, "US PR"),
        (5, 1000, "DZ FR KR LA MM MX MY PE TR"),
        (5, 1001, "DE ES GT SK UA"),
        (6, 10_000, "CN KZ RO SG"),
        (6, 10_100, "EC"),
        (6, 50_000, "CO"),
        (7, 10_000, "JP"),
        (8, 1_000_000, "BR"),
    )
    for country in countries.split()
}
"""Of countries that have postcodes with a zero in front, by their ISO codes."""
_MIXED = frozenset(("BH", "KH", "TW"))
"""Countries whose postcodes are of several lengths."""


@dataclass(frozen=True)
class Postcodes:
    """What a column of postcodes says.

    Parameters
    ----------
    mended
        By what is written: the postcode with its zeros.
    doubtful
        What has fewer digits than the others, and no zero would make it a postcode for certain.
    """

    mended: Mapping[str, str] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


def postcodes_of(cells: Iterable[str], country: str) -> Postcodes:
    """The postcodes of a column, with the zeros that were lost.

    Parameters
    ----------
    country
        The station's, as an ISO code; empty where nobody knows it.
    """
    numbers = Counter(cell for cell in cells if cell.isascii() and cell.isdecimal())
    lengths = Counter[int]()
    for cell, count in numbers.items():
        lengths[len(cell)] += count
    if not lengths or country in _MIXED:
        return Postcodes()
    form = _FORMATS.get(country)
    if form:
        if 2 * sum(count for k, count in lengths.items() if k > form.digits) >= lengths.total():
            return Postcodes()  # whatever they are
        short = {cell for cell in numbers if len(cell) < form.digits}
        mended = {cell: cell.zfill(form.digits) for cell in short if int(cell) >= form.lowest}
        return Postcodes(mended, frozenset(short - mended.keys()))
    usual, count = max(lengths.items(), key=lambda of_length: (of_length[1], of_length[0]))
    if usual < SHORTEST or 2 * count <= lengths.total():
        return Postcodes()
    return Postcodes(doubtful=frozenset(cell for cell in numbers if len(cell) < usual))
