"""One cell at a time: text to values, each mistake a finding with its place and its mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from routeplan.errors import Finding
from routeplan.formats.tables import Row, Table

E = TypeVar("E", bound=StrEnum)
P = TypeVar("P")
YES = {"yes", "y", "true", "1", "x", "是", "kyllä", "ja", "oui", "sí", "да"}
NO = {"", "no", "n", "false", "0", "否", "ei", "nein", "nej", "non", "нет"}
MINUTES_IN_A_DAY = 1440
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
            key = "".join(
                sign
                for sign in plain(row["id"])
                if not sign.isspace() and unicodedata.category(sign) != "Cf"
            )
            if not key:
                self.missing(row, "id", "id-missing", "it has no id", "give it one of its own")
                continue
            if key in seen:
                told = f"it stands in row {seen[key]} too"
                self.find(row, "id", "duplicate-id", told, "give each row an id of its own")
            seen.setdefault(key, row.number)

    def number(
        self, row: Row, column: str, *, low: float, high: float, default: float | None = None
    ) -> float | None:
        """A number within [low, high]; the default where the cell is empty."""
        text = plain(row[column])
        if not text:
            return default
        if not _NUMBER.fullmatch(text):
            hint = "write a point: 12.5" if re.fullmatch(r"-?\d+,\d+", text) else "write a number"
            self.find(row, column, "number-malformed", "it is not a number", hint)
            return default
        value = float(text)
        if not low <= value <= high:
            self.find(
                row,
                column,
                "number-out-of-range",
                f"it is not between {low:g} and {high:g}",
                "correct it",
            )
            return default
        return value

    def whole(
        self, row: Row, column: str, *, low: int, high: int, default: int | None = None
    ) -> int | None:
        """A whole number within [low, high]."""
        value = self.number(row, column, low=low, high=high)
        if value is None:
            return default
        if not value.is_integer():
            self.find(row, column, "number-not-whole", "it is not a whole number", "round it")
            return default
        return int(value)

    def seconds(self, row: Row, column: str, default_minutes: float) -> int:
        """Minutes in the cell, as seconds."""
        minutes = self.number(row, column, low=0, high=MINUTES_IN_A_DAY, default=default_minutes)
        return round(60 * (default_minutes if minutes is None else minutes))

    def yes(self, row: Row, column: str) -> bool:
        """yes or no; empty is no."""
        text = plain(row[column])
        if text not in YES | NO:
            self.find(
                row, column, "yes-no-malformed", "it is neither yes nor no", "write yes or no"
            )
        return text in YES

    def choice(self, row: Row, column: str, kind: type[E], default: E) -> E:
        """One of an enumeration's words."""
        text = plain(row[column])
        if not text:
            return default
        if text not in set(kind):
            self.find(
                row,
                column,
                "word-unknown",
                f"it is none of {', '.join(kind)}",
                nearest(text, list(kind)),
            )
            return default
        return kind(text)

    def date(self, row: Row, column: str) -> date | None:
        """A date such as 2026-11-24."""
        return self._parsed(row, column, date.fromisoformat, "date-malformed", "2026-11-24")

    def moment(self, row: Row, column: str) -> datetime | None:
        """A local date and time such as 2026-11-24 10:30."""
        return self._parsed(row, column, _moment, "time-malformed", "2026-11-24 10:30")

    def clock(self, row: Row, column: str) -> int | None:
        """A clock time such as 10:30, as seconds after 00:00."""
        return self._parsed(row, column, _clock, "time-malformed", "10:30")

    def clock_range(self, row: Row, column: str) -> tuple[int, int] | None:
        """Clock times such as 11:00-13:30, as seconds after 00:00; the end may be up to 30:00."""
        return self._parsed(row, column, _clock_range, "hours-malformed", "11:00-13:30")

    def words(self, row: Row, column: str) -> frozenset[str]:
        """Words separated by space, comma, semicolon or ``|``."""
        return frozenset(filter(None, re.split(r"[\s,;|，；、]+", row[column])))

    def _parsed(
        self, row: Row, column: str, parse: Callable[[str], P], code: str, example: str
    ) -> P | None:
        text = plain(row[column])
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            fix = f"write it like {example}"
            if code in ("date-malformed", "time-malformed"):
                fix += _as_day_count(text)
            self.find(row, column, code, "it cannot be read", fix)
            return None


def plain(text: str) -> str:
    """The text with full-width digits and signs made plain, without case and space around."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _as_day_count(text: str) -> str:
    """A hint where a spreadsheet shows the date's number, days since 1899-12-30."""
    if not re.fullmatch(r"[1-9]\d{4}(\.\d+)?", text):
        return ""
    day = date(1899, 12, 30) + timedelta(days=float(text) // 1)
    return f"; if {day} is meant, format the column as a date"


def _moment(text: str) -> datetime:
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[ t]+(\d{1,2}):(\d{2})(:00)?", text)
    if not match:
        raise ValueError(text)
    day, hour, minute, _ = match.groups()
    return datetime.combine(date.fromisoformat(day), time(int(hour), int(minute)))


def _clock(text: str) -> int:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if not match:
        raise ValueError(text)
    at = time(int(match[1]), int(match[2]))
    return 3600 * at.hour + 60 * at.minute


def _clock_range(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})", text)
    if not match:
        raise ValueError(text)
    hour, minute, last_hour, last_minute = (int(part) for part in match.groups())
    begin, end = 3600 * hour + 60 * minute, 3600 * last_hour + 60 * last_minute
    if not (begin < end <= 30 * 3600) or minute > 59 or last_minute > 59:
        raise ValueError(text)
    return begin, end


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, or at all of a few."""
    words = sorted(known)
    folded = {known.casefold(): known for known in words}
    if near := get_close_matches(word.casefold(), folded, 1):
        return f"do you mean '{folded[near[0]]}'?"
    if not words:
        return "there are none to choose from"
    return f"known are {', '.join(words[:8])}" + (" ..." if len(words) > 8 else "")
