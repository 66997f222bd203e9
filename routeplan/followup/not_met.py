"""Who was not met on the rounds of a day, for the cards that are left or sent afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from routeplan.followup.follow_through import last_calls
from routeplan.followup.logged_rounds import callers
from routeplan.model.inputs import Inputs
from routeplan.visitlog.log_records import Channel, Result, Round
from routeplan.visitlog.reading import entries, rounds


class NotMet(NamedTuple):
    """Rounds with the stops where nobody was met, and who came, by day and visit."""

    rounds: tuple[Round, ...]
    callers: dict[tuple[date, str], list[str]]


def recorded_day(
    log: Connection, officer: str | None = None, day: date | None = None
) -> date | None:
    """The last day of which a round (of that officer, or on that day) was recorded, if any."""
    (text,) = log.execute(
        "SELECT max(day) FROM holding WHERE round != '' AND (? IS NULL OR day = ?) "
        "AND (? IS NULL OR instr('+' || officers || '+', '+' || ? || '+'))",
        (*[day and day.isoformat()] * 2, *[officer] * 2),
    ).fetchone()
    return date.fromisoformat(text) if text else None


def rounds_not_met(
    log: Connection, day: date, inputs: Inputs, officer: str | None = None
) -> NotMet:
    """A day's rounds (of that officer), with the stops where nobody opened, nor was met since.

    A home on two officers' rounds stands in the first of them. Homes that the tables no longer
    have, or that ask not to be called on, are left away.
    """
    shut = {
        (call.entry.round, call.entry.stop)
        for call in entries(log, day, day)
        if call.entry.result is Result.OUT and call.entry.channel is Channel.HOME
    }
    last = last_calls(log, day, date.max)
    wanted = {
        household.id
        for household in inputs.households
        if not household.do_not_call
        and household.id in last
        and last[household.id].result is Result.OUT
    }
    recorded = [
        replace(
            logged_round,
            stops=tuple(
                stop for stop in logged_round.stops if (logged_round.id, stop.stop) in shut
            ),
        )
        for logged_round in rounds(log, day, day)
    ]
    theirs = [
        logged_round for logged_round in recorded if officer in (None, *logged_round.officers)
    ]
    return NotMet(tuple(_once(theirs, wanted)), callers(recorded))


def _once(recorded: Iterable[Round], wanted: set[str]) -> Iterator[Round]:
    """The rounds with those homes that are wanted, each the first time; none that is empty."""
    for logged_round in recorded:
        stops = tuple(stop for stop in logged_round.stops if stop.household in wanted)
        wanted = wanted - {stop.household for stop in stops}
        if stops:
            yield replace(logged_round, stops=stops)
