"""Sheets that cannot be as they were filled in: what no way, no luck and no watch explains.

Nobody is accused by this: it says which sheets are worth a call by the chief, and on whom. Three
questions are put to every sheet, each of which an honest one answers wrongly on few days in a
thousand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from math import exp, log, sqrt
from random import Random

from routeplan.model.inputs import Inputs, Mode
from routeplan.model.places import great_circle_metres_between
from routeplan.phrases import phrase
from routeplan.visitlog.log_records import Channel, Entry, Result, Round, RoundStop

FASTEST = {Mode.FOOT: 2.5, Mode.BIKE: 8.0, Mode.CAR: 25.0}
"""Metres a second as the crow flies that nobody beats from door to door."""
ROUNDED_SECONDS = 120
"""Times are written down in minutes, and a watch may be a minute off."""
CANNOT_BE = 2
"""One way too short is a slip of the pen."""
LIKELY_ENOUGH = 0.01
"""An honest sheet is rarer than this in each question about luck."""
MOST_OF_THEM = 2 / 3
"""So many visits of the same minutes are always the same."""
FEWEST_CALLS = 6
"""Of fewer calls nothing can be said."""
ENOUGH_OTHERS = 30
"""So many calls of other sheets tell how true the chances are."""
CALLED_AGAIN = 5
"""Homes that the chief may call on himself, at most."""
SURE = 0.98
STEPS, MOST_SHIFT = 40, 3.0


class Doubt(StrEnum):
    """Why a sheet cannot be."""

    WAYS = "ways"
    MET = "met"
    MINUTES = "minutes"


DOUBTS = {
    Doubt.WAYS: phrase("doors nearer in time than any way"),
    Doubt.MET: phrase("more people met than the chances allow"),
    Doubt.MINUTES: phrase("always the same minutes"),
}


@dataclass(frozen=True, slots=True)
class AuditedSheet:
    """A sheet with a doubt about it.

    Parameters
    ----------
    sheet, code, day, officers
        As on the sheet.
    calls, met
        Recorded of it at doors.
    expected
        How many were likely to be met of those whose chance is known.
    doubts
        By which questions; not empty.
    homes
        Ids of three to five households drawn from those met, for a call of the chief's own.
    """

    sheet: str
    code: str
    day: date
    officers: tuple[str, ...]
    calls: int
    met: int
    expected: float
    doubts: tuple[Doubt, ...]
    homes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A round and what was recorded of it, in the order in which it was called."""

    round: Round
    entries: tuple[Entry, ...]

    @property
    def chances(self) -> list[tuple[float, bool]]:
        """Of every call whose chance was planned: that, and whether somebody was met."""
        known = []
        for entry in self.entries:
            stop = self.round.stop(entry.stop)
            if stop and stop.chance is not None and not stop.is_promised:
                known.append((stop.chance, entry.result.is_met))
        return known


def audit(sheets: Sequence[FilledSheet], inputs: Inputs) -> list[AuditedSheet]:
    """Those of the sheets that cannot be, by day and code."""
    usual, middle = (
        _Minutes(sheets),
        {filled_sheet.round.id for filled_sheet in _middle_half(sheets)},
    )
    known = Counter(
        pair
        for filled_sheet in sheets
        if filled_sheet.round.id in middle
        for pair in filled_sheet.chances
    )
    doubtful = []
    for sheet in sheets:
        others = known - Counter(sheet.chances) if sheet.round.id in middle else known
        questions = {
            Doubt.WAYS: _ways_too_short(sheet, inputs) >= CANNOT_BE,
            Doubt.MET: _luck(sheet.chances, others) < LIKELY_ENOUGH,
            Doubt.MINUTES: usual.how_likely(sheet) < LIKELY_ENOUGH,
        }
        doubts = tuple(doubt for doubt, holds in questions.items() if holds)
        if doubts:
            doubtful.append(_audited(sheet, doubts))
    return sorted(doubtful, key=lambda doubtful_sheet: (doubtful_sheet.day, doubtful_sheet.code))


def _middle_half(sheets: Sequence[FilledSheet]) -> list[FilledSheet]:
    """Those that met neither the most nor the least for their chances: fakes hardly move them."""

    def luck(sheet: FilledSheet) -> float:
        spread = sum(chance * (1 - chance) for chance, _ in sheet.chances)
        surprise = sum(is_met - chance for chance, is_met in sheet.chances)
        return surprise / sqrt(spread) if spread else 0.0

    ordered = sorted(sheets, key=luck)
    quarter = len(ordered) // 4
    return ordered[quarter : len(ordered) - quarter]


def filled(entries: Iterable[Entry], rounds: Iterable[Round]) -> list[FilledSheet]:
    """Each round with calls at doors enough; refusals, moves and wrong addresses are calls too."""
    of_round: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.round and entry.channel is Channel.HOME:
            of_round[entry.round].append(entry)
    return [
        FilledSheet(
            logged_round,
            tuple(sorted(of_round[logged_round.id], key=lambda entry: entry.called_at or 0)),
        )
        for logged_round in {known_round.id: known_round for known_round in rounds}.values()
        if len(of_round[logged_round.id]) >= FEWEST_CALLS
    ]


