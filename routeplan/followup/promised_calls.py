"""Promises as calls at doors: who could make them, and whether all of them can be made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from routeplan.model.inputs import Coordinate, Inputs, Mode, Shift, Visit
from routeplan.model.places import great_circle_metres_between
from routeplan.phrases import phrase
from routeplan.travel.straight_line import METRES_PER_SECOND
from routeplan.visitlog.log_records import Promised

MOST_TOGETHER = 10
"""So many promises around one are shared out among officers, the nearest in time."""


class Team(NamedTuple):
    """Officers who could make a call together, and the fastest of their modes."""

    officers: frozenset[str]
    mode: Mode


@dataclass(frozen=True)
class PromisedCall:
    """A promise as a call from ``begin`` to ``end``, in elapsed seconds.

    It may begin ``tolerance`` seconds before or after its time.
    """

    promised: Promised
    visit: Visit
    where: Coordinate
    begin: int
    end: int
    tolerance: int

    @property
    def officer(self) -> str | None:
        """Who was promised."""
        return self.promised.promise.officer

    def offered_at(self, begin: int) -> PromisedCall:
        """The same call at another time, to be kept to the minute."""
        return replace(self, begin=begin, end=begin + self.end - self.begin, tolerance=0)


def may_come(call: PromisedCall, shift: Shift) -> bool:
    """Whether it is the shift of the officer promised, else one with the skills needed."""
    officer = call.officer
    return officer in shift.officers if officer else call.visit.skills <= shift.skills


def why_not(call: PromisedCall, shift: Shift, station: Coordinate) -> str:
    """Why a shift whose hours hold the call cannot keep it; empty where it can."""
    way = seconds_between(station, call.where, shift.mode)
    first, last = call.begin - call.tolerance, call.begin + call.tolerance
    first, length, pause = max(first, shift.begin + way), call.end - call.begin, shift.pause
    if first > last or first + length + way > shift.end:
        return phrase(
            "the way to the station takes {minutes} minutes at least", minutes=-(-way // 60)
        )
    if pause and pause.earliest + pause.seconds > last and first + length > pause.latest:
        return phrase("it leaves no time for the break")
    return ""


def fits(call: PromisedCall, shift: Shift, station: Coordinate) -> bool:
    """Whether the shift alone can keep the promise."""
    is_on = shift.begin <= call.begin and call.end <= shift.end
    return is_on and may_come(call, shift) and not why_not(call, shift, station)


def second_officers(call: PromisedCall, first: Shift, inputs: Inputs) -> list[Shift]:
    """The shifts of those who could come with the officer of another one; a crew needs nobody."""
    return [
        shift
        for shift in inputs.shifts
        if not {*shift.officers} & {*first.officers}
        and shift.begin <= call.begin
        and call.end <= shift.end
        and not why_not(call, shift, inputs.station.coordinate)
    ]


def seconds_between(one: Coordinate, other: Coordinate, mode: Mode) -> int:
    """The least that the way between two points takes: along a straight line."""
    return ceil(great_circle_metres_between(one, other) / METRES_PER_SECOND[mode])


def around(call: PromisedCall, known: Sequence[PromisedCall], inputs: Inputs) -> list[PromisedCall]:
    """The call, those that the same officer could not make beside it, and those beside these."""
    group, rest = (
        [call],
        sorted(known, key=lambda promised_call: abs(promised_call.begin - call.begin)),
    )
    for promised_call in group:  # grows meanwhile
        met = [other for other in rest if may_meet(promised_call, other, inputs)]
        group += met[: MOST_TOGETHER - len(group)]
        rest = [other for other in rest if other not in group]
    return group


def may_meet(one: PromisedCall, other: PromisedCall, inputs: Inputs) -> bool:
    """Whether one officer, of those who may be meant, cannot make both."""
    named = {promised_call.officer for promised_call in (one, other)} - {None}
    alone = max(one.visit.officers_needed, other.visit.officers_needed) == 1
    if len(named) > 1 and alone:
        return False
    modes = {officer.mode for officer in inputs.officers if not named or officer.id in named}
    return any(_meet(one, other, mode) for mode in modes)


def can_share(calls: Sequence[PromisedCall], inputs: Inputs) -> bool:
    """Whether every call can have a team that is not needed, or on its way, elsewhere then."""
    teams = sorted(((call, _teams(call, inputs)) for call in calls), key=lambda pair: len(pair[1]))
    return _share([(call, able) for call, able in teams if able], [])


def _share(
    calls: Sequence[tuple[PromisedCall, list[Team]]], given: list[tuple[PromisedCall, Team]]
) -> bool:
    if not calls:
        return True
    (call, teams), rest = calls[0], calls[1:]
    return any(
        _share(rest, [*given, (call, team)])
        for team in dict.fromkeys(teams)
        if all(
            not (team.officers & theirs.officers)
            or not _meet(call, other, _faster(team.mode, theirs.mode))
            for other, theirs in given
        )
    )


def _teams(call: PromisedCall, inputs: Inputs) -> list[Team]:
    """Who could make the call. Where nobody is on shift, whoever would have to be."""
    single = [
        Team(frozenset(shift.officers), shift.mode)
        for shift in inputs.shifts
        if fits(call, shift, inputs.station.coordinate)
    ]
    if not single:
        single = [
            Team(frozenset((officer.id,)), officer.mode)
            for officer in inputs.officers
            if call.officer in (None, officer.id)
        ]
    if call.visit.officers_needed == 1:
        return single
    crews = [team for team in single if len(team.officers) > 1]
    return crews + list(_pairs(call, single, inputs))


def _pairs(call: PromisedCall, single: Sequence[Team], inputs: Inputs) -> Iterator[Team]:
    """Two officers from two rounds; the second one need not be promised, nor have the skills."""
    others = [
        Team(frozenset(shift.officers), shift.mode)
        for shift in inputs.shifts
        if shift.begin <= call.begin and call.end <= shift.end
    ]
    for one in single:
        for other in others or single:
            if len(one.officers) == len(other.officers) == 1 and one.officers != other.officers:
                yield Team(one.officers | other.officers, _faster(one.mode, other.mode))


def _faster(one: Mode, other: Mode) -> Mode:
    return max(one, other, key=METRES_PER_SECOND.__getitem__)


def _meet(one: PromisedCall, other: PromisedCall, mode: Mode) -> bool:
    """Whether the later one begins before somebody can come from the earlier one."""
    earlier, later = sorted((one, other), key=lambda promised_call: promised_call.begin)
    return earlier.end + seconds_between(one.where, other.where, mode) > later.begin
