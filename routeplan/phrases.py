"""Sentences for people: an English pattern and its values, so that another language can say them.

Whoever finds something out writes what it is in English, with names for the values; only the
command line and the pages know which language the reader has, and look the pattern up in the
catalogue. Everything else treats a phrase as the English string that it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Self, override


class Phrase(str):
    """English text that keeps the pattern and the values it was made from."""

    __slots__ = ("pattern", "values")

    pattern: str
    """The English with names in braces, the key of the catalogue."""
    values: Mapping[str, object]

    def __new__(cls, pattern: str, values: Mapping[str, object]) -> Self:
        """The pattern filled in."""
        made = super().__new__(cls, pattern.format(**values))
        made.pattern, made.values = pattern, values
        return made

    @override
    def __getnewargs__(self) -> tuple[str, Mapping[str, object]]:  # type: ignore[override]
        """What a copy, or another process, makes it anew from."""
        return self.pattern, self.values

    def said_in(self, catalogue: Mapping[str, str]) -> str:
        """The same sentence by a catalogue's patterns, in English where it lacks one."""
        values = {
            name: value.said_in(catalogue) if isinstance(value, Phrase) else value
            for name, value in self.values.items()
        }
        return catalogue.get(self.pattern, self.pattern).format(**values)


def phrase(pattern: str, /, **values: object) -> Phrase:
    """A sentence with its values: ``phrase("no shift on {day}", day=day)``.

    The pattern is written out where it stands, never put together, or the catalogue cannot have it.
    """
    return Phrase(pattern, values)


def counted(count: int, what: str) -> Phrase:
    """``1 visit``, ``2 visits``, ``1,000 visits``."""
    return Phrase("{count:,} " + what + "s" * (count != 1), {"count": count})


def joined(separator: str, parts: Iterable[str]) -> Phrase:
    """Sentences or names one after the other, each said in the reader's language."""
    values: dict[str, object] = {f"part{number}": part for number, part in enumerate(parts)}
    separator = separator.replace("{", "{{").replace("}", "}}")
    return Phrase(separator.join("{" + name + "}" for name in values), values)


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    *most, last = names or (phrase("nobody"),)
    if not most:
        return last
    return phrase("{others} and {last}", others=joined(", ", most), last=last)


WEEKDAYS = (
    phrase("Mon"),
    phrase("Tue"),
    phrase("Wed"),
    phrase("Thu"),
    phrase("Fri"),
    phrase("Sat"),
    phrase("Sun"),
)
MONTHS = (
    phrase("Jan"),
    phrase("Feb"),
    phrase("Mar"),
    phrase("Apr"),
    phrase("May"),
    phrase("Jun"),
    phrase("Jul"),
    phrase("Aug"),
    phrase("Sep"),
    phrase("Oct"),
    phrase("Nov"),
    phrase("Dec"),
)


def short_date(on: date) -> Phrase:
    """``Mon 30 Nov``."""
    return phrase(
        "{weekday} {day} {month}",
        weekday=WEEKDAYS[on.weekday()],
        day=on.day,
        month=MONTHS[on.month - 1],
    )
