"""The judge's clock: whether a route's shown times can be those of a vehicle that drives it.

Answers show whole seconds, cut, while vehicles take hundredths of one for their ways. So every time
is known as a span of hundredths, from the first to the last that would be shown as it is, and each
step narrows the span that the next one begins with. Where a vehicle's ways take whole seconds,
every span is a single moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any

from routeplan.errors import Violation
from routeplan.phrases import Phrase, phrase

Json = dict[str, Any]
Span = tuple[float, float]


@dataclass(frozen=True)
class Trip:
    """One route as it is judged.

    Parameters
    ----------
    name
        The vehicle's id.
    hours
        Of the vehicle, in seconds.
    factor
        Hundredths of a second that it takes for a second of its profile.
    ways
        Seconds of its profile on the way to each step that has a place, but the first.
    windows
        Of each step, in seconds; empty where it has none.
    """

    name: str
    hours: Span
    factor: int
    steps: Sequence[Json]
    ways: Sequence[int]
    windows: Sequence[Sequence[Span]]

    def shown_as(self, second: int) -> Span:
        """The moments that are shown as this second."""
        return 100 * second, 100 * second + (99 if self.factor % 100 else 0)


def judge_times(trip: Trip) -> Iterator[Violation]:
    """Ways, windows and hours, step by step until the first that cannot be."""
    for before, step in pairwise(trip.steps):
        if step["arrival"] != _done(before) + step["duration"] - before["duration"]:
            yield Violation(
                "times",
                phrase("it arrives at another time than it can: {step}", step=_named(step)),
                trip.name,
            )
        if step["duration"] < before["duration"] or step["arrival"] < _done(before):
            yield Violation(
                "times", phrase("time runs backwards: {step}", step=_named(step)), trip.name
            )
    for step in trip.steps:
        if min(step.get("waiting_time", 0), step.get("setup", 0), step["service"]) < 0:
            yield Violation(
                "times", phrase("time runs backwards: {step}", step=_named(step)), trip.name
            )
    if trip.steps[0]["duration"] != 0:
        yield Violation("times", phrase("it has driven before its start"), trip.name)
    begin, end = trip.hours
    if trip.steps[0]["arrival"] < begin or trip.steps[-1]["arrival"] > end:
        yield Violation("hours", phrase("it is out before its hours or back after them"), trip.name)
    else:
        yield from _drive(trip)


def _drive(trip: Trip) -> Iterator[Violation]:
    ways = iter([*(trip.factor * way for way in trip.ways), 0])
    free = trip.shown_as(trip.steps[0]["arrival"])
    free = max(free[0], 100 * trip.hours[0]), free[1]
    there = _plus(free, next(ways))
    for k, step in enumerate(trip.steps[1:], start=1):
        driven = step["type"] != "break"
        arrive = _both(trip.shown_as(step["arrival"]), there if driven else (free[0], there[1]))
        if arrive is None:
            message = phrase(
                "it comes there from {time:g} on, not then: {step}",
                time=there[0] / 100,
                step=_named(step),
            )
            yield Violation("travel", message, trip.name)
            return
        at = _in_window(_waited(trip, k, arrive), trip.windows[k])
        if at is None:
            rule = "windows" if driven else "breaks"
            yield Violation(
                rule, phrase("it begins outside its windows: {step}", step=_named(step)), trip.name
            )
            return
        free = _plus(at, 100 * (step.get("setup", 0) + step["service"]))
        there = _plus(free, next(ways)) if driven else _after_break(step, arrive, free, there)
    if free[0] > 100 * trip.hours[1]:
        yield Violation("hours", phrase("it is back after its hours"), trip.name)


def _after_break(step: Json, arrive: Span, free: Span, there: Span) -> Span:
    """When it is at the next place, which it would have reached at ``there`` without the break."""
    if not step.get("waiting_time"):
        return _plus(there, 100 * step["service"])
    if _both(arrive, there):  # it waits where the way is at its end
        return free
    return free[0] + max(0, there[0] - arrive[1]), free[1] + there[1] - arrive[0]


def _waited(trip: Trip, k: int, arrive: Span) -> Span | None:
    """When a step begins: at once, or when it has waited; as a rule until its window opens."""
    step = trip.steps[k]
    if not step.get("waiting_time"):
        return arrive
    second = step["arrival"] + step["waiting_time"]
    if any(first == second for first, _ in trip.windows[k]):
        return _both((100 * second, 100 * second), (arrive[0], inf))
    return _both(trip.shown_as(second), (arrive[0], inf))


def _in_window(at: Span | None, windows: Sequence[Span]) -> Span | None:
    """The part of a span that lies in a window; windows are whole seconds, so only in one."""
    if at is None or not windows:
        return at
    parts = (_both(at, (100 * first, 100 * last)) for first, last in windows)
    return next((part for part in parts if part is not None), None)


def _both(a: Span, b: Span) -> Span | None:
    both = max(a[0], b[0]), min(a[1], b[1])
    return both if both[0] <= both[1] else None


def _plus(span: Span, more: float) -> Span:
    return span[0] + more, span[1] + more


def _named(step: Json) -> Phrase:
    return phrase(
        "{step} at {time}",
        step=" ".join(str(step[key]) for key in ("type", "id") if key in step),
        time=step["arrival"],
    )


def _done(step: Json) -> int:
    return int(
        step["arrival"] + step.get("waiting_time", 0) + step.get("setup", 0) + step["service"]
    )
