"""What may leave of a plan: printable fields in the reader's language, as any file holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from routeplan.formats.exchange.exported import (
    ExportedBeat,
    ExportedHome,
    ExportedLeftOut,
    ExportedPlan,
    ExportedRound,
    ExportedStop,
    Span,
)
from routeplan.render.rounds import banners, make_rounds, resident
from routeplan.render.words.left_out_words import left_out_text
from routeplan.station.harmless_text import portable

if TYPE_CHECKING:
    from routeplan.model.inputs import Household, Inputs
    from routeplan.model.plan import LeftOut, Plan, ReserveStop, Route, Stop
    from routeplan.render.round_view import Look, ReserveRow, Resident, ShownRound, ShownStop

DECIMALS = 7
"""Of degrees: a centimetre."""


def exported_plan(
    plan: Plan, inputs: Inputs, look: Look, routes: Sequence[Route], *, made: datetime, whole: bool
) -> ExportedPlan:
    """The plan as it leaves the program.

    Parameters
    ----------
    look
        Its language, which fields may be printed, and whether it is redacted.
    routes
        The rounds that are wanted, in the plan's order.
    made
        When it is exported; aware.
    whole
        With what is left out, and with the beats.
    """
    shown = {shown.shift: shown for shown in make_rounds(plan, inputs, look)}
    export = _Export(inputs, look)
    at = inputs.station.coordinate
    return ExportedPlan(
        station=portable(inputs.station.name),
        at=(at.latitude, at.longitude),
        zone=inputs.calendar.zone,
        first_day=plan.first_day,
        days=plan.days,
        rounds=tuple(export.round(route, shown[route.shift]) for route in routes if route.stops),
        left_out=tuple(map(export.left_out, plan.left_out)) if whole else (),
        beats=tuple(export.beats()) if whole else (),
        warnings=tuple(map(portable, banners(plan, look))),
        made=made,
    )


@dataclass(frozen=True, slots=True)
class _Export:
    """Takes rounds, stops and homes over, each text as any file can hold it."""

    inputs: Inputs
    look: Look

    def round(self, route: Route, shown: ShownRound) -> ExportedRound:
        day = route.day
        return ExportedRound(
            shift=portable(route.shift),
            sheet=shown.code,
            officers=tuple(map(portable, route.officers)),
            names=tuple(map(portable, shown.names)),
            on=self.inputs.calendar.date_of(day),
            mode=route.mode.value,
            away=self._span(route.leave, route.back, day),
            stops=tuple(map(self._stop, route.stops, shown.rows, (day,) * len(route.stops))),
            reserve=tuple(
                map(self._reserve, route.reserve, shown.reserve, (day,) * len(route.reserve))
            ),
            pause=self._pause(route, shown),
            expected_met=route.expected_met,
            metres=route.travel_metres,
            travel_seconds=route.travel_seconds,
            busy_seconds=route.busy_seconds,
            idle_seconds=route.idle_seconds,
            line=tuple(
                (round(longitude, DECIMALS), round(latitude, DECIMALS))
                for latitude, longitude in route.line
            ),
        )

    def left_out(self, entry: LeftOut) -> ExportedLeftOut:
        household = self.inputs.household(entry.household)
        visit = self.inputs.visits_by_id.get(entry.visit)
        return ExportedLeftOut(
            visit=portable(entry.visit),
            home=self._home(household, resident(household, visit, self.look)),
            code=entry.code,
            reason=portable(left_out_text(entry, self.look.language)),
            broken_promise=entry.broken_promise,
            worth_seconds=entry.worth,
        )

    def beats(self) -> Iterator[ExportedBeat]:
        """Officers' beats as the tables have them, in the order of the officers."""
        from routeplan.beats.outline import outlines_of

        officers = _officers_of(self.inputs)
        shapes = outlines_of(self.inputs, officers)
        for officer in self.inputs.officers:
            if officer.id in shapes:
                count = list(officers.values()).count(officer.id)
                name = portable(officer.name)
                yield ExportedBeat(portable(officer.id), name, count, shapes[officer.id])

    def _pause(self, route: Route, shown: ShownRound) -> tuple[Span, str] | None:
        if route.pause is None or shown.pause is None:
            return None
        span = self._span(route.pause.begin, route.pause.end, route.day)
        return span, portable(shown.pause.text)

    def _stop(self, stop: Stop, row: ShownStop, day: int) -> ExportedStop:
        return ExportedStop(
            sign=str(row.number),
            visit=portable(stop.visit),
            home=self._home(self.inputs.household(stop.household), row.resident),
            span=self._span(*(stop.span or (stop.begin, stop.end)), day),
            window=row.window,
            about=_lines((*_when(row), *row.marks)),
            chance=stop.chance,
        )

    def _reserve(self, stop: ReserveStop, row: ReserveRow, day: int) -> ExportedStop:
        return ExportedStop(
            sign=row.letter,
            visit=portable(stop.visit),
            home=self._home(self.inputs.household(stop.household), row.resident),
            span=self._span(stop.window_begin, stop.window_end, day),
            window=row.window,
            about=_lines((row.after, row.detour, row.planned)),
            chance=stop.chance,
        )

    def _home(self, household: Household, shown: Resident) -> ExportedHome:
        return ExportedHome(
            id=portable(household.id),
            name=portable(shown.name),
            address=portable(shown.address),
            details=_lines(shown.details),
            latitude=round(household.coordinate.latitude, DECIMALS),
            longitude=round(household.coordinate.longitude, DECIMALS),
        )

    def _span(self, begin: int, end: int, day: int) -> Span:
        calendar = self.inputs.calendar
        return Span(
            calendar.local(begin),
            calendar.local(end),
            calendar.clock(begin, day=day),
            calendar.clock(end, day=day),
        )


def _when(row: ShownStop) -> tuple[str, ...]:
    """The span in which a visit begins, and by when it is to; nothing where one time is kept."""
    return (f"{row.begin}–{row.end}", row.booked) if row.booked else ()


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(portable(text) for text in texts if text)


def _officers_of(inputs: Inputs) -> dict[str, str]:
    """Whose beat a household is in, by the column ``officer``."""
    visits = (*inputs.visits, *inputs.later_visits, *inputs.refused_visits)
    return {
        visit.household: visit.preferred_officer
        for visit in visits
        if visit.preferred_officer is not None
    }