def _ways_too_short(sheet: FilledSheet, inputs: Inputs) -> int:
    """Pairs of calls one after the other at times that somebody wrote, too near for any way.

    A time as planned is no time that somebody wrote. The first call lasts as long as written.
    """
    officers = [inputs.officers_by_id.get(officer) for officer in sheet.round.officers]
    modes = [officer.mode for officer in officers if officer]
    speed = max((FASTEST[mode] for mode in modes), default=max(FASTEST.values()))
    short = 0
    for one, other in pairwise(entry for entry in sheet.entries if _written(sheet, entry)):
        homes = [inputs.households_by_id.get(entry.household) for entry in (one, other)]
        if None in homes or one.called_at is None or other.called_at is None:
            continue
        here, there = (home.coordinate for home in homes if home)
        lasted = (one.seconds or 0) if one.result.is_met else 0
        between = other.called_at - one.called_at - lasted + ROUNDED_SECONDS
        short += between < great_circle_metres_between(here, there) / speed
    return short


def _written(sheet: FilledSheet, entry: Entry) -> bool:
    stop: RoundStop | None = sheet.round.stop(entry.stop)
    return entry.called_at is not None and not (stop and stop.begin == entry.called_at)


def _luck(theirs: Sequence[tuple[float, bool]], others: Counter[tuple[float, bool]]) -> float:
    """How likely so many of these doors open, or more; 1 where too few chances are known.

    Chances may be too low for all: they are raised as far as other sheets say, never lowered.
    """
    if len(theirs) < FEWEST_CALLS:
        return 1.0
    shift = _shift(others) if others.total() >= ENOUGH_OTHERS else 0.0
    exactly = [1.0]
    for chance in (_shifted(raw_chance, shift) for raw_chance, _ in theirs):
        opens = [0.0, *(likely * chance for likely in exactly)]
        shut = [*(likely * (1 - chance) for likely in exactly), 0.0]
        exactly = [one + other for one, other in zip(opens, shut, strict=True)]
    met = sum(is_met for _, is_met in theirs)
    return sum(exactly[met:])


def _shift(known: Counter[tuple[float, bool]]) -> float:
    """What all odds are to be multiplied by, as a logarithm, for as many to open as did; 0 or more.

    Not more than three, twenty times the odds.
    """
    met = sum(count for (_, is_met), count in known.items() if is_met)

    def expected(shift: float) -> float:
        return sum(count * _shifted(chance, shift) for (chance, _), count in known.items())

    low, high = 0.0, MOST_SHIFT
    if expected(low) >= met:
        return low
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if expected(middle) >= met else (middle, high)
    return high


def _shifted(chance: float, shift: float) -> float:
    chance = min(max(chance, 1 - SURE), SURE)
    return 1 / (1 + exp(-log(chance / (1 - chance)) - shift))


class _Minutes:
    """How long visits take, as all sheets but one have it."""

    def __init__(self, sheets: Sequence[FilledSheet]) -> None:
        self.by_sheet: Mapping[str, Counter[int]] = {
            sheet.round.id: Counter(_lengths(sheet)) for sheet in sheets
        }
        self.all: Counter[int] = Counter()
        for theirs in self.by_sheet.values():
            self.all.update(theirs)

    def how_likely(self, sheet: FilledSheet) -> float:
        """How likely visits take as often the same minutes as on this sheet; 1 where few do.

        By the share of these minutes on other sheets, a visit more in three counted there: who
        rounds to five minutes is like others who do.
        """
        theirs = self.by_sheet[sheet.round.id]
        visits = theirs.total()
        if visits < FEWEST_CALLS:
            return 1.0
        others = self.all - theirs
        (minutes, same), *_ = theirs.most_common(1)
        if same < MOST_OF_THEM * visits:
            return 1.0
        share = (others[minutes] + 1) / (others.total() + 3)
        likely = 0.0
        ways = 1
        for count in range(visits + 1):
            if count >= same:
                likely += ways * share**count * (1 - share) ** (visits - count)
            ways = ways * (visits - count) // (count + 1)
        return likely


def _lengths(sheet: FilledSheet) -> Iterator[int]:
    for entry in sheet.entries:
        if entry.result.is_met and entry.seconds:
            yield round(entry.seconds / 60)


def _audited(sheet: FilledSheet, doubts: tuple[Doubt, ...]) -> AuditedSheet:
    met = [
        entry.household for entry in sheet.entries if entry.result in (Result.MET, Result.ENTERED)
    ]
    homes = sorted(set(met))
    # the same homes whenever it is asked, and nobody knows them before
    seed = sha256(f"{sheet.round.id};{';'.join(homes)}".encode()).hexdigest()
    drawn = Random(seed).sample(homes, min(CALLED_AGAIN, len(homes)))
    round_ = sheet.round
    return AuditedSheet(
        *(round_.id, round_.code, round_.day, round_.officers),
        calls=len(sheet.entries),
        met=len(met),
        expected=round(sum(chance for chance, _ in sheet.chances), 1),
        doubts=doubts,
        homes=tuple(sorted(drawn)),
    )
