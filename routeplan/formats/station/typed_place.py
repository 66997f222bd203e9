"""A place as people paste it from a map: ``41.15828, -8.63010``, ``41,158° N 8,630° W``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from routeplan.formats.tables.as_typed.angles import (
    EAST_WEST,
    NORTH_SOUTH,
    Angle,
    angle,
    plain_angle,
)
from routeplan.phrases import phrase

PARTS = (1, 2, 4)
"""Numbers of a single value, of two, and of two that have commas for points."""
_ON_A_MAP = (
    re.compile(r"#map=[\d.]+/(-?[\d.]+)/(-?[\d.]+)"),
    re.compile(r"[@=/](-?\d+\.\d+),\s*(-?\d+\.\d+)"),
    re.compile(r"^geo:(-?[\d.]+),(-?[\d.]+)"),
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
    plain = plain_angle(text)
    if (with_west := plain_angle(text, "W")) != plain and all(_angles(with_west)):
        raise ValueError(
            phrase("the letter O is west in some languages and east in others; write W or E")
        )
    for pattern in _ON_A_MAP:
        if match := pattern.search(plain):
            return TypedPlace(float(match[1]), float(match[2]))
    values = _angles(plain)
    if not values or len(values) > PARTS[1] or None in values:
        raise ValueError(
            phrase(
                "not a number; write degrees such as 60.17, or both as a map shows them, such as "
                "60.17, 24.94"
            )
        )
    degrees = [value for value in values if value is not None]
    if len(degrees) == 1:
        return TypedPlace(float(degrees[0].degrees))
    first, second = degrees
    if first.axis == EAST_WEST or second.axis == NORTH_SOUTH:
        first, second = second, first
    if first.axis == EAST_WEST or second.axis == NORTH_SOUTH:
        raise ValueError(phrase("both numbers are on the same axis; give N or S, and E or W"))
    return TypedPlace(float(first.degrees), float(second.degrees))


def _angles(plain: str) -> list[Angle | None]:
    """What each part means; None for one that is no angle."""
    return [angle(part) for part in _split(plain.strip("()[] "))]


def _split(plain: str) -> list[str]:
    """The parts of one or two values, whatever parts them."""
    for separator in (r"\s*[;/|]\s*", r"\s*,\s+", r"(?<=[NSEWnsew°])(?:\s*,\s*|\s+)(?=[\d+-])"):
        parts = [part for part in re.split(separator, plain) if part]
        if len(parts) == PARTS[1] and all(map(angle, parts)):
            return parts
    if re.fullmatch(r"[+-]?\d+[.,]\d+", plain) or angle(plain):
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
