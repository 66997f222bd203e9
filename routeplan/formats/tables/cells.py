"""One cell at a time: text to values, each mistake a finding with its place and its mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from routeplan.errors import Finding
from routeplan.formats.tables.rows import Row, Table
from routeplan.model.inputs import DAY_SECONDS, MAX_SHIFT_END_SECONDS, PlanCalendar
from routeplan.phrases import phrase

E = TypeVar("E", bound=StrEnum)
P = TypeVar("P")
Moment = tuple[date, int]
"""A date, and a clock time in seconds after its 00:00."""
YES = {"yes", "y", "true", "1", "x", "是", "kyllä", "ja", "oui", "sí", "да"}
NO = {"", "no", "n", "false", "0", "否", "ei", "nein", "nej", "non", "нет"}
YES_OR_NO = YES | NO
MINUTES_IN_A_DAY = 1440
SHORT = 6
SOME = 8
"""Words that a hint lists, at the most."""
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


@dataclass
class Cells:
    """Reads the cells of one table and gathers what is wrong with them."""

    table: Table
    findings: list[Finding] = field(default_factory=list)

    def find(
        self,
        row: Row,
        column: str,
        code: str,
        message: str,
        fix: str,
        *,
        warning: bool = False,
    ) -> None:
        """Note something wrong (or odd) with a cell."""
        self.findings.append(
            Finding(
                code,
                message,
                fix,
                file=self.table.file,
                sheet=self.table.sheet,
                row=row.number,
                column=column,
                value=row[column][:80],
                severity="warning" if warning else "error",
            )
        )

    def missing(self, row: Row, column: str, code: str, message: str, fix: str) -> None:
        """Note that a cell is empty; a column that is missing altogether is told once, not here."""
        if column in self.table.columns:
            self.find(row, column, code, message, fix)

    def unique_ids(self) -> None:
        """Every row has an id; ids differ by more than case, width, space and invisible signs."""
        seen: dict[str, int] = {}
        for row in self.table.rows:
            key = plain(row["id"])
            if not (key.isascii() and key.isalnum()):
                key = "".join(filter(_counts_in_an_id, key))
            if not key:
                self.missing(
                    row,
                    "id",
                    "id-missing",
                    phrase("no id given"),
                    phrase("give it an id of its own"),
                )
                continue
            if key in seen:
                message = phrase("also used in row {row}", row=seen[key])
                self.find(
                    row, "id", "duplicate-id", message, phrase("give each row an id of its own")
                )
            seen.setdefault(key, row.number)

    def number(
        self, row: Row, column: str, *, low: float, high: float, default: float | None = None
    ) -> float | None:
        """A number within [low, high]; the default where the cell is empty."""
        text = row.cells.get(column)
        if not text:
            return default
        value = _short_number(text) if len(text) < SHORT else _number(text)
        if value is None:
            fix = _as_number(plain(text), in_minutes=column.endswith("minutes"))
            self.find(row, column, "number-malformed", phrase("not a number"), fix)
            return default
        if not low <= value <= high:
            self.find(
                row,
                column,
                "number-out-of-range",
                phrase("not between {low:g} and {high:g}", low=low, high=high),
                phrase("correct it"),
            )
            return default
        return value

    def whole(
        self, row: Row, column: str, *, low: int, high: int, default: int | None = None
    ) -> int | None:
        """A whole number within [low, high]."""
        if not row.cells.get(column):
            return default
        value = self.number(row, column, low=low, high=high)
        if value is None:
            return default
        if not value.is_integer():
            self.find(
                row, column, "number-not-whole", phrase("not a whole number"), phrase("round it")
            )
            return default
        return int(value)

    def seconds(self, row: Row, column: str, default_minutes: float) -> int:
        """Minutes in the cell, as seconds."""
        minutes = self.number(row, column, low=0, high=MINUTES_IN_A_DAY, default=default_minutes)
        return round(60 * (default_minutes if minutes is None else minutes))

    def yes(self, row: Row, column: str) -> bool:
        """Whether the cell says yes; empty is no."""
        text = row.cells.get(column)
        if not text:
            return False
        text = plain(text)
        if text not in YES_OR_NO:
            self.find(
                row,
                column,
                "yes-no-malformed",
                phrase("neither yes nor no"),
                phrase("write yes or no"),
            )
        return text in YES

    def choice(self, row: Row, column: str, kind: type[E], default: E) -> E:
        """One of an enumeration's words."""
        text = row.cells.get(column)
        if not text or not (text := plain(text)):
            return default
        if text not in kind:
            self.find(
                row,
                column,
                "word-unknown",
                phrase("not one of {words}", words=", ".join(kind)),
                nearest(text, list(kind)),
            )
            return default
        return kind(text)

    def date(self, row: Row, column: str) -> date | None:
        """A date such as 2026-11-24."""
        return self._parsed(row, column, date.fromisoformat, "date-malformed", "2026-11-24")

    def moment(self, row: Row, column: str) -> Moment | None:
        """A local date and time such as 2026-11-24 10:30, the time in seconds after 00:00."""
        return self._parsed(row, column, parsed_moment, "time-malformed", "2026-11-24 10:30")

    def clock(self, row: Row, column: str) -> int | None:
        """A clock time such as 10:30 or 25:30, as seconds after 00:00."""
        return self._parsed(row, column, parsed_clock, "time-malformed", "10:30")

    def clock_range(self, row: Row, column: str) -> tuple[int, int] | None:
        """Clock times such as 11:00-13:30, as seconds after 00:00; the end may be up to 30:00.

        22:00-06:00 runs across midnight and ends at 30:00.
        """
        return self._parsed(row, column, _range_of_shift, "hours-malformed", "11:00-13:30")

    def clock_ranges(self, row: Row, column: str) -> tuple[tuple[int, int], ...]:
        """One range as :meth:`clock_range` reads it, or two with a gap: 08:00-12:00,14:00-18:00."""
        return self._parsed(row, column, _ranges_of_shift, "hours-malformed", "09:00-15:00") or ()

    def words(self, row: Row, column: str) -> frozenset[str]:
        """Words separated by space, comma, semicolon or ``|``."""
        if not row[column]:
            return frozenset()
        return frozenset(filter(None, re.split(r"[\s,;|，；、]+", row[column])))

    def _parsed(
        self, row: Row, column: str, parse: Callable[[str], P], code: str, example: str
    ) -> P | None:
        text = row.cells.get(column)
        if not text or not (text := plain(text)):
            return None
        try:
            return parse(text)
        except ValueError:
            if _is_no_day(text):
                message = phrase("no calendar has this day")
                mend = phrase("write the day that is meant")
                self.find(row, column, code, message, mend)
                return None
            fix: str = phrase("write it like {example}", example=example)
            if code in ("date-malformed", "time-malformed"):
                fix = _as_day_count(text, example) or fix
            self.find(row, column, code, phrase("cannot be read"), fix)
            return None


