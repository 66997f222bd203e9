"""The number of a house whose parts stand in columns of their own: ``12`` and ``a`` are ``12a``."""

from __future__ import annotations

import re

_ATTACHED = re.compile(r"[^\W\d_]|[-–/]\s?\d{1,4}[^\W\d_]?")
"""A letter, or the end of a range, written at once behind the number."""
_BESIDE = re.compile(r"bis|ter|quater|[1-9]/[1-9]", re.IGNORECASE)
"""What is written with a space between."""
_NUMBER_AT_END = re.compile(r"\d$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?: 00:00(?::00)?)?")


def is_spreadsheets_date(door: str) -> bool:
    """Whether a spreadsheet has made a date of the number, as it does of ``3-5`` and ``1/4``."""
    return bool(_DATE.fullmatch(door))


def with_suffix(number: str, suffix: str) -> tuple[str, str]:
    """The number, or a street that ends in one, with what belongs to it; and what does not.

    A suffix such as ``Hinterhaus`` is no part of the number.
    """
    if not suffix or not _NUMBER_AT_END.search(number):
        return number, suffix
    if _ATTACHED.fullmatch(suffix):
        return f"{number}{suffix.replace(' ', '')}", ""
    if _BESIDE.fullmatch(suffix):
        return f"{number} {suffix}", ""
    return number, suffix


def with_buildings(number: str, block: str, structure: str) -> str:
    """``12 к2 с1``: which of the buildings that share a number, as Russian maps write it."""
    parts = [number, f"к{block}" if block else "", f"с{structure}" if structure else ""]
    return " ".join(filter(None, parts))
