"""The hidden truth of the presence benchmark: who opens, answers a card, is promised a time."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.presence_model.answers import ANSWERING, KEPT, LENGTH_SPREAD
from benchmarks.presence_model.cards import Cards
from benchmarks.presence_model.doors import DayOfRun, Residents
from benchmarks.presence_model.figures import (
    BELGIAN_KINDS,
    CHANCE_IN,
    CHANCE_OUT,
    HOURS,
    KINDS,
    SIZES,
    WORLDS,
    population,
)
from benchmarks.presence_model.station import (
    FIRST_DAY,
    SHIFT_HOURS,
    STATIONS,
    Size,
    promised_times,
)
from benchmarks.presence_model.truth import DAYS_A_WEEK, STATED_HOURS, draw_truth
from routeplan.visitlog.log_records import Entry, Result
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, visit

HOMES = 40


def by_kinds() -> np.ndarray:
    """By hour: the chance that somebody opens, on average over the kinds."""
    opens = [[CHANCE_OUT if k.is_out(hour) else CHANCE_IN for hour in HOURS] for k in KINDS]
    return np.array([kind.share for kind in KINDS]) @ np.array(opens)


def test_the_kinds_together_are_at_home_as_the_survey_says() -> None:
    assert np.abs(by_kinds() - population()).max() < 0.05
    assert sum(kind.share for kind in KINDS) == pytest.approx(1)
    assert sum(SIZES.values()) == pytest.approx(1)
    assert all(sum(often for _, often in kind.register) == pytest.approx(1) for kind in KINDS)


def test_a_seed_draws_one_truth() -> None:
    one, again, other = (draw_truth(seed, HOMES, 1) for seed in (1, 1, 2))
    assert one.homes == again.homes != other.homes
    for drawn in ("luck", "chance", "length", "promised"):
        assert (getattr(one, drawn) == getattr(again, drawn)).all()
    assert (one.answers.after == again.answers.after).all()
    assert (one.answers.suits == again.answers.suits).all()


def test_many_truths_have_the_mean_of_the_figures() -> None:
    """Stated hours aside: a household that tells them truly is in then more often."""
    truths = [draw_truth(seed, 400, 1) for seed in range(10)]
    silent = np.concatenate(
        [[not home.stated for home in household.homes] for household in truths], dtype=bool
    )
    chances = np.concatenate([household.chance for household in truths])
    # about 2600 households; streets' mixes alone spread the mean of a town by about 0.05
    assert np.abs(chances[silent].mean(axis=0) - by_kinds()).max() < 0.07


def test_another_world_has_the_survey_that_it_is_made_from() -> None:
    """On the scale of log odds, on which households differ: the middle one is as the survey has."""
    assert all(sum(kind.share for kind in kinds) == pytest.approx(1) for kinds in WORLDS.values())
    truths = [draw_truth(seed, 400, 1, BELGIAN_KINDS) for seed in range(4)]
    for number, kind in enumerate(BELGIAN_KINDS):
        own = np.concatenate(
            [
                [
                    chance
                    for chance, of, home in zip(
                        household.chance, household.kinds, household.homes, strict=True
                    )
                    if of == number and not home.stated
                ]
                for household in truths
            ]
        )
        assert np.abs(np.median(own, axis=0) - kind.at_home).max() < 0.05


def test_the_british_world_is_the_one_that_was_always_drawn() -> None:
    assert draw_truth(2, HOMES, 1, WORLDS["british"]).homes == draw_truth(2, HOMES, 1).homes
    assert draw_truth(2, HOMES, 1, BELGIAN_KINDS).homes != draw_truth(2, HOMES, 1).homes


def test_lengths_spread_around_what_is_booked() -> None:
    lengths = draw_truth(1, 300, 20).length  # 30,000 of them
    assert lengths.mean() == pytest.approx(1, abs=0.02)
    assert lengths.std() == pytest.approx(LENGTH_SPREAD, abs=0.03)


def test_some_answer_their_card_with_the_hours_at_which_they_are_in_most() -> None:
    truths = [draw_truth(seed, 400, 1) for seed in range(5)]
    after = np.concatenate([truth.answers.after for truth in truths])
    assert set(after.tolist()) == {0, 1, 2}
    assert (after > 0).mean() == pytest.approx(ANSWERING, abs=0.03)
    for truth in truths:
        for own, begin in zip(truth.chance, truth.answers.suits, strict=True):
            spans = [own[k : k + STATED_HOURS].sum() for k in range(len(HOURS) - STATED_HOURS + 1)]
            assert sum(own[begin - HOURS[0] :][:STATED_HOURS]) == pytest.approx(max(spans))


def a_day(residents: Residents) -> DayOfRun:
    homes = [household(1)]
    inputs = inputs_of(homes, [visit(1)], [shift("A")])
    return DayOfRun(residents, inputs.calendar, week=0, day=0)


def test_a_door_opens_by_what_its_household_has_told_and_was_promised() -> None:
    truth = draw_truth(1, HOMES, 1)
    residents = Residents(truth)
    number = next(k for k, after in enumerate(truth.answers.after) if after)
    begin = int(truth.answers.suits[number])
    inside, outside = 3600 * begin, 3600 * (begin + STATED_HOURS)

    def chance(seconds: int, *, printed: bool = True) -> float:
        return residents.chance(number, 0, seconds, printed=printed)

    assert chance(inside) == truth.chance[number, begin - HOURS[0]]
    residents.told.add(number)
    assert chance(inside) == truth.answers.chance[number]
    if begin + STATED_HOURS in HOURS:
        assert chance(outside) == truth.chance[number, begin + STATED_HOURS - HOURS[0]]
    residents.promised[number, 0] = 3600 * HOURS[0]
    assert chance(3600 * HOURS[0] + 600) >= KEPT
    assert residents.chance(number, 1, 3600 * HOURS[0], printed=True) < KEPT or begin == HOURS[0]


def test_a_notice_is_read_where_houses_have_several_households_and_a_stop_is_printed() -> None:
    truth = draw_truth(1, 200, 1)
    quiet, noticed = Residents(truth), Residents(truth, notices=True)
    shared, alone = (noticed.shares_house.index(is_shared) for is_shared in (True, False))
    for number, printed, times in ((shared, True, 1.04), (shared, False, 1), (alone, True, 1)):
        before = quiet.chance(number, 0, 36_000, printed=printed)
        assert noticed.chance(number, 0, 36_000, printed=printed) == pytest.approx(times * before)


def test_the_luck_of_a_door_is_that_of_its_hour() -> None:
    truth = draw_truth(1, HOMES, 1)
    day = a_day(Residents(truth))
    for number, home in enumerate(truth.homes):
        expected = truth.luck[number, 0, 2] < truth.chance[number, 2]
        assert day.opens(home.id, 10 * HOUR + 59 * MINUTE, printed=True) == expected
        assert day.length(home.id, 0, 900) == round(900 * truth.length[number, 0])


def entry_of(home: str, result: Result) -> Entry:
    return Entry(FIRST_DAY, home, home, ("O1",), result, persons=int(result.is_met))


def test_a_card_comes_back_once_and_not_from_who_was_met() -> None:
    truth = draw_truth(1, 200, 1)
    residents = Residents(truth)
    cards = Cards(residents, Size(200))
    answering = [k for k, after in enumerate(truth.answers.after) if after == 1]
    by_time = next(k for k in answering if truth.answers.by_time[k])
    by_hours, met = [k for k in answering if not truth.answers.by_time[k]][:2]
    silent = truth.answers.after.tolist().index(0)
    left = [truth.homes[k].id for k in (by_time, by_hours, met, silent)]
    cards.leave(0, [entry_of(home, Result.OUT) for home in left])
    assert cards.answers(0) == []
    cards.leave(1, [entry_of(truth.homes[met].id, Result.MET)])
    time, hours = cards.answers(1)
    assert (time.household, hours.household) == tuple(left[:2])
    begin = int(truth.answers.suits[by_hours])
    assert hours.hours == f"Mo-Fr {begin:02d}:00-{begin + STATED_HOURS:02d}:00"
    assert residents.told == {by_hours}
    assert time.promise is not None
    ((number, day), seconds), *others = residents.promised.items()
    assert (number, others) == (by_time, [])
    assert time.promise.at_seconds == seconds
    assert (time.promise.on - FIRST_DAY).days == day % 5 + 7 * (day // 5)
    on_shift = [s for s in Size().shifts if s.weekday == day % DAYS_A_WEEK]
    assert any(s.begin * HOUR < seconds < (s.begin + SHIFT_HOURS) * HOUR for s in on_shift)
    assert cards.answers(4) == []
    cards.leave(2, [entry_of(left[0], Result.OUT)])
    assert cards.answers(4) == []


def test_who_agrees_on_a_time_gives_up_the_one_promised_before() -> None:
    truth = draw_truth(1, 200, 1)
    residents = Residents(truth)
    cards = Cards(residents, Size(200))
    answering = np.flatnonzero((truth.answers.after == 1) & truth.answers.by_time)
    first, other = (int(k) for k in answering[:2])
    over, ahead, of_another = (first, 1), (first, 20), (other, 20)
    residents.promised |= {over: 9 * HOUR, ahead: 10 * HOUR, of_another: 11 * HOUR}
    cards.leave(0, [entry_of(truth.homes[first].id, Result.OUT)])
    (time,) = cards.answers(1)
    assert time.promise is not None
    assert residents.promised.keys() >= {over, of_another}
    assert ahead not in residents.promised
    assert len(residents.promised) == 3


@pytest.mark.parametrize("name", STATIONS)
def test_times_are_promised_within_shifts(name: str) -> None:
    size = STATIONS[name]
    truth = draw_truth(1, size.households, size.weeks)
    for week in range(size.weeks):
        times = promised_times(truth, size, week)
        assert len(times) == 2
        for day, seconds in times.values():
            shifts = [s for s in size.shifts if s.weekday == day]
            latest = 3600 * (SHIFT_HOURS - 1)
            assert any(3600 <= seconds - 3600 * s.begin < latest for s in shifts)
