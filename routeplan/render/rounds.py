"""What is shown of a round, decided once for pages and sheets: texts, rows, markers, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from routeplan.model.inputs import Household, Inputs, Priority, Visit
from routeplan.model.plan import LONG_WAIT_SECONDS, Leg, Plan, ReserveStop, Route, RouteBreak, Stop
from routeplan.model.sheet_codes import RESERVE_LETTERS, sheet_codes, sheet_id
from routeplan.render.projection import Point
from routeplan.render.round_view import (
    Look,
    Marker,
    MarkerKind,
    PauseRow,
    ReserveRow,
    Resident,
    ShownRound,
    ShownStop,
)
from routeplan.render.words.page_words import hours, length, long_date, minutes, short_date

NOON = "12:00"
WORTH_TELLING_SECONDS = 120
"""A wait at a door, or the way around a break, shorter than this is not told."""
MARKER_RUNS = 5
"""A marker spells out so many runs of numbers at the most."""
_CHINESE_HOUSE_NUMBER = re.compile(r"\d+(?=[号號])")
_HOUSE_NUMBER = re.compile(r"(?<!\w)[1-9]\d{0,3}(?!\d|\.\s*\w)(?:\s?[A-Za-z](?![\w/'’]))?(?!\w)")


def make_rounds(plan: Plan, inputs: Inputs, look: Look) -> list[ShownRound]:
    """Every shift of the plan that has a visit, in the plan's order."""
    codes = sheet_codes(plan)
    return [
        _RouteTeller(plan, inputs, look, route, codes[route.shift]).round()
        for route in plan.routes
        if route.stops
    ]


def banners(plan: Plan, look: Look) -> tuple[str, ...]:
    """What every page and sheet of this plan must say at the top."""
    words = look.words
    said = [("demo", look.demo), ("straight_line", plan.straight_line), ("redacted", look.redacted)]
    return tuple(words[key] for key, holds in said if holds)


def resident(household: Household, visit: Visit | None, look: Look) -> Resident:
    """What may be shown: printable fields only; redacted, the id and the house number."""
    if look.redacted:
        number = house_number(household.address)
        said = look.words["house"].format(number=number) if number else ""
        return Resident(household.id, said, ())
    shown = {"id": household.id, "name": household.name, "address": household.address}
    shown |= {"availability": household.availability, "task": household.task}
    shown |= {"note": household.note, **household.extra}
    fields = {key: shown.get(key, "").strip() for key in look.printable}
    name = fields.pop("name", "") or (visit.id if visit else household.id)
    return Resident(name, fields.pop("address", ""), tuple(filter(None, fields.values())))


def house_number(address: str) -> str:
    """``4 B`` of ``Vilhonkatu 4 B as. 12``, ``12`` of ``人民路12号3栋``; empty when in doubt."""
    number = _CHINESE_HOUSE_NUMBER.search(address) or _HOUSE_NUMBER.search(address)
    return number[0] if number else ""


def stop_numbers(numbers: Sequence[int], signs: Sequence[str] = ()) -> str:
    """``4-6, 9`` for [4, 5, 6, 9]; ``A-C`` for [1, 2, 3] with letters as ``signs``."""
    said = [signs[number - 1] if signs else str(number) for number in numbers]
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [said[k] for k, _ in group]
        runs.append(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}")
    if len(runs) > MARKER_RUNS:
        return ", ".join(runs[: MARKER_RUNS - 1]) + f" … {said[-1]}"
    return ", ".join(runs)


