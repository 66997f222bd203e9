"""A plan as tables: rounds, stops, reserve stops and what is left out; CSV files of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from routeplan.formats.exchange.exported import (
    ExportedHome,
    ExportedPlan,
    ExportedRound,
    ExportedStop,
)
from routeplan.formats.station.officer_column import table_for_people

ROUNDS, STOPS, RESERVE, LEFT_OUT = "rounds", "stops", "reserve", "left_out"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    ROUNDS: (
        *("date", "officers", "names", "shift", "sheet", "mode", "leave", "back", "visits"),
        *("expected_met", "metres", "travel_minutes", "busy_minutes", "idle_minutes"),
    ),
    STOPS: (
        *("date", "officers", "names", "shift", "number", "begin", "end", "window", "visit"),
        *("household", "name", "address", "details", "about", "chance", "latitude", "longitude"),
    ),
    RESERVE: (
        *("date", "officers", "names", "shift", "letter", "begin", "end", "visit"),
        *("chance", "household", "name", "address", "details", "about", "latitude", "longitude"),
    ),
    LEFT_OUT: (
        *("visit", "household", "name", "address", "details", "code", "reason"),
        *("broken_promise", "worth_minutes", "latitude", "longitude"),
    ),
}
CLOCKS = ("leave", "back", "begin", "end")
"""Columns of clock times, which read on after midnight: ``25:10``."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One table: every row has every column. Dates are dates, clocks texts, numbers numbers."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def cells(self) -> Iterator[list[object]]:
        """The cells of each row."""
        return ([row[column] for column in self.columns] for row in self.rows)


def plan_tables(plan: ExportedPlan) -> tuple[PlanTable, ...]:
    """All tables, each also where it has no rows."""
    rows = {
        ROUNDS: [_round(exported) for exported in plan.rounds],
        STOPS: [_stop(exported, stop) for exported in plan.rounds for stop in exported.stops],
        RESERVE: [
            _reserve(exported, stop) for exported in plan.rounds for stop in exported.reserve
        ],
        LEFT_OUT: [
            {
                "visit": entry.visit,
                **_home(entry.home),
                "code": entry.code,
                "reason": entry.reason,
                "broken_promise": entry.broken_promise,
                "worth_minutes": _minutes(entry.worth_seconds),
            }
            for entry in plan.left_out
        ],
    }
    return tuple(PlanTable(name, COLUMNS[name], tuple(rows[name])) for name in COLUMNS)


def csv_files(plan: ExportedPlan) -> dict[str, bytes]:
    """Each table's CSV file by the table's name: UTF-8 with a BOM, no formulas."""
    return {table.name: table_for_people(table.columns, table.cells) for table in plan_tables(plan)}


def _who(shown: ExportedRound) -> Row:
    return {
        "date": shown.on,
        "officers": shown.who,
        "names": " + ".join(shown.names),
        "shift": shown.shift,
    }


def _round(shown: ExportedRound) -> Row:
    return {
        **_who(shown),
        "sheet": shown.sheet,
        "mode": shown.mode,
        "leave": shown.away.begin_clock,
        "back": shown.away.end_clock,
        "visits": len(shown.stops),
        "expected_met": round(shown.expected_met, 2),
        "metres": shown.metres,
        "travel_minutes": _minutes(shown.travel_seconds),
        "busy_minutes": _minutes(shown.busy_seconds),
        "idle_minutes": _minutes(shown.idle_seconds),
    }


def _stop(shown: ExportedRound, stop: ExportedStop) -> Row:
    return {
        **_who(shown),
        "number": int(stop.sign),
        "window": stop.window,
        "chance": stop.chance,
        **_visit(stop),
    }


def _reserve(shown: ExportedRound, stop: ExportedStop) -> Row:
    return {**_who(shown), "letter": stop.sign, "chance": stop.chance, **_visit(stop)}


def _visit(stop: ExportedStop) -> Row:
    return {
        "begin": stop.span.begin_clock,
        "end": stop.span.end_clock,
        "visit": stop.visit,
        "about": "\n".join(stop.about),
        **_home(stop.home),
    }


def _home(home: ExportedHome) -> Row:
    return {
        "household": home.id,
        "name": home.name,
        "address": home.address,
        "details": "\n".join(home.details),
        "latitude": home.latitude,
        "longitude": home.longitude,
    }


def _minutes(seconds: int) -> float:
    return round(seconds / 60, 1)
