"""A place as people paste it from a map: ``41.15828, -8.63010``, ``41,158° N 8,630° W``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from routeplan.phrases import phrase

NORTH_SOUTH, EAST_WEST = "NS", "EW"
PARTS = (1, 2, 4)
"""Numbers of a single value, of two, and of two that have commas for points."""
_ON_A_MAP = (
    re.compile(r"#map=[\d.]+/(-?[\d.]+)/(-?[\d.]+)"),
    re.compile(r"[@=/](-?\d+\.\d+),\s*(-?\d+\.\d+)"),
    re.compile(r"^geo:(-?[\d.]+),(-?[\d.]+)"),
)
_MINUS = str.maketrans("−–‒", "---")
_ONE = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<sign>[+-])?(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*(?:°|º|deg)?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['′]\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|'')\s*)?(?P<after>[NSEW])?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TypedPlace:
    """What was typed: both coordinates, or only one of them, in degrees.

    Parameters
    ----------
    first
        The latitude, or the only number.
    second
        The longitude; None where there is only one number.
    """

    first: float
    second: float | None = None


def typed_place(text: str) -> TypedPlace:
    """One coordinate or both, with points or commas, signs or letters, degrees or minutes, too.

    Without letters the latitude comes first, as maps have it.

    Raises
    ------
    ValueError
        When it is neither.
    """
    plain = unicodedata.normalize("NFC", text).translate(_MINUS).strip()
    for pattern in _ON_A_MAP:
        if match := pattern.search(plain):
            return TypedPlace(float(match[1]), float(match[2]))
    values = [_value(part) for part in _split(plain.strip("()[] "))]
    if not values or len(values) > PARTS[1] or None in values:
        raise ValueError(
            phrase(
                "not a number; write degrees such as 60.17, or both as a map shows them, such as "
                "60.17, 24.94"
            )
        )
    degrees = [value for value in values if value is not None]
    if len(degrees) == 1:
        return TypedPlace(degrees[0].degrees)
    first, second = degrees
    if first.axis == EAST_WEST or second.axis == NORTH_SOUTH:
        first, second = second, first
    if first.axis == EAST_WEST or second.axis == NORTH_SOUTH:
        raise ValueError(phrase("both numbers are on the same axis; give N or S, and E or W"))
    return TypedPlace(first.degrees, second.degrees)


@dataclass(frozen=True)
class _Value:
    """Degrees, and which letters they had."""

    degrees: float
    axis: str = ""


def _split(plain: str) -> list[str]:
    """The parts of one or two values, whatever parts them."""
    for separator in (r"\s*[;/|]\s*", r"\s*,\s+", r"(?<=[NSEWnsew°])(?:\s*,\s*|\s+)(?=[\d+-])"):
        parts = [part for part in re.split(separator, plain) if part]
        if len(parts) == PARTS[1] and all(map(_value, parts)):
            return parts
    if re.fullmatch(r"[+-]?\d+[.,]\d+", plain) or _value(plain):
        return [plain]
    numbers = re.split(r"\s*,\s*|\s+", plain)
    if len(numbers) == PARTS[2] and "." not in plain:
        return [f"{numbers[0]}.{numbers[1]}", f"{numbers[2]}.{numbers[3]}"]
    middle = re.split(r"(?<=[\d°'\"′″NSEWnsew])(?:\s*,\s*|\s+)(?=[NSEWnsew+\-\d])", plain)
    if len(middle) == PARTS[1]:
        return middle
    # Minutes and seconds may have blanks between them: the letters say where a value ends.
    lettered = re.findall(r"[^NSEWnsew]+[NSEWnsew]|[NSEWnsew][^NSEWnsew]+", plain)
    return [part.strip(" ,;") for part in lettered] if "".join(lettered) == plain else [plain]


def _value(text: str) -> _Value | None:
    match = _ONE.fullmatch(text.strip())
    if match is None or (match["before"] and match["after"]):
        return None
    degrees, minutes, seconds = (
        float((match[part] or "0").replace(",", ".")) for part in ("degrees", "minutes", "seconds")
    )
    letter = (match["before"] or match["after"] or "").upper()
    if match["sign"] and letter in ("S", "W") and match["sign"] == "-":
        return None
    value = degrees + minutes / 60 + seconds / 3600
    negative = match["sign"] == "-" or letter in ("S", "W")
    axis = NORTH_SOUTH if letter in ("N", "S") else EAST_WEST
    return _Value(-value if negative else value, axis if letter else "")
