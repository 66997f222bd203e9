"""Who: skills, promised officers, partners, caps, and households called on more than once."""

from dataclasses import replace

import pytest

from routeplan.model.inputs import Appointment
from tests.check import changes as c
from tests.check.changes import Broken, Judged, assert_breaks_only_its_rule
from tests.check.sound import TUESDAY, at, sound
from tests.stations import HOUR, MINUTE, shift

NOBODY = frozenset[str]()
SKILLS = [
    Broken(
        "skills",
        "neither of a pair",
        c.works("C/0", skills=NOBODY),
        ("B/0 · v3", "v3 (Resident 3) needs the skill signs", "nobody has it"),
    ),
    Broken(
        "skills",
        "not the only officer",
        c.asks("v1", skills=frozenset({"signs", "law"})),
        ("A/0 · v1", "law and signs", "not known of Officer A (Officer A)"),
    ),
]


def promised(officer: str | None) -> c.Change:
    return c.asks("v6", appointment=Appointment(TUESDAY, 14 * HOUR, 10 * MINUTE, officer))


PROMISED = [
    Broken(
        "promised-officer",
        "another comes",
        promised("A"),
        ("D+E/1 · v6", "v6 (Resident 6) was promised Officer A (Officer A), not Officer D"),
    )
]


GIVEN = [
    Broken(
        "given-officer",
        "another comes",
        c.asks("v1", given_to="B"),
        ("A/0 · v1", "to Officer B (Officer B), not to Officer A"),
    )
]


def made_by_b_too(judged: Judged) -> Judged:
    """On Wednesday B goes where A was on Monday."""
    again = replace(
        judged.plan.route("A/0").stops[0],
        arrive=at(9, 2, 2),
        begin=at(9, 2, 2),
        end=at(9, 12, 2),
        window_begin=at(8, 0, 2),
        window_end=at(20, 0, 2),
        lost_chance=0,
    )
    home = {"back": at(9, 14, 2), "way_back": again.leg}
    return c.added_up(c.route("B/2", stops=(again,), **home)(judged))


def with_a_crew(shift: str) -> c.Change:
    """F rides along on one of the two shifts that make v3 together."""
    other = "B/0" if shift == "C/0" else "C/0"
    crew = (shift[0], "F")
    return c.all_of(
        c.works(shift, officers=crew),
        c.route(shift, officers=crew),
        c.stop(other, 0, partners=crew),
    )


PARTNERS = [
    Broken(
        "partners",
        "one officer for a visit that needs two",
        c.asks("v1", officers_needed=2),
        ("A/0 · v1", "two officers, but only one comes: Officer A (Officer A) on Mon 30 Nov"),
    ),
    Broken(
        "partners",
        "one more than a crew",
        with_a_crew("C/0"),
        ("v3", "needs two officers, but more come"),
    ),
    Broken(
        "partners",
        "a crew and one more",
        with_a_crew("B/0"),
        ("v3", "needs two officers, but more come"),
    ),
    Broken(
        "partners",
        "made twice",
        made_by_b_too,
        ("A/0 · v1", "one officer, but is in 2 rounds", "on Mon 30 Nov", "on Wed 2 Dec"),
    ),
    Broken(
        "partners",
        "one comes a minute later",
        c.waiting(
            c.stop("C/0", 0, arrive=at(10, 1), begin=at(10, 1), end=at(10, 11)),
            c.route("C/0", back=at(10, 14)),
        ),
        ("v3", "Officer B (Officer B) at 10:00, Officer C (Officer C) at 10:01"),
    ),
    Broken(
        "partners",
        "nobody named",
        c.stop("B/0", 0, partners=()),
        ("B/0 · v3", "Officer C (Officer C), not nobody"),
    ),
    Broken(
        "partners",
        "not him",
        c.stop("C/0", 0, partners=("A",)),
        ("C/0 · v3", "Officer B (Officer B), not Officer A (Officer A)"),
    ),
    Broken(
        "partners",
        "alone",
        c.stop("A/0", 0, partners=("B",)),
        ("A/0 · v1", "nobody, not Officer B"),
    ),
    Broken(
        "partners",
        "a crew",
        c.stop("D+E/1", 0, partners=("E",)),
        ("D+E/1 · v5", "nobody, not Officer E"),
    ),
]


def also_works(shift: str, officer: str) -> c.Change:
    return c.all_of(c.works(shift, officers=(officer,)), c.route(shift, officers=(officer,)))


ONE_PLACE = [
    Broken(
        "one-place-at-a-time",
        "on two shifts on Wednesday",
        also_works("B/2", "A"),
        ("B/2", "Officer A (Officer A)", "is on the shift A/2 until 17:00 on Wed 2 Dec"),
    )
]

