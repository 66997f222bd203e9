"""The reports of all stations as one: the same numbers and names, each traced to its stations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from routeplan.bureau.ledger import Line
from routeplan.report.records import STATION, Mark, Number, Report, Unit

NOT_SUMMED = ("matters-closed-age", "matters-open-age", "load")
"""Medians and means: those of stations do not give that of the bureau."""
LARGEST = ("matters-open-oldest",)
"""Numbers of which the bureau's is the largest of all stations."""


@dataclass(frozen=True)
class StationReport:
    """What a station has reported."""

    station: str
    figures: Mapping[str, Any]

    def number(self, name: str) -> Number | None:
        """One of its numbers, without entries; None where it has none of that name."""
        if name not in self.figures["numbers"]:
            return None
        value, unit, of = self.figures["numbers"][name]
        return Number(name, value, Unit(unit), of)


@dataclass(frozen=True)
class RolledReport:
    """The bureau's report.

    Parameters
    ----------
    report
        Each number is the sum over the stations, its marks say what each of them gave.
    stations
        Those that are in it.
    unknown
        By number: how many stations could not know theirs, say because they have no plan. They are
        in no sum.
    """

    report: Report
    stations: tuple[StationReport, ...]
    unknown: Mapping[str, int]


def rolled_report(lines: Iterable[Line]) -> RolledReport | None:
    """The reports of a run's stations as one; None where no station has one.

    Parameters
    ----------
    lines
        Of a run of ``report``: those that are done.
    """
    stations = tuple(
        StationReport(line.station, line.figures) for line in lines if "numbers" in line.figures
    )
    if not stations:
        return None
    first, last, over = (
        [date.fromisoformat(each.figures[name]) for each in stations]
        for name in ("first", "last", "over")
    )
    numbers, unknown = _numbers(stations)
    missing = {week for each in stations for week in each.figures["missing_weeks"]}
    report = Report(
        first=min(first),
        last=max(last),
        over=min(over),
        scope=STATION,
        officers=(),
        beats=(),
        numbers=numbers,
        missing_weeks=tuple(sorted(map(date.fromisoformat, missing))),
    )
    return RolledReport(report, stations, unknown)


def _numbers(stations: Iterable[StationReport]) -> tuple[dict[str, Number], dict[str, int]]:
    given: dict[str, list[tuple[StationReport, Number]]] = defaultdict(list)
    for station in stations:
        for name in station.figures["numbers"]:
            number = station.number(name)
            if number is not None and name not in NOT_SUMMED:
                given[name].append((station, number))
    numbers = {name: _rolled(name, theirs) for name, theirs in given.items()}
    unknown = {
        name: count
        for name, theirs in given.items()
        if (count := sum(number.value is None for _, number in theirs))
    }
    return numbers, unknown


def _rolled(name: str, theirs: list[tuple[StationReport, Number]]) -> Number:
    known = [number.value for _, number in theirs if number.value is not None]
    together = max if name in LARGEST else sum
    _, like = theirs[0]
    value = together(known) if known else None
    return Number(name, value, like.unit, like.of, marks=tuple(_marks(theirs)))


def _marks(theirs: Iterable[tuple[StationReport, Number]]) -> Iterator[Mark]:
    """What each station gave: ``routeplan report STATION --trace`` goes on from there."""
    for station, number in theirs:
        if number.value:
            on = date.fromisoformat(station.figures["last"])
            yield Mark(on, station.station, "", None, str(number.value))