def _as_number(text: str, *, in_minutes: bool) -> str:
    """How to write a number that is none yet."""
    if re.fullmatch(r"-?\d+,\d+", text):
        return DECIMAL_POINT
    clock = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text, re.ASCII)
    if in_minutes and clock:
        return phrase("write it in minutes: {minutes}", minutes=60 * int(clock[1]) + int(clock[2]))
    return phrase("write a number")


def _number(text: str) -> float | None:
    """The number that a text is, None where it is none."""
    if not _NUMBER.fullmatch(text):
        text = plain(text)
    return float(text) if _NUMBER.fullmatch(text) else None


_short_number = lru_cache(maxsize=4096)(_number)
"""Minutes and counts are the same few in all rows; coordinates are not."""


def plain(text: str) -> str:
    """The text with full-width digits and signs made plain, without case and space around."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.casefold().strip()


def _counts_in_an_id(sign: str) -> bool:
    return not sign.isspace() and unicodedata.category(sign) != "Cf"


def _is_no_day(text: str) -> bool:
    """Whether a text is written like a date, or begins with one, and no calendar has that day."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", text, re.ASCII)
    if not match:
        return False
    try:
        date(*map(int, match.groups()))
    except ValueError:
        return True
    return False


def _as_day_count(text: str, example: str) -> str:
    """A hint where a spreadsheet shows the date's number, days since 1899-12-30; else empty."""
    if not re.fullmatch(r"[1-9]\d{4}(\.\d+)?", text):
        return ""
    day = date(1899, 12, 30) + timedelta(days=float(text) // 1)
    return phrase(
        "write it like {example}; if {day} is meant, format the column as a date",
        example=example,
        day=day,
    )


def parsed_moment(text: str) -> Moment:
    """A date and a time, such as ``2026-11-24 10:30`` or ``2026-11-24 25:30``.

    Raises
    ------
    ValueError
        When it is none.
    """
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[ t]+(\d{1,2}:\d{2})(:00)?", text, re.ASCII)
    if not match:
        raise ValueError(text)
    return date.fromisoformat(match[1]), parsed_clock(match[2])


def parsed_clock(text: str) -> int:
    """A clock time up to 30:00, which counts on after midnight, as seconds after 00:00.

    Raises
    ------
    ValueError
        When it is none.
    """
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text, re.ASCII)
    seconds = 3600 * int(match[1]) + 60 * int(match[2]) if match else MAX_SHIFT_END_SECONDS + 1
    if seconds > MAX_SHIFT_END_SECONDS:
        raise ValueError(text)
    return seconds


