"""Values of VROOM's input, each checked for its kind; what is wrong is reported, not raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import phrase

Record = Mapping[str, Any]
Span = tuple[int, int]
LARGEST = (1 << 63) - 1
LONGEST = 1 << 26
"""Longest setup, service or break in seconds (two years)."""


def whole(
    record: Record, key: str, where: str, report: Mistakes, *, default: int = 0, most: int = LARGEST
) -> int:
    """A whole number between 0 and ``most``."""
    value = record.get(key, default)
    if is_whole(value, most):
        return int(value)
    report.malformed(
        f"{where}.{key}", value, phrase("not a whole number from 0 to {most}", most=most)
    )
    return default


def is_whole(value: object, most: int = LARGEST) -> bool:
    """Whether a value is a whole number from 0 to ``most``; true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def wholes(record: Record, key: str, where: str, report: Mistakes) -> tuple[int, ...]:
    """A list of whole numbers, empty when the key is not there."""
    value = record.get(key, [])
    if isinstance(value, list) and all(is_whole(number, 1 << 27) for number in value):
        return tuple(value)
    report.malformed(
        f"{where}.{key}", value, phrase("not a list of whole numbers up to {most}", most=1 << 27)
    )
    return ()


def text(record: Record, key: str, where: str, report: Mistakes, default: str = "") -> str:
    """Text, or the default when the key is not there."""
    value = record.get(key, default)
    if isinstance(value, str):
        return value
    report.malformed(f"{where}.{key}", value, phrase("not text"))
    return default


def records(value: object, where: str, report: Mistakes) -> Sequence[Record]:
    """A list of objects; anything else is reported and skipped."""
    if not isinstance(value, list):
        report.malformed(where, value, phrase("not a list"))
        return ()
    objects = []
    for k, entry in enumerate(value):
        if isinstance(entry, dict):
            objects.append(entry)
        else:
            report.malformed(f"{where}[{k}]", entry, phrase("not an object"))
    return objects


def spans(record: Record, key: str, where: str, report: Mistakes) -> tuple[Span, ...]:
    """Time windows, sorted and disjoint, as VROOM sorts them; empty when the key is not there."""
    value = record.get(key)
    if value is None:
        return ()
    windows = [window for window in value if is_span(window)] if isinstance(value, list) else []
    if not isinstance(value, list) or len(windows) != len(value) or not value:
        report.malformed(
            f"{where}.{key}", value, phrase("not a list of [begin, end] in whole seconds")
        )
        return ()
    windows = sorted((begin, end) for begin, end in windows)
    if any(after[0] <= before[1] for before, after in pairwise(windows)):
        report.malformed(f"{where}.{key}", value, phrase("the windows overlap"))
    return tuple(windows)


def wholes_by_name(record: Record, key: str, where: str, report: Mistakes) -> dict[str, int]:
    """Whole numbers by the name of a type, empty when the key is not there."""
    value = record.get(key, {})
    if isinstance(value, dict) and all(is_whole(number, LONGEST) for number in value.values()):
        return dict(value)
    report.malformed(
        f"{where}.{key}", value, phrase("not an object of whole numbers up to {most}", most=LONGEST)
    )
    return {}


def span(record: Record, key: str, where: str, report: Mistakes) -> Span | None:
    """One time window, or None when the key is not there."""
    value = record.get(key)
    if value is None:
        return None
    if is_span(value):
        return value[0], value[1]
    report.malformed(f"{where}.{key}", value, phrase("not [begin, end] in whole seconds"))
    return None


def is_span(value: object) -> bool:
    """Whether a value is ``[begin, end]`` in whole seconds, ``begin`` not after ``end``."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(map(is_whole, value))
        and value[0] <= value[1]
    )


def coordinate(value: object, where: str, report: Mistakes) -> tuple[float, float] | None:
    """``[longitude, latitude]`` in degrees as (latitude, longitude), or None; more is ignored."""
    if value is None:
        return None
    if (
        isinstance(value, list)
        and len(value) >= 2
        and all(isinstance(x, int | float) and not isinstance(x, bool) for x in value[:2])
        and abs(value[0]) <= 180
        and abs(value[1]) <= 90
    ):
        return float(value[1]), float(value[0])
    report.malformed(where, value, phrase("not [longitude, latitude] in degrees"))
    return None