LONGEST = c.plan(search=replace(sound().plan.search, longest_day_seconds=55 * MINUTE))
CAPS = [
    Broken(
        "stop-caps",
        "stops",
        c.works("A/0", max_visits=2),
        ("A/0", "make 3 visits on Mon 30 Nov, 1 over the 2", "to 3"),
    ),
    Broken(
        "stop-caps",
        "busy time",
        c.works("D+E/1", max_busy_seconds=2639),
        ("D+E/1", "busy for 44 minutes", "over the 43 minutes 59 seconds that max_busy", "to 44"),
    ),
    Broken(
        "stop-caps",
        "the plan's longest day",
        LONGEST,
        ("A/0", "for 56 minutes", "1 minute over the 55 minutes of", "--longest-day 0:56"),
    ),
]

LEAST_DAYS = [
    Broken(
        "least-days-between",
        "the one asks for more",
        c.asks("v4a", least_days_between=3),
        ("v4a", "Mon 30 Nov and v4b on Wed 2 Dec, 2 days apart", "3 days apart at least"),
    ),
    Broken(
        "least-days-between",
        "the other asks for more",
        c.asks("v4b", least_days_between=3),
        ("v4a", "Mon 30 Nov and v4b on Wed 2 Dec, 2 days apart", "3 days apart at least"),
    ),
    Broken(
        # called Tuesday's, the round on which v4a stands is a day before v4b's
        "least-days-between",
        "one day between",
        c.all_of(c.works("A/0", day=1), c.route("A/0", day=1)),
        ("v4a", "1 day apart", "2 days apart at least"),
    ),
]

BROKEN = [*SKILLS, *PROMISED, *GIVEN, *PARTNERS, *ONE_PLACE, *CAPS, *LEAST_DAYS]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_the_wrong_people_break_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


def test_one_officer_cannot_be_both_of_a_pair() -> None:
    # two shifts that meet at one door overlap, so that rule complains too
    judged = c.all_of(also_works("C/0", "B"), c.stop("B/0", 0, partners=("B",)))(sound())
    found = [str(violation) for violation in judged.violations()]
    assert any(
        "partners: B/0 · v3: Officer B (Officer B) cannot be both" in complaint
        for complaint in found
    )
    assert {complaint.partition(":")[0] for complaint in found} == {
        "partners",
        "one-place-at-a-time",
    }


def test_every_shift_that_overlaps_a_long_one_is_named() -> None:
    # A works 9-17, and 9-10 and 11-12 too, which do not overlap each other
    shifts = [
        shift("A"),
        shift("A", id="early", end=10 * HOUR),
        shift("A", id="late", begin=11 * HOUR, end=12 * HOUR),
    ]
    routes = [
        replace(
            sound().plan.route("B/2"),
            **{
                name: getattr(officer_shift, name)
                for name in ("officers", "day", "mode", "begin", "end")
            },
            shift=officer_shift.id,
            leave=officer_shift.begin,
            back=officer_shift.begin,
        )
        for officer_shift in shifts
    ]
    judged = sound()
    inputs = replace(judged.inputs, shifts=tuple(shifts), visits=(), refused_visits=())
    judged = replace(judged, inputs=inputs, times=())
    judged = c.added_up(c.plan(routes=tuple(routes), left_out=())(judged))
    assert [(violation.rule, violation.shift) for violation in judged.violations()] == [
        ("one-place-at-a-time", "A/0"),
        ("one-place-at-a-time", "late"),
    ]


def test_a_shift_may_begin_when_the_officers_other_one_ends() -> None:
    hours = {"officers": ("A",), "begin": at(17, 0, 2), "end": at(20, 0, 2)}
    judged = c.works("B/2", **hours)(sound())
    out = {"leave": at(17, 0, 2), "back": at(17, 0, 2)}
    assert c.route("B/2", **hours, **out)(judged).violations() == []


def test_either_officer_of_a_pair_may_bring_the_skill() -> None:
    signs = frozenset({"signs"})
    judged = c.all_of(c.works("C/0", skills=NOBODY), c.works("B/0", skills=signs))(sound())
    assert judged.violations() == []


def test_no_officer_need_be_promised() -> None:
    assert promised(None)(sound()).violations() == []


def test_a_shift_without_a_visit_keeps_every_cap() -> None:
    judged = c.works("B/2", max_visits=0, max_busy_seconds=0)(sound())
    assert judged.violations() == []


def test_without_a_longest_day_only_the_shift_sets_a_cap() -> None:
    search = replace(sound().plan.search, longest_day_seconds=None)
    assert c.plan(search=search)(sound()).violations() == []
