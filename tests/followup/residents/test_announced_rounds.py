"""Which houses get a notice before rounds, and what hours it tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from routeplan.followup.residents.announced_rounds import (
    CalledHouses,
    HouseCall,
    called_houses,
    told_hours,
)
from routeplan.visitlog.log_records import Round, RoundStop
from tests.stations import MONDAY, household, inputs_of

HOUR = 3600
TUESDAY = MONDAY + timedelta(days=1)
HOMES = [
    household(1, place=1, address="Street 1 as. 1"),
    household(2, place=1, address="Street 1 as. 2"),
    household(3, place=1, address="Street 1 as. 3"),
    household(4, place=2, address="Street 2"),
    household(5, place=3, address="Street 3 as. 1"),
    household(6, place=3, address="Street 3 as. 2"),
]
INPUTS = inputs_of(HOMES, [], [])


def stop(home: int, begin: int | None, minutes: int = 20) -> RoundStop:
    return RoundStop(str(home), f"v{home}", f"h{home}", 60 * minutes, begin, is_reserve=not begin)


def round_of(*stops: RoundStop, officers: str = "A", day=MONDAY) -> Round:
    shift = f"{'+'.join(officers)}/{day}"
    return Round("R", "K3", MONDAY, day, shift, tuple(officers), 0, 0, 0.5, stops)


def called(*rounds: Round, with_alone: bool = False) -> CalledHouses:
    return called_houses(rounds, INPUTS, with_alone=with_alone)


def test_a_house_is_told_once_with_the_hours_of_all_its_stops() -> None:
    (house,) = called(round_of(stop(1, 9 * HOUR + 600), stop(2, 10 * HOUR + 1500))).houses
    # From 9:10 to 10:45, in whole half hours.
    assert house.calls == (HouseCall(MONDAY, 9 * HOUR, 11 * HOUR, ("A",)),)
    assert (house.address, house.households) == ("Street 1", ("h1", "h2"))


def test_a_house_that_is_called_at_on_two_days_has_both_in_their_order() -> None:
    later = round_of(stop(2, 14 * HOUR), officers="B", day=TUESDAY)
    (house,) = called(later, round_of(stop(1, 9 * HOUR))).houses
    assert [(call.day, call.officers) for call in house.calls] == [
        (MONDAY, ("A",)),
        (TUESDAY, ("B",)),
    ]


def test_two_rounds_that_meet_there_are_one_line_with_both_officers() -> None:
    (house,) = called(round_of(stop(1, 9 * HOUR)), round_of(stop(1, 9 * HOUR), officers="B")).houses
    assert [call.officers for call in house.calls] == [("A", "B")]


def test_a_single_household_gets_no_notice_unless_it_is_wanted() -> None:
    rounds = round_of(stop(4, 9 * HOUR), stop(5, 10 * HOUR))
    assert ([h.address for h in called(rounds).houses], called(rounds).alone) == (["Street 3"], 1)
    both = called(rounds, with_alone=True)
    assert ([h.address for h in both.houses], both.alone) == (["Street 2", "Street 3"], 0)


def test_a_house_with_reserve_stops_alone_is_promised_nothing() -> None:
    assert called(round_of(stop(1, None)), with_alone=True) == CalledHouses(())


def test_names_and_notes_of_the_tables_are_in_no_house() -> None:
    secret = [replace(home, name="Xavier", note="Dog", task="Fraud") for home in HOMES]
    inputs = inputs_of(secret, [], [])
    told = repr(called_houses([round_of(stop(1, 9 * HOUR))], inputs, with_alone=True).houses)
    assert not [word for word in ("Xavier", "Dog", "Fraud", "as.") if word in told]


@given(st.integers(0, 30 * HOUR), st.integers(0, 8 * HOUR))
def test_the_hours_told_hold_the_stops_in_half_hours(begin: int, seconds: int) -> None:
    first, last = told_hours(begin, begin + seconds)
    assert first <= begin
    assert begin + seconds <= last
    assert first % 1800 == last % 1800 == 0
    assert last - first >= 3600
    # No wider than needed: less than half an hour on either side, or just an hour.
    assert (last - first == 3600) or (begin - first < 1800 and last - begin - seconds < 1800)
