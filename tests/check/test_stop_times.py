"""Hours: windows, shifts, breaks, the way between doors, appointments."""

from collections.abc import Callable

import pytest

from routeplan.model.inputs import Appointment, Mode, ShiftBreak
from routeplan.model.plan import Leg, RouteBreak
from tests.check import changes as c
from tests.check.changes import Broken, Change, assert_breaks_only_its_rule
from tests.check.sound import TUESDAY, at, sound
from tests.stations import HOUR, MINUTE, MONDAY

WINDOWS = "visit-windows"
VISIT_WINDOWS = [
    Broken(
        WINDOWS,
        "a minute too short",
        c.waiting(c.stop("A/0", 0, end=at(9, 11))),
        ("A/0 · v1", "v1 (Resident 1) takes 10 minutes, not 9 minutes"),
    ),
    Broken(
        WINDOWS,
        "a window that the household never gave",
        c.stop("A/0", 0, window_begin=at(8, 30)),
        ("A/0 · v1", "the hours 08:30-20:00; its hours that day are 08:00-20:00"),
    ),
    Broken(
        WINDOWS,
        "begins before it opens",
        c.all_of(c.opens("v4a", (at(12, 31), at(14))), c.stop("A/0", 2, window_begin=at(12, 31))),
        ("A/0 · v4a", "v4a (Resident 4) begins at 12:30 on Mon 30 Nov", "are 12:31-14:00"),
    ),
    Broken(
        WINDOWS,
        "ends after it closes",
        c.all_of(c.opens("v4a", (at(12), at(12, 39))), c.stop("A/0", 2, window_end=at(12, 39))),
        ("A/0 · v4a", "v4a (Resident 4) ends at 12:40 on Mon 30 Nov", "are 12:00-12:39"),
    ),
]

HOURS = "shift-hours"
SHIFT_HOURS = [
    Broken(
        HOURS,
        "begins before the officer is there",
        c.stop("A/2", 1, arrive=at(12, 1, 2)),
        ("A/2 · v4b", "arrival at v4b (Resident 4) is at 12:01", "begins at 12:00"),
    ),
    Broken(
        HOURS,
        "leaves before the shift begins",
        c.waiting(c.route("A/0", leave=at(8, 58))),
        ("A/0", "the shift begins at 09:00, but the round begins at 08:58"),
    ),
    Broken(
        HOURS,
        "comes back after the shift ends",
        c.waiting(c.route("A/0", back=at(17, 1))),
        ("A/0", "the round ends at 17:01, but the shift ends at 17:00"),
    ),
    Broken(
        HOURS,
        "out without a visit",
        c.waiting(c.route("B/2", leave=at(10, 0, 2), back=at(11, 0, 2))),
        ("B/2", "Officer B (Officer B) on Wed 2 Dec", "from 10:00 to 11:00 has no visit"),
    ),
]


def rests(begin: int, end: int, after: int, window: tuple[int, int]) -> Change:
    """A/2 is due a break begun inside the window, and takes one."""
    return c.all_of(
        c.works("A/2", pause=ShiftBreak(*window, end - begin)),
        c.route("A/2", pause=RouteBreak(begin, end, after)),
    )


