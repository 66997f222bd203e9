"""The reports of all stations as one: the same numbers and names, each traced to its stations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from routeplan.bureau.ledger import LedgerLine
from routeplan.report.report_numbers import STATION, Number, Report, ValueUnit

NOT_SUMMED = ("matters-closed-age", "matters-open-age", "load")
"""Medians and means: those of stations do not give that of the bureau."""
LARGEST = ("matters-open-oldest",)
"""Numbers of which the bureau's is the largest of all stations."""


@dataclass(frozen=True)
class StationReport:
    """What a station has reported, read from its line of the ledger when it is wanted."""

    line: LedgerLine

    @property
    def station(self) -> str:
        """Its name."""
        return self.line.station

    @property
    def figures(self) -> dict[str, Any]:
        """As :func:`routeplan.bureau.work.result_figures.report_figures` gives them."""
        return self.line.figures


@dataclass(frozen=True)
class RolledReport:
    """The bureau's report.

    Parameters
    ----------
    report
        Each number is the sum over the stations.
    stations
        Those that are in it.
    unknown
        By number: how many stations could not know theirs, say because they have no plan. They are
        in no sum.
    """

    report: Report
    stations: tuple[StationReport, ...]
    unknown: Mapping[str, int]

    def by_station(self) -> dict[str, dict[str, int]]:
        """By number: what each station gave to it, where that is not nothing."""
        shares: dict[str, dict[str, int]] = {name: {} for name in self.report.numbers}
        for station in self.stations:
            for name, (value, _, _) in station.figures["numbers"].items():
                if value and name in shares:
                    shares[name][station.station] = value
        return shares


def rolled_report(lines: Iterable[LedgerLine]) -> RolledReport | None:
    """The reports of a run's stations as one; None where no station has one.

    Parameters
    ----------
    lines
        Of a run of ``report``: those that are done.
    """
    sums, stations = _StationSums(), []
    for line in lines:
        figures = line.figures
        if "numbers" in figures:
            sums.add(figures)
            stations.append(StationReport(line))
    if not stations:
        return None
    report = Report(
        first=min(sums.first),
        last=max(sums.last),
        over=min(sums.over),
        scope=STATION,
        officers=(),
        beats=(),
        numbers=sums.numbers,
        missing_weeks=tuple(sorted(map(date.fromisoformat, sums.missing_weeks))),
    )
    return RolledReport(report, tuple(stations), sums.unknown)


@dataclass
class _StationSums:
    """What the stations so far come to: no station's own numbers stay in memory."""

    numbers: dict[str, Number] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    missing_weeks: set[str] = field(default_factory=set)
    first: set[date] = field(default_factory=set)
    last: set[date] = field(default_factory=set)
    over: set[date] = field(default_factory=set)

    def add(self, figures: Mapping[str, Any]) -> None:
        """One station more."""
        for name, (value, unit, of) in figures["numbers"].items():
            if name not in NOT_SUMMED:
                self._add(Number(name, value, ValueUnit(unit), of))
        self.missing_weeks.update(figures["missing_weeks"])
        for days, name in ((self.first, "first"), (self.last, "last"), (self.over, "over")):
            days.add(date.fromisoformat(figures[name]))

    def _add(self, theirs: Number) -> None:
        name = theirs.name
        so_far = self.numbers.setdefault(name, replace(theirs, value=None))
        if theirs.value is None:
            self.unknown[name] = self.unknown.get(name, 0) + 1
        elif so_far.value is None:
            self.numbers[name] = theirs
        else:
            together = max if name in LARGEST else sum
            self.numbers[name] = replace(so_far, value=together([so_far.value, theirs.value]))
