"""Hours: windows, shifts, breaks, the way between doors, appointments."""

from collections.abc import Callable

import pytest

from routeplan.model import Appointment, Mode, Pause
from routeplan.plan import Leg, RoutePause
from tests.check import changes as c
from tests.check.changes import Broken, Change, assert_breaks_only_its_rule
from tests.check.sound import TUESDAY, at, sound
from tests.stations import HOUR, MINUTE, MONDAY

WINDOWS = "visit-windows"
VISIT_WINDOWS = [
    Broken(
        WINDOWS,
        "a minute too short",
        c.stop("A/0", 0, end=at(9, 11)),
        ("A/0 · v1", "600 s, not 540 s"),
    ),
    Broken(
        WINDOWS,
        "a window that the household never gave",
        c.stop("A/0", 0, window_begin=at(8, 30)),
        ("A/0 · v1", "(30600, 72000) is none of its windows"),
    ),
    Broken(
        WINDOWS,
        "begins before it opens",
        c.all_of(c.opens("v4a", (at(12, 31), at(14))), c.stop("A/0", 2, window_begin=at(12, 31))),
        ("A/0 · v4a", "45000..45600", "(45060, 50400)"),
    ),
    Broken(
        WINDOWS,
        "ends after it closes",
        c.all_of(c.opens("v4a", (at(12), at(12, 39))), c.stop("A/0", 2, window_end=at(12, 39))),
        ("A/0 · v4a", "45000..45600", "(43200, 45540)"),
    ),
]

HOURS = "shift-hours"
SHIFT_HOURS = [
    Broken(
        HOURS,
        "begins before the officer is there",
        c.stop("A/2", 1, arrive=at(12, 1, 2)),
        ("A/2 · v4b", "216000 s comes after 216060 s"),
    ),
    Broken(
        HOURS,
        "leaves before the shift begins",
        c.route("A/0", leave=at(8, 58)),
        ("A/0", "32280 s comes after 32400 s"),
    ),
    Broken(
        HOURS,
        "comes back after the shift ends",
        c.route("A/0", back=at(17, 1)),
        ("A/0", "61200 s comes after 61260 s"),
    ),
    Broken(
        HOURS,
        "out without a visit",
        c.route("B/2", leave=at(10, 0, 2), back=at(11, 0, 2)),
        ("B/2", "208800..212400"),
    ),
]


def rests(begin: int, end: int, after: int, window: tuple[int, int]) -> Change:
    """A/2 is due a break begun inside the window, and takes one."""
    return c.all_of(
        c.works("A/2", pause=Pause(*window, end - begin)),
        c.route("A/2", pause=RoutePause(begin, end, after)),
    )


WEDNESDAY = (at(9, 0, 2), at(14, 0, 2))
BREAKS = [
    Broken("breaks", "not taken", c.route("A/0", pause=None), ("A/0", "missing")),
    Broken(
        "breaks",
        "nobody is due one",
        c.route("A/2", pause=RoutePause(at(9, 0, 2), at(9, 30, 2), 0)),
        ("A/2", "nobody is due"),
    ),
    Broken(
        "breaks",
        "taken on a shift that has nothing to do",
        c.all_of(
            c.works("B/2", pause=Pause(*WEDNESDAY, 30 * MINUTE)),
            c.route("B/2", pause=RoutePause(at(9, 0, 2), at(9, 30, 2), 1)),
        ),
        ("B/2", "nobody is due"),
    ),
    Broken(
        "breaks", "a minute too short", c.pause("A/0", end=at(12, 29)), ("A/0", "1800 s, not 1740")
    ),
    Broken(
        "breaks",
        "begins too early",
        c.works("A/0", pause=Pause(at(12, 1), at(13), 30 * MINUTE)),
        ("A/0", "43200, not in 43260..46800"),
    ),
    Broken(
        "breaks",
        "begins too late",
        c.works("A/0", pause=Pause(at(11), at(11, 59), 30 * MINUTE)),
        ("A/0", "43200, not in 39600..43140"),
    ),
    Broken(
        "breaks",
        "goes on when the officer is at the next door",
        c.pause("A/0", begin=at(12, 1), end=at(12, 31)),
        ("A/0", "43260..45060"),
    ),
    Broken(
        "breaks",
        "begins during a visit",
        c.all_of(
            c.works("A/0", pause=Pause(at(9), at(13), 30 * MINUTE)),
            c.pause("A/0", begin=at(9, 33), end=at(10, 3)),
        ),
        ("A/0", "34380..36180"),
    ),
    Broken(
        "breaks",
        "goes on when the officer is back",
        c.all_of(
            c.route("A/2", back=at(12, 30, 2)),
            rests(at(12, 23, 2), at(12, 31, 2), 2, WEDNESDAY),
        ),
        ("A/2", "217380..217860"),
    ),
    Broken(
        # leaves at 11:00 for a door that is 2 minutes away, and is there at 11:42
        "breaks",
        "leaves in the middle of it",
        c.all_of(
            c.route("A/2", leave=at(11, 0, 2)),
            rests(at(10, 50, 2), at(11, 20, 2), 0, WEDNESDAY),
        ),
        ("A/2", "211800..213600"),
    ),
    Broken("breaks", "after a stop that is not there", c.pause("A/0", after=4), ("A/0", "stop 4")),
    Broken("breaks", "before the first stop's begin", c.pause("A/0", after=-1), ("A/0", "-1")),
]

