"""Latitudes and longitudes as people, maps and receivers write them.

Decimal degrees, degrees and minutes, with seconds, run together, with letters on either side::

    60.17   60,17° N   N60 10.2   60°10'12"N   6010.20N   0245615E   北纬60°10′12″

``O`` is west in Portuguese, Spanish and French and east in German: the station tells which.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from routeplan.hours.people_words import with_plain_digits

LONGEST = 40
"""Characters, at the most."""
NORTH_SOUTH, EAST_WEST = "NS", "EW"
DECIMALS = 7
_WORDS = {
    "北纬": "N",
    "北緯": "N",
    "南纬": "S",
    "南緯": "S",
    "东经": "E",
    "東経": "E",
    "東經": "E",
    "西经": "W",
    "西経": "W",
    "西經": "W",
    "с.ш.": "N",
    "ю.ш.": "S",
    "в.д.": "E",
    "з.д.": "W",
}
_LESTE = re.compile(r"(?<![^\W\d_])l(?![^\W\d_])", re.IGNORECASE)
_O = re.compile(r"(?<![^\W\d_])o(?![^\W\d_])", re.IGNORECASE)
EAST_OF_O = 1.0
"""Degrees east of Greenwich from which on ``O`` is east: no language with a western O goes on there
with longitudes that are west."""
_LETTERED = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<bare>[^NSEW].*?)\s*(?P<after>[NSEW])?", re.IGNORECASE
)
_DEGREES = r"(?P<degrees>[+-]?\d{1,3})"
_MINUTES = r"(?P<minutes>\d{1,2}(?:[.,]\d+)?)"
_SECONDS = r"(?P<seconds>\d{1,2}(?:[.,]\d+)?)"
_AFTER_DEGREES = r"\s*(?:°|deg\b|d\b|:|-|\s)\s*"
_AFTER_MINUTES = r"\s*(?:['′’:]|-|\s)\s*"
_AFTER_SECONDS = r"\s*(?:\"|″|''|′′|”)?"
_DECIMAL = re.compile(r"(?P<degrees>[+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:°|deg)?", re.IGNORECASE)
_IN_MINUTES = re.compile(rf"{_DEGREES}{_AFTER_DEGREES}{_MINUTES}\s*['′’]?", re.IGNORECASE)
_IN_SECONDS = re.compile(
    rf"{_DEGREES}{_AFTER_DEGREES}{_MINUTES}{_AFTER_MINUTES}{_SECONDS}{_AFTER_SECONDS}",
    re.IGNORECASE,
)
_RUN_TOGETHER = re.compile(
    r"(?P<degrees>\d{2,3})(?P<minutes>\d{2}(?:[.,]\d+)?)(?P<seconds>(?<![.,]\d)\d{2}(?:[.,]\d+)?)?"
)
_MARKED = re.compile(r"[°'′’\"″”:]|deg|\d\s+\d{2}\s+\d{2}", re.IGNORECASE)
_MINUS = str.maketrans("\u2212\u2013\u2012", "---")


class Angle(NamedTuple):
    """Degrees as text with a decimal point, and the axis that a letter names (else empty)."""

    degrees: str
    axis: str


def letter_of_o(longitude: float) -> str:
    """``E`` or ``W``: what ``O`` means in the places around a station, by its longitude."""
    return "E" if longitude > EAST_OF_O else "W"


@lru_cache(maxsize=4096)
def angle(text: str, o_is: str = "") -> Angle | None:
    """What a text means as a latitude or longitude; None where it is neither.

    South and west are negative.

    Parameters
    ----------
    o_is
        ``E`` or ``W``, whichever ``O`` means; empty where nobody knows, so that it is nothing.
    """
    plain = plain_angle(text, o_is)
    if not plain or len(plain) > LONGEST:
        return None
    parts = _LETTERED.fullmatch(plain)
    if parts is None or (parts["before"] and parts["after"]):
        return None
    letter, bare = (parts["before"] or parts["after"] or "").upper(), parts["bare"]
    axis = "" if not letter else NORTH_SOUTH if letter in NORTH_SOUTH else EAST_WEST
    if match := _DECIMAL.fullmatch(bare):
        degrees = match["degrees"].replace(",", ".")
        return _with_letter(Fraction(degrees), letter, axis) if letter else Angle(degrees, "")
    for pattern, is_clear in (
        (_IN_MINUTES, bool(letter or _MARKED.search(bare))),
        (_IN_SECONDS, bool(letter or _MARKED.search(bare))),
        (_RUN_TOGETHER, bool(letter)),
    ):
        if is_clear and (match := pattern.fullmatch(bare)):
            return _of_parts(match, letter, axis)
    return None


def plain_angle(text: str, o_is: str = "") -> str:
    """The text with plain digits, letters and signs; the ordinal sign is that of degrees."""
    text = text.replace("º", "°").replace("˚", "°")
    plain = with_plain_digits(unicodedata.normalize("NFKC", text)).translate(_MINUS)
    for word, letter in _WORDS.items():
        plain = plain.replace(word, letter)
    plain = _LESTE.sub("E", plain)
    return (_O.sub(o_is, plain) if o_is else plain).strip()


def _of_parts(match: re.Match[str], letter: str, axis: str) -> Angle | None:
    """Degrees of a match's parts; None where minutes or seconds are no such."""
    parts = match.groupdict()
    minutes, seconds = (
        Fraction((parts.get(part) or "0").replace(",", ".")) for part in ("minutes", "seconds")
    )
    has_broken_minutes = parts.get("seconds") and minutes.denominator > 1
    if minutes >= 60 or seconds >= 60 or has_broken_minutes:
        return None
    degrees = parts["degrees"]
    size = abs(Fraction(degrees)) + minutes / 60 + seconds / 3600
    return _with_letter(-size if degrees.startswith("-") else size, letter, axis)


def _with_letter(value: Fraction, letter: str, axis: str) -> Angle | None:
    """The angle, negative in the south and west; both a minus and such a letter are too much."""
    if value < 0 and letter and letter in "SW":
        return None
    signed = -value if letter and letter in "SW" else value
    return Angle(f"{float(signed):.{DECIMALS}f}", axis)