WEDNESDAY = (at(9, 0, 2), at(14, 0, 2))
BREAKS = [
    Broken(
        "breaks",
        "not taken",
        c.waiting(c.route("A/0", pause=None)),
        ("A/0", "is missing; 30 minutes are due, begun between 12:00 and 13:00"),
    ),
    Broken(
        "breaks",
        "nobody is due one",
        c.route("A/2", pause=RouteBreak(at(9, 0, 2), at(9, 30, 2), 0)),
        ("A/2", "09:00-09:30, is not due"),
    ),
    Broken(
        "breaks",
        "taken on a shift that has nothing to do",
        c.all_of(
            c.works("B/2", pause=ShiftBreak(*WEDNESDAY, 30 * MINUTE)),
            c.route("B/2", pause=RouteBreak(at(9, 0, 2), at(9, 30, 2), 1)),
        ),
        ("B/2", "09:00-09:30, is not due"),
    ),
    Broken(
        "breaks",
        "a minute too short",
        c.waiting(c.pause("A/0", end=at(12, 29))),
        ("A/0", "30 minutes, not 29"),
    ),
    Broken(
        "breaks",
        "begins too early",
        c.works("A/0", pause=ShiftBreak(at(12, 1), at(13), 30 * MINUTE)),
        ("A/0", "at 12:00, not between 12:01 and 13:00"),
    ),
    Broken(
        "breaks",
        "begins too late",
        c.works("A/0", pause=ShiftBreak(at(11), at(11, 59), 30 * MINUTE)),
        ("A/0", "at 12:00, not between 11:00 and 11:59"),
    ),
    Broken(
        "breaks",
        "goes on when the officer is at the next door",
        c.pause("A/0", begin=at(12, 1), end=at(12, 31)),
        ("A/0", "12:01-12:31"),
    ),
    Broken(
        "breaks",
        "begins during a visit",
        c.all_of(
            c.works("A/0", pause=ShiftBreak(at(9), at(13), 30 * MINUTE)),
            c.pause("A/0", begin=at(9, 33), end=at(10, 3)),
        ),
        ("A/0", "09:33-10:03"),
    ),
    Broken(
        "breaks",
        "goes on when the officer is back",
        c.waiting(
            c.route("A/2", back=at(12, 30, 2)),
            rests(at(12, 23, 2), at(12, 31, 2), 2, WEDNESDAY),
        ),
        ("A/2", "12:23-12:31"),
    ),
    Broken(
        "breaks",
        "goes on at the station when the shift has ended",
        rests(at(16, 40, 2), at(17, 10, 2), 2, (at(9, 0, 2), at(17, 0, 2))),
        ("A/2", "ends at 17:10, but the shift ends at 17:00"),
    ),
    Broken(
        # leaves at 11:00 for a door that is 2 minutes away, and is there at 11:42
        "breaks",
        "leaves in the middle of it",
        c.waiting(
            c.route("A/2", leave=at(11, 0, 2)),
            rests(at(10, 50, 2), at(11, 20, 2), 0, WEDNESDAY),
        ),
        ("A/2", "10:50-11:20"),
    ),
    Broken(
        "breaks", "after a stop that is not there", c.pause("A/0", after=4), ("A/0", "visit 4 of a")
    ),
    Broken(
        "breaks",
        "before the first stop's begin",
        c.pause("A/0", after=-1),
        ("A/0", "visit -1 of a"),
    ),
]

TRAVEL = "travel-times"
TRAVEL_TIMES = [
    Broken(
        TRAVEL,
        "faster than the streets",
        c.stop("A/2", 1, leg=Leg(5 * MINUTE, 480)),
        ("A/2", "from v9 (Resident 9) to v4b (Resident 4)", "6 minutes and 480 m, not 5 minutes"),
    ),
    Broken(
        TRAVEL,
        "shorter than the streets",
        c.route("A/2", way_back=Leg(8 * MINUTE, 639)),
        ("A/2", "v4b (Resident 4) to the station", "640 m, not 8 minutes and 639 m"),
    ),
    Broken(
        TRAVEL,
        "on foot as fast as by bike",
        c.route("B/0", way_back=Leg(3 * MINUTE, 480)),
        ("B/0", "on foot from v3 (Resident 3)", "6 minutes and 480 m, not 3 minutes"),
    ),
    Broken(
        TRAVEL,
        "a way home for an officer who never left",
        c.route("B/2", way_back=Leg(0, 160)),
        ("B/2", "station to the station", "0 minutes and 0 m, not 0 minutes and 160 m"),
    ),
    Broken(
        TRAVEL,
        "at the door too soon",
        c.stop("A/2", 1, arrive=at(11, 57, 2)),
        ("A/2", "the way takes 6 minutes from v9", "has 5 minutes"),
    ),
    Broken(
        TRAVEL,
        "back too soon",
        c.waiting(c.route("A/2", back=at(12, 17, 2))),
        ("A/2", "the way takes 8 minutes from v4b", "has 7 minutes"),
    ),
    Broken(
        # 11:52 to 11:58 holds the way, or the break, not both
        TRAVEL,
        "no time for the way and the break on it",
        c.waiting(rests(at(11, 52, 2), at(11, 54, 2), 1, WEDNESDAY)),
        ("A/2", "the break on it take 8 minutes from v9", "has 6 minutes"),
    ),
    Broken(
        # 2 minutes and 41 from 11:00 on are more than 11:42
        TRAVEL,
        "no time for the way to the first door and the break on it",
        c.waiting(
            c.route("A/2", leave=at(11, 0, 2)),
            rests(at(11, 1, 2), at(11, 42, 2), 0, WEDNESDAY),
        ),
        ("A/2", "it take 43 minutes from the station", "has 42 minutes"),
    ),
    Broken(
        TRAVEL,
        "the hour before leaving is no time for the way",
        c.waiting(
            rests(at(9, 0, 2), at(9, 30, 2), 0, WEDNESDAY), c.route("A/2", leave=at(11, 41, 2))
        ),
        ("A/2", "takes 2 minutes from the station", "has 1 minute"),
    ),
    Broken(
        # the way there counts for nothing then
        TRAVEL,
        "no way there",
        c.all_of(
            c.no_way(Mode.FOOT, 0, 3),
            c.route("B/0", expected_busy=round((6 + 8.8) * MINUTE)),
            c.totals(
                travel=(16 + 6 + 6 + 24 + 16) * MINUTE,
                waiting=(142 + 6 + 278 + 2) * MINUTE // 4,
            ),
        ),
        ("B/0", "no way on foot from the station to v3 (Resident 3)"),
    ),
]