@dataclass(frozen=True, slots=True)
class _RouteTeller:
    """Puts one route into words."""

    plan: Plan
    inputs: Inputs
    look: Look
    route: Route
    code: str

    def round(self) -> ShownRound:
        route, inputs, language = self.route, self.inputs, self.look.language
        on = inputs.calendar.date_of(route.day)
        return ShownRound(
            shift=route.shift,
            code=self.code,
            sheet=sheet_id(route, self.plan.first_day),
            day=route.day,
            officers=route.officers,
            names=tuple(inputs.officers_by_id[officer].name for officer in route.officers),
            date=long_date(on, language),
            short_date=short_date(on, language),
            facts=tuple(self._facts()),
            rows=tuple(self._row(k, stop) for k, stop in enumerate(route.stops, start=1)),
            pause=self._pause(),
            way_back=self._way_back(),
            reserve=tuple(map(self._reserve, RESERVE_LETTERS, route.reserve)),
            markers=tuple(self._markers()),
            ways=tuple(leg.line for leg in self._legs() if len(leg.line) > 1),
            banners=banners(self.plan, self.look),
            busy=route.busy_seconds,
            expected_busy=route.expected_busy,
            visits=len(route.stops),
        )

    def _say(self, key: str, **values: object) -> str:
        return self.look.words[key].format(**values)

    def _clock(self, elapsed: int) -> str:
        return self.inputs.calendar.clock(elapsed, day=self.route.day)

    def _legs(self) -> list[Leg]:
        return [*(stop.leg for stop in self.route.stops), self.route.way_back]

    def _facts(self) -> Iterator[str]:
        route, language = self.route, self.look.language
        visits = len(route.stops)
        yield f"{visits} {self._say('visit' if visits == 1 else 'visits')}"
        yield self._say("expected", count=int(route.expected_met + 0.5))
        yield f"{length(route.travel_metres, language)} {self._say(route.mode.value)}"
        yield self._say("leave", time=self._clock(route.leave))
        yield self._say("back", time=self._clock(route.back))
        yield self._say("busy", hours=hours(route.busy_seconds))

    def _row(self, number: int, stop: Stop) -> ShownStop:
        inputs = self.inputs
        visit, household = inputs.visits_by_id[stop.visit], inputs.household(stop.household)
        begin, end = stop.span or (stop.begin, stop.end)
        return ShownStop(
            number=number,
            afternoon=self._afternoon(stop),
            begin=self._clock(begin),
            end=self._clock(end),
            window=f"{self._clock(stop.window_begin)}–{self._clock(stop.window_end)}",
            way=self._way(stop),
            via=self._via(stop.leg),
            wait=self._wait(stop),
            resident=resident(household, visit, self.look),
            marks=tuple(self._marks(stop, visit)),
            free=self._free(number, stop),
            booked=self._say("be_there_by", time=self._clock(stop.begin)) if stop.span else "",
        )

    def _afternoon(self, stop: Stop) -> bool:
        return self._clock(stop.begin) >= NOON

    def _way(self, stop: Stop) -> str:
        language = self.look.language
        if not stop.leg.metres:
            return self._say("same_building")
        return f"{minutes(stop.leg.seconds, language)} · {length(stop.leg.metres, language)}"

    def _wait(self, stop: Stop) -> str:
        seconds = stop.begin - stop.arrive
        if not WORTH_TELLING_SECONDS <= seconds < LONG_WAIT_SECONDS:
            return ""
        return self._say("wait", minutes=seconds // 60)

    def _free(self, number: int, stop: Stop) -> str:
        """A long wait, and the station where there is time for both ways."""
        seconds = stop.begin - stop.arrive
        if seconds < LONG_WAIT_SECONDS:
            return ""
        span = {
            "number": number,
            "minutes": seconds // 60,
            "begin": self._clock(stop.arrive),
            "end": self._clock(stop.begin),
        }
        if stop.stay is None:
            return self._say("free", **span)
        there, leave = self._clock(stop.stay.there), self._clock(stop.stay.leave)
        return self._say("free_station", there=there, leave=leave, **span)

    def _via(self, leg: Leg) -> str:
        """The streets of a leg; redacted, they would name the home's own."""
        if self.look.redacted:
            return ""
        streets = list(dict.fromkeys(turn.street for turn in leg.turns if turn.street))
        return self._say("via", streets=", ".join(streets)) if streets else ""

    def _marks(self, stop: Stop, visit: Visit) -> Iterator[str]:
        if visit.appointment:
            at, seconds = self.inputs.calendar, visit.appointment.at_seconds
            promised = at.clock(at.elapsed(visit.appointment.on, seconds), day=self.route.day)
            yield self._say("appointment", time=promised)
        elif visit.priority == Priority.MUST:
            yield self._say("must")
        if stop.partners:
            names = (self.inputs.officers_by_id[officer].name for officer in stop.partners)
            yield self._say("together", names=", ".join(names))

    def _pause(self) -> PauseRow | None:
        pause = self.route.pause
        if pause is None:
            return None
        text = self._say("break", begin=self._clock(pause.begin), end=self._clock(pause.end))
        where = self._where(pause)
        # A break after the way back stands below the line that says when they are back.
        back = pause.after == len(self.route.stops) and pause.begin >= self.route.back
        return PauseRow(pause.after + back, f"{text} · {where}" if where else text)

    def _where(self, pause: RouteBreak) -> str:
        """Where on its leg the break is taken; empty where the leg is too short to matter."""
        route, number = self.route, pause.after + 1
        if pause.after == 0 and pause.end <= route.leave:
            return self._say("break_station")
        way = self._legs()[pause.after].seconds
        if way < WORTH_TELLING_SECONDS:
            return ""
        walked = pause.begin - (route.stops[pause.after - 1].end if pause.after else route.leave)
        at = "break_before" if walked <= 0 else "break_after" if walked >= way else "break_amid"
        return self._say(at if number <= len(route.stops) else f"{at}_back", number=number)

    def _way_back(self) -> str:
        language, leg = self.look.language, self.route.way_back
        back = self._say("way_back", time=self._clock(self.route.back))
        return f"{back} ({minutes(leg.seconds, language)} · {length(leg.metres, language)})"

    def _reserve(self, letter: str, stop: ReserveStop) -> ReserveRow:
        inputs, planned = self.inputs, stop.planned
        visit, household = inputs.visits_by_id[stop.visit], inputs.household(stop.household)
        day = "" if planned is None else self._day(planned)
        return ReserveRow(
            letter=letter,
            resident=resident(household, visit, self.look),
            window=f"{self._clock(stop.window_begin)}–{self._clock(stop.window_end)}",
            after=self._say("after", number=stop.after) if stop.after else self._say("at_first"),
            detour=self._say("detour", minutes=round(stop.detour_seconds / 60)),
            planned=self._say("planned", day=day) if day else "",
        )

    def _day(self, day: int) -> str:
        return short_date(self.inputs.calendar.date_of(day), self.look.language)

    def _markers(self) -> Iterator[Marker]:
        """One marker a place: the station, reserve stops, then stops on top."""
        inputs = self.inputs
        station = inputs.station.coordinate
        yield Marker("", "station", (station.latitude, station.longitude))
        taken: dict[int, list[int]] = {}
        for number, stop in enumerate(self.route.stops, start=1):
            taken.setdefault(inputs.household(stop.household).place, []).append(number)
        spare: dict[int, list[int]] = {}
        for number, reserve in enumerate(self.route.reserve, start=1):
            spare.setdefault(inputs.household(reserve.household).place, []).append(number)
        for place, numbers in spare.items():
            letters = tuple(RESERVE_LETTERS[number - 1] for number in numbers)
            yield Marker(
                stop_numbers(numbers, RESERVE_LETTERS), "reserve", self._at(place), letters
            )
        for place, numbers in taken.items():
            late = self._afternoon(self.route.stops[numbers[0] - 1])
            kind: MarkerKind = "afternoon" if late else "morning"
            yield Marker(stop_numbers(numbers), kind, self._at(place), tuple(map(str, numbers)))

    def _at(self, place: int) -> Point:
        where = self.inputs.places[place].coordinate
        return where.latitude, where.longitude