TRAVEL = "travel-times"
TRAVEL_TIMES = [
    Broken(
        TRAVEL,
        "faster than the streets",
        c.stop("A/2", 1, leg=Leg(5 * MINUTE, 480)),
        ("A/2", "leg 1", "360 s and 480 m, not 300 s"),
    ),
    Broken(
        TRAVEL,
        "shorter than the streets",
        c.route("A/2", way_back=Leg(8 * MINUTE, 639)),
        ("A/2", "leg 2", "640 m, not 480 s and 639 m"),
    ),
    Broken(
        TRAVEL,
        "on foot as fast as by bike",
        c.route("B/0", way_back=Leg(3 * MINUTE, 480)),
        ("B/0", "leg 1", "360 s and 480 m, not 180 s"),
    ),
    Broken(
        TRAVEL,
        "a way home for an officer who never left",
        c.route("B/2", way_back=Leg(0, 160)),
        ("B/2", "leg 0", "0 s and 0 m, not 0 s and 160 m"),
    ),
    Broken(
        TRAVEL,
        "at the door too soon",
        c.stop("A/2", 1, arrive=at(11, 57, 2)),
        ("A/2", "leg 1", "360 s, there are 300 s"),
    ),
    Broken(
        TRAVEL,
        "back too soon",
        c.route("A/2", back=at(12, 17, 2)),
        ("A/2", "leg 2", "480 s, there are 420 s"),
    ),
    Broken(
        # 11:52 to 11:58 holds the way, or the break, not both
        TRAVEL,
        "no time for the way and the break on it",
        rests(at(11, 52, 2), at(11, 57, 2), 1, WEDNESDAY),
        ("A/2", "leg 1", "660 s, there are 360 s"),
    ),
    Broken(
        # 2 minutes and 41 from 11:00 on are more than 11:42
        TRAVEL,
        "no time for the way to the first door and the break on it",
        c.all_of(
            c.route("A/2", leave=at(11, 0, 2)),
            rests(at(11, 1, 2), at(11, 42, 2), 0, WEDNESDAY),
        ),
        ("A/2", "leg 0", "2580 s, there are 2520 s"),
    ),
    Broken(
        TRAVEL,
        "the hour before leaving is no time for the way",
        c.all_of(
            rests(at(9, 0, 2), at(9, 30, 2), 0, WEDNESDAY), c.route("A/2", leave=at(11, 41, 2))
        ),
        ("A/2", "leg 0", "120 s, there are 60 s"),
    ),
    Broken(
        # the way there counts for nothing then
        TRAVEL,
        "no way there",
        c.all_of(
            c.no_way(Mode.FOOT, 0, 3),
            c.route("B/0", expected_busy=round((6 + 8.8) * MINUTE)),
            c.totals(travel=(16 + 6 + 6 + 24 + 16) * MINUTE),
        ),
        ("B/0", "no way by foot for leg 0"),
    ),
]

PROMISED = "promised-times"


def promised(minute: int, on: object = TUESDAY) -> Change:
    """The appointment was at 14:``minute``; the plan keeps it at 14:00."""
    when = Appointment(on, 14 * HOUR + MINUTE * minute, 10 * MINUTE, "D")  # type: ignore[arg-type]
    return c.asks("v6", appointment=when)


PROMISED_TIMES = [
    Broken(PROMISED, "not marked", c.stop("D+E/1", 1, promised=False), ("D+E/1 · v6", "else")),
    Broken(PROMISED, "marked", c.stop("A/0", 0, promised=True), ("A/0 · v1", "no appointment")),
    Broken(PROMISED, "11 minutes early", promised(11), ("D+E/1 · v6", "660 s", "600 s")),
    Broken(PROMISED, "on another day", promised(0, MONDAY), ("D+E/1 · v6", "86400 s", "600 s")),
]

BROKEN = [*VISIT_WINDOWS, *SHIFT_HOURS, *BREAKS, *TRAVEL_TIMES, *PROMISED_TIMES]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_wrong_times_break_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


SOUND: dict[str, Callable[[], Change]] = {
    "break at the station, before leaving": lambda: rests(at(9, 0, 2), at(9, 30, 2), 0, WEDNESDAY),
    "break that ends with leaving": lambda: rests(at(11, 10, 2), at(11, 40, 2), 0, WEDNESDAY),
    "break begun at the last moment of its window": lambda: c.works(
        "A/0", pause=Pause(at(11), at(12), 30 * MINUTE)
    ),
    "break begun at the first moment of its window": lambda: c.works(
        "A/0", pause=Pause(at(12), at(12), 30 * MINUTE)
    ),
    "visit that ends when its window closes": lambda: c.all_of(
        c.opens("v4a", (at(12), at(12, 40))), c.stop("A/0", 2, window_end=at(12, 40))
    ),
    "break on the way to the first door": lambda: c.all_of(
        c.route("A/2", leave=at(11, 0, 2)), rests(at(11, 5, 2), at(11, 35, 2), 0, WEDNESDAY)
    ),
    # 12:10 + 8 minutes + 30 minutes
    "break on the way back": lambda: c.all_of(
        c.route("A/2", back=at(12, 48, 2)), rests(at(12, 12, 2), at(12, 42, 2), 2, WEDNESDAY)
    ),
    "a shift with nothing to do takes no break": lambda: c.works(
        "B/2", pause=Pause(*WEDNESDAY, 30 * MINUTE)
    ),
    "at the end of its tolerance": lambda: promised(10),
    "waits at a door until it opens": lambda: c.stop("A/2", 1, arrive=at(12, 0, 2)),
}


@pytest.mark.parametrize("reason", SOUND)
def test_these_times_are_sound(reason: str) -> None:
    assert SOUND[reason]()(sound()).violations() == []