PROMISED = "promised-times"


def promised(minute: int, on: object = TUESDAY) -> Change:
    """The appointment was at 14:``minute``; the plan keeps it at 14:00."""
    when = Appointment(on, 14 * HOUR + MINUTE * minute, 10 * MINUTE, "D")  # type: ignore[arg-type]
    return c.asks("v6", appointment=when)


PROMISED_TIMES = [
    Broken(
        PROMISED,
        "not marked",
        c.stop("D+E/1", 1, promised=False),
        ("D+E/1 · v6", "does not mark it"),
    ),
    Broken(PROMISED, "marked", c.stop("A/0", 0, promised=True), ("A/0 · v1", "no appointment")),
    Broken(
        PROMISED,
        "11 minutes early",
        promised(11),
        ("D+E/1 · v6", "begins at 14:00", "at 14:11 on Tue 1 Dec, 10 minutes"),
    ),
    Broken(
        PROMISED,
        "on another day",
        promised(0, MONDAY),
        ("D+E/1 · v6", "14:00 on Tue 1 Dec", "14:00 on Mon 30 Nov"),
    ),
]

BROKEN = [*VISIT_WINDOWS, *SHIFT_HOURS, *BREAKS, *TRAVEL_TIMES, *PROMISED_TIMES]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_wrong_times_break_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


SOUND: dict[str, Callable[[], Change]] = {
    "break at the station, before leaving": lambda: rests(at(9, 0, 2), at(9, 30, 2), 0, WEDNESDAY),
    "break that ends with leaving": lambda: rests(at(11, 10, 2), at(11, 40, 2), 0, WEDNESDAY),
    "break begun at the last moment of its window": lambda: c.works(
        "A/0", pause=ShiftBreak(at(11), at(12), 30 * MINUTE)
    ),
    "break begun at the first moment of its window": lambda: c.works(
        "A/0", pause=ShiftBreak(at(12), at(12), 30 * MINUTE)
    ),
    "visit that ends when its window closes": lambda: c.all_of(
        c.opens("v4a", (at(12), at(12, 40))), c.stop("A/0", 2, window_end=at(12, 40))
    ),
    # from 11:00 to 11:42 for 2 minutes of way and 30 of break: 10 minutes more waited
    "break on the way to the first door": lambda: c.all_of(
        c.totals(waiting=(142 + 278 + 2 + 10) * MINUTE // 4),
        c.route("A/2", leave=at(11, 0, 2)),
        rests(at(11, 5, 2), at(11, 35, 2), 0, WEDNESDAY),
    ),
    # 12:10 + 8 minutes + 30 minutes
    "break on the way back": lambda: c.all_of(
        c.route("A/2", back=at(12, 48, 2)), rests(at(12, 12, 2), at(12, 42, 2), 2, WEDNESDAY)
    ),
    # back at 12:18, and the break after that takes nothing of the round
    "break at the station, after coming back": lambda: rests(
        at(12, 30, 2), at(13, 0, 2), 2, WEDNESDAY
    ),
    "break that begins with coming back": lambda: rests(at(12, 18, 2), at(12, 48, 2), 2, WEDNESDAY),
    "a shift with nothing to do takes no break": lambda: c.works(
        "B/2", pause=ShiftBreak(*WEDNESDAY, 30 * MINUTE)
    ),
    "at the end of its tolerance": lambda: promised(10),
    "waits at a door until it opens": lambda: c.stop("A/2", 1, arrive=at(12, 0, 2)),
}


@pytest.mark.parametrize("reason", SOUND)
def test_these_times_are_sound(reason: str) -> None:
    assert SOUND[reason]()(sound()).violations() == []
