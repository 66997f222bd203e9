"""What a report holds, as frozen records: terminal, page, paper, table and trace read only these.

A number's name is stable: ``met`` of the station, ``met/K3`` of the officer K3, ``met/beat/K3`` of
the beat K3; behind ``@`` stand weekday and hour (``met@Mo-09``), behind ``:`` a category or reason
(``opinions:lamps``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from routeplan.phrases import phrase

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class ScopeKind(StrEnum):
    """Whose numbers."""

    STATION = "station"
    OFFICER = "officer"
    BEAT = "beat"


KIND_NAMES = {
    ScopeKind.STATION: phrase("station"),
    ScopeKind.OFFICER: phrase("officer"),
    ScopeKind.BEAT: phrase("beat"),
}


class Scope(NamedTuple):
    """Whose numbers: the station's, an officer's, or those of the households of his beat."""

    kind: ScopeKind = ScopeKind.STATION
    id: str = ""

    def name(self, measure: str, part: str = "") -> str:
        """The name of a number of this scope; ``part`` begins with ``@`` or ``:``."""
        whose = {
            ScopeKind.STATION: "",
            ScopeKind.OFFICER: f"/{self.id}",
            ScopeKind.BEAT: f"/beat/{self.id}",
        }
        return f"{measure}{whose[self.kind]}{part}"


STATION = Scope()


class ValueUnit(StrEnum):
    """What a value counts."""

    COUNT = "count"
    SECONDS = "seconds"
    DAYS = "days"


class Mark(NamedTuple):
    """What is counted and is no entry: a planned stop, a round, a promise, a step at the desk.

    ``sheet`` is the round's id; ``at`` is in seconds after 00:00.
    """

    day: date
    sheet: str
    stop: str
    at: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a report.

    Parameters
    ----------
    value
        None where it cannot be known (there is no plan).
    of
        Name of the number that this one is a part of; empty where it stands alone.
    entries
        What was counted: for each call (or household) the numbers of its entries in the log.
    marks
        What was counted besides.
    """

    name: str
    value: int | None
    unit: ValueUnit = ValueUnit.COUNT
    of: str = ""
    entries: tuple[tuple[int, ...], ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Report:
    """The numbers of the days [first, last].

    Parameters
    ----------
    scope
        Whose report it is; in the station's every officer and beat has numbers too.
    over
        Plans and promises are counted up to this day: the last one that is over, or of which every
        sheet has a result.
    missing_weeks
        Mondays of weeks without any plan: what was planned then is in no number.
    awaited
        Sheets of the day after ``over`` that have no result yet: its plan is in no number.
    """

    first: date
    last: date
    over: date
    scope: Scope
    officers: tuple[str, ...]
    beats: tuple[str, ...]
    numbers: Mapping[str, Number]
    missing_weeks: tuple[date, ...]
    awaited: int = 0

    def number(self, measure: str, scope: Scope | None = None, part: str = "") -> Number:
        """A number of the report's own scope, or of another one; 0 where nothing was counted."""
        name = (scope or self.scope).name(measure, part)
        return self.numbers.get(name) or Number(name, 0)

    def percent(self, number: Number) -> int | None:
        """A number in percent of what it is a part of; None where that is nothing or unknown."""
        whole = self.numbers[number.of].value if number.of else None
        return round(100 * number.value / whole) if whole and number.value is not None else None

    def parts(self, measure: str) -> list[tuple[str, Number]]:
        """Categories or reasons of a measure with their numbers, the most frequent first."""
        begin = self.scope.name(measure, ":")
        parts = [
            (name.removeprefix(begin), number)
            for name, number in self.numbers.items()
            if name.startswith(begin)
        ]
        return sorted(parts, key=lambda part: (-(part[1].value or 0), part[0]))

    @property
    def hours(self) -> range:
        """The hours of the day in which there were calls."""
        begin = self.scope.name("called", "@")
        known_hours = [int(name[-2:]) for name in self.numbers if name.startswith(begin)]
        return range(min(known_hours), max(known_hours) + 1) if known_hours else range(0)

    def cell(self, measure: str, weekday: int, hour: int) -> Number:
        """A number of a weekday (0 is Monday) and hour."""
        return self.number(measure, part=cell_part(weekday, hour))


def cell_part(weekday: int, hour: int) -> str:
    """``@Mo-09``."""
    return f"@{DAYS[weekday]}-{hour:02d}"