def parsed_range(text: str) -> tuple[int, int]:
    """Two clock times such as ``11:00-13:30``, in seconds after 00:00, in whatever order.

    Raises
    ------
    ValueError
        When they are none.
    """
    begin, dash, end = re.sub("[\u2013~]", "-", text).partition("-")
    if not dash:
        raise ValueError(text)
    return parsed_clock(begin.strip()), parsed_clock(end.strip())


def skipped_time(calendar: PlanCalendar, on: date, seconds: int) -> str:
    """What is told of a local time that the clock skips; empty where it does not."""
    if not calendar.skips(on, seconds):
        return ""
    days, clock = divmod(seconds, DAY_SECONDS)
    at = f"{on + timedelta(days=days)} {clock // 3600:02d}:{clock % 3600 // 60:02d}"
    jump = calendar.clock(calendar.elapsed(on, seconds))
    return phrase(
        "{at} does not exist in {zone}: the clock jumps to {jump}",
        at=at,
        zone=calendar.zone.key,
        jump=jump,
    )


def _range_of_shift(text: str) -> tuple[int, int]:
    """Hours that may run across midnight, over by 30:00."""
    begin, end = parsed_range(text)
    end += DAY_SECONDS * (end < begin)
    if not begin < end <= MAX_SHIFT_END_SECONDS:
        raise ValueError(text)
    return begin, end


def _ranges_of_shift(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a shift, of which the second begins behind a gap, perhaps after midnight."""
    first, *more = map(_range_of_shift, text.split(","))
    for begin, end in more:
        later = DAY_SECONDS * (begin < first[0])
        begin, end = begin + later, end + later
        if len(more) > 1 or not first[1] < begin < end <= MAX_SHIFT_END_SECONDS:
            raise ValueError(text)
        return first, (begin, end)
    return (first,)


DECIMAL_POINT = phrase("use a decimal point: 12.5")
HINTS = frozenset(
    (
        DECIMAL_POINT,
        *("did you mean '{word}'?", "use one of: {words}", "use one of: {words} ..."),
        *("write a number", "write it like {example}"),
        "write it like {example}; if {day} is meant, format the column as a date",
        "write it in minutes: {minutes}",
    )
)
"""Mends that depend on what was written: the cause is one, whichever is offered for it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, or at all of a few."""
    words = sorted(known)
    folded = {known.casefold(): known for known in words}
    if near := get_close_matches(word.casefold(), folded, 1):
        return phrase("did you mean '{word}'?", word=folded[near[0]])
    if not words:
        return phrase("there are none to choose from")
    if len(words) > SOME:
        return phrase("use one of: {words} ...", words=", ".join(words[:SOME]))
    return phrase("use one of: {words}", words=", ".join(words))
