"""Sheets that cannot be: fakes of each kind among many honest ones, all drawn from seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from routeplan.model.inputs import Inputs
from routeplan.report.doubtful_sheets import AuditedSheet, Doubt, audit, filled
from routeplan.visitlog.log_records import Entry, Result, Round, RoundStop
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift

HOMES = 40
STATION = inputs_of([household(k) for k in range(1, HOMES + 1)], [], [shift("A"), shift("B")])
"""Homes a hundred metres apart along a street."""
Sheet = tuple[Round, tuple[Entry, ...]]


def sheet(random: np.random.Generator, number: int, *, low: float = 0.0) -> Sheet:
    """An honest one: doors open by their chances (or more often), visits take what they take.

    A third of all officers round minutes to five; half of them write times down.
    """
    name, stops, entries = f"R{number}", [], []
    day = MONDAY + timedelta(days=number % 28)
    homes = np.sort(random.choice(HOMES, int(random.integers(9, 16)), replace=False)) + 1
    writes, rounds_to = random.random() < 0.5, 5 if random.random() < 1 / 3 else 1
    now = planned = 9 * HOUR
    for k, home in enumerate(homes.tolist(), start=1):
        chance = round(float(random.choice([0.3, 0.4, 0.5, 0.6, 0.85])), 2)
        met = random.random() < min(chance + low, 0.95)
        minutes = max(rounds_to * round(float(random.lognormal(2.6, 0.5)) / rounds_to), 1)
        visit = f"v{home}"
        stops.append(RoundStop(str(k), visit, f"h{home}", 15 * MINUTE, planned, chance))
        entries.append(
            Entry(
                *(day, f"h{home}", visit, ("A",), Result.MET if met else Result.OUT),
                round=name,
                stop=str(k),
                persons=int(met),
                called_at=now // MINUTE * MINUTE if writes else planned,
                seconds=minutes * MINUTE if met else None,
            )
        )
        way = 100 + 240 * int(random.integers(0, 3))
        now += (minutes * MINUTE if met else 2 * MINUTE) + max(way, 90 * 3)
        planned += 15 * MINUTE + way
    handed_out = Round(name, f"K{number}", MONDAY, day, "A/0", ("A",), 0, 0, 5.0, tuple(stops))
    return handed_out, tuple(entries)


def everybody_met(random: np.random.Generator, honest: Sheet) -> Sheet:
    lasted = (int(random.integers(5, 30)) * MINUTE for _ in honest[1])
    return honest[0], tuple(
        replace(entry, result=Result.MET, persons=1, seconds=seconds)
        for entry, seconds in zip(honest[1], lasted, strict=True)
    )


def written_at_the_desk(random: np.random.Generator, honest: Sheet) -> Sheet:
    """Across town in three minutes, and from one visit into the next."""
    entries = [
        replace(entry, called_at=9 * HOUR + 3 * MINUTE * k + 17 * 60, seconds=entry.seconds and 600)
        for k, entry in enumerate(honest[1])
    ]
    homes = random.permutation([entry.household for entry in entries]).tolist()
    return honest[0], tuple(
        replace(entry, household=home) for entry, home in zip(entries, homes, strict=True)
    )


def always_seven_minutes(random: np.random.Generator, honest: Sheet) -> Sheet:
    return honest[0], tuple(
        replace(entry, result=Result.MET, persons=1, seconds=7 * MINUTE)
        if random.random() < 0.8
        else entry
        for entry in honest[1]
    )


FAKES = {
    Doubt.MET: everybody_met,
    Doubt.WAYS: written_at_the_desk,
    Doubt.MINUTES: always_seven_minutes,
}


def audited(sheets: Sequence[Sheet], inputs: Inputs = STATION) -> list[AuditedSheet]:
    entries = [entry for _, theirs in sheets for entry in theirs]
    return audit(filled(entries, [logged_round for logged_round, _ in sheets]), inputs)


@pytest.mark.parametrize("low", [0.0, 0.15], ids=["true chances", "chances too low"])
def test_few_honest_sheets_are_doubted(low: float) -> None:
    random = np.random.default_rng(1)
    found = audited([sheet(random, number, low=low) for number in range(400)])
    assert len(found) / 400 < 0.05


@pytest.mark.parametrize("doubt", Doubt)
def test_fakes_are_found_among_honest_sheets(doubt: Doubt) -> None:
    """A hundred fakes of the kind, ten at a time among sixty honest sheets."""
    random = np.random.default_rng(2)
    honest = [sheet(random, number) for number in range(60)]
    found: set[str] = set()
    for first in range(1000, 1100, 10):
        fakes = [FAKES[doubt](random, sheet(random, k)) for k in range(first, first + 10)]
        found |= {
            audited_sheet.sheet
            for audited_sheet in audited([*honest, *fakes])
            if doubt in audited_sheet.doubts
        }
    assert len(found & {f"R{number}" for number in range(1000, 1100)}) >= 95


def test_the_chief_gets_three_to_five_of_those_met_always_the_same_ones() -> None:
    random = np.random.default_rng(3)
    fake = everybody_met(random, sheet(random, 1))
    (found,) = audited([fake])
    assert audited([fake]) == [found]
    assert 3 <= len(set(found.homes)) <= 5
    assert set(found.homes) <= {entry.household for entry in fake[1]}
    assert (found.calls, found.met) == (len(fake[1]), len(fake[1]))
    assert found.expected == pytest.approx(sum(stop.chance or 0 for stop in fake[0].stops), abs=0.1)


def test_times_as_planned_are_nobodys_writing() -> None:
    """Planned a minute after each other by a plan that knew better: no officer wrote that."""
    random = np.random.default_rng(4)
    handed_out, entries = sheet(random, 1)
    stops = tuple(
        replace(stop, begin=9 * HOUR + MINUTE * k, chance=0.9)
        for k, stop in enumerate(handed_out.stops)
    )
    called = tuple(
        replace(entry, called_at=stop.begin, seconds=None)
        for entry, stop in zip(entries, stops, strict=True)
    )
    assert audited([(replace(handed_out, stops=stops), called)]) == []


def test_of_few_calls_nothing_is_said() -> None:
    random = np.random.default_rng(5)
    handed_out, entries = everybody_met(random, sheet(random, 1))
    assert audited([(handed_out, entries[:5])]) == []


def test_a_car_comes_where_nobody_walks() -> None:
    """Five hundred metres in a minute after the last visit, with two minutes to be generous."""
    random = np.random.default_rng(6)
    handed_out, entries = written_at_the_desk(random, sheet(random, 1))
    apart = [
        replace(
            entry, household=f"h{1 + 39 * (k % 2)}", seconds=None, called_at=9 * HOUR + 300 * k + 7
        )
        for k, entry in enumerate(entries)
    ]
    walking = audited([(handed_out, tuple(apart))])
    assert [Doubt.WAYS in audited_sheet.doubts for audited_sheet in walking] == [True]
    by_car = inputs_of(STATION.households, [], [shift("A")])
    driver = replace(by_car.officers[0], mode="car")
    assert not [
        audited_sheet
        for audited_sheet in audited(
            [(handed_out, tuple(apart))], replace(by_car, officers=(driver,))
        )
        if Doubt.WAYS in audited_sheet.doubts
    ]
