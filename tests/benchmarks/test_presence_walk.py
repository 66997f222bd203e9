"""A printed round of the presence benchmark, walked: shut doors, long visits, promises."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.presence_model.replay import Ring, Walk
from routeplan.model.inputs import Mode
from routeplan.model.plan import Leg, ReserveStop, Route, Stop
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, street_tables, visit

NINE = 9 * HOUR


def at(minute: int) -> int:
    return NINE + MINUTE * minute


def stop(number: int, begin: int, *, window_begin: int = 0) -> Stop:
    """Ten minutes at ``h<number>``."""
    window = (at(window_begin), at(480))
    times = (at(begin), at(begin), at(begin + 10))
    return Stop(f"v{number}", f"h{number}", Leg(0, 0), *times, *window, chance=0.5)


RESERVE = ReserveStop("v3", "h3", after=2, window_begin=NINE, window_end=at(480), detour_seconds=0)
STOPS = (stop(1, 2), stop(2, 14), stop(4, 28))


class Street:
    """Who opens on the street, and how many minutes they talk: as booked unless it is said."""

    def __init__(self, shut: set[str], minutes: dict[str, int]) -> None:
        self.shut, self.minutes = shut, minutes

    def opens(self, household: str, at: int, *, printed: bool) -> bool:
        return household not in self.shut

    def length(self, household: str, at: int, seconds: int) -> int:
        return MINUTE * self.minutes[household] if household in self.minutes else seconds


def walked(
    shut: set[str], met: set[str], *stops: Stop, minutes: dict[str, int] | None = None
) -> tuple[list[Ring], Walk]:
    """A round along the street to h1, h2, h4 with h3 in reserve; two minutes from door to door."""
    homes = [household(n) for n in range(1, 5)]
    inputs = inputs_of(homes, [visit(n) for n in range(1, 5)], [shift("A", end=at(46))])
    route = Route(
        *("A/0", ("A",), 0, Mode.FOOT, NINE, at(46), NINE, at(46)),
        stops=stops,
        way_back=Leg(0, 0),
        pause=None,
        reserve=(RESERVE,),
        expected_met=1.5,
        expected_busy=0,
    )
    walk = Walk(inputs, street_tables(inputs), route, Street(shut, minutes or {}), met)
    return list(walk.rings()), walk


def seen(rings: list[Ring]) -> list[tuple[str, int, bool]]:
    return [(ring.stop, (ring.at - NINE) // MINUTE, ring.met) for ring in rings]


def test_with_all_doors_open_a_round_is_walked_as_printed() -> None:
    # behind the last stop, at 38, h3 would take until 50, and the shift ends at 46
    rings, walk = walked(set(), set(), *STOPS)
    assert seen(rings) == [("1", 2, True), ("2", 14, True), ("3", 28, True)]
    assert walk.walked == 16 * MINUTE  # 2 + 2 + 4, and 8 back


def test_shut_doors_leave_time_for_a_reserve_stop() -> None:
    # two minutes at each shut door: 2-4, 6-8; h3 10-20, and h4 is reached at 22, before 28
    rings, walk = walked({"h1", "h2"}, set(), *STOPS)
    assert seen(rings) == [("1", 2, False), ("2", 6, False), ("A", 10, True), ("3", 22, True)]
    assert [ring.is_reserve for ring in rings] == [False, False, True, False]
    assert walk.met == {"h3", "h4"}


def test_one_shut_door_leaves_too_little_time() -> None:
    # h1 2-4, h2 6-16, and h3 would last to 28 and h4 be reached at 30, later than printed
    rings, _ = walked({"h1"}, set(), *STOPS)
    assert seen(rings) == [("1", 2, False), ("2", 6, True), ("3", 20, True)]


def test_an_officer_waits_for_the_window() -> None:
    rings, _ = walked({"h1"}, set(), *STOPS[:2], stop(4, 28, window_begin=25))
    assert seen(rings)[-1] == ("3", 25, True)


def test_who_was_met_since_the_print_is_passed_by() -> None:
    # h1 2-12; from there h3 is at 16-26, and h4 at 28 as printed
    rings, _ = walked(set(), {"h2"}, *STOPS)
    assert seen(rings) == [("1", 2, True), ("A", 16, True), ("3", 28, True)]


def test_a_long_visit_makes_the_next_stops_late_and_the_last_one_unreached() -> None:
    # h1 2-20, h2 22-32; h4 would be 36-46 and the officer back at 54, but the shift ends at 46
    rings, walk = walked(set(), set(), *STOPS, minutes={"h1": 18})
    assert seen(rings) == [("1", 2, True), ("2", 22, True)]
    assert (walk.printed, walk.unreached) == (3, 1)
    # from h2 it is four minutes to the station
    assert walk.back == at(36)


def test_an_officer_who_stays_too_long_at_the_last_door_is_back_late() -> None:
    _, walk = walked({"h1", "h2"}, {"h3"}, *STOPS, minutes={"h4": 40})
    assert walk.back == at(12) + MINUTE * (40 + 8)
    assert walk.back > walk.route.end
    assert walk.unreached == 0


def test_what_was_promised_comes_first() -> None:
    """h4 is promised for 28 at the latest: whoever talks has to end, and h2 is passed over."""
    promised = replace(stop(4, 28, window_begin=28), promised=True, window_end=at(38))
    # h1 from 2 on, and from 22 on it is six minutes to h4; h2 would be 24-34
    rings, walk = walked(set(), set(), *STOPS[:2], promised, minutes={"h1": 23})
    assert seen(rings) == [("1", 2, True), ("3", 28, True)]
    assert walk.unreached == 1
    # a round that begins at h2 at 20 would end there at 30, and h4 be reached at 34
    late = replace(stop(2, 20, window_begin=20))
    rings, walk = walked({"h1"}, {"h3"}, STOPS[0], late, promised)
    assert seen(rings) == [("1", 2, False), ("3", 28, True)]
    assert walk.unreached == 1


def test_a_promise_is_kept_also_to_who_was_met_meanwhile() -> None:
    promised = replace(stop(2, 14), promised=True)
    rings, _ = walked(set(), {"h2", "h3", "h4"}, STOPS[0], promised, STOPS[2])
    assert [ring.household for ring in rings] == ["h1", "h2"]
