"""Evening out: swaps worked out by hand, every constraint seen blocking one.

Tests ``balance/round_assignment.py``.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from routeplan.balance.swap import RoundMove, SwapProposal, chains, even_out
from routeplan.balance.workloads import workload
from routeplan.model.inputs import Appointment, Inputs, Mode, Policy, ShiftBreak
from routeplan.model.plan import Plan
from routeplan.problem.solution import ShiftChoice
from tests.balance.plans import IDLE, at, calls, planned, violations
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, visit

SIGNS = frozenset({"signs"})


def shares(inputs: Inputs, plan: Plan) -> dict[str, int]:
    return {who: load.share for who, load in workload(inputs, plan).officers.items()}


def proposed(inputs: Inputs, plan: Plan, **how: Any) -> SwapProposal:
    """What is proposed; the judge accepts it, and the objective is no worse."""
    found = even_out(inputs, plan, **how)
    assert violations(inputs, found.plan) == []
    assert found.plan.totals.objective <= plan.totals.objective
    assert found.plan.totals.travel == plan.totals.travel
    return found


def one_visit_rounds(*minutes: int, **more: Any) -> tuple[list[Any], list[Any]]:
    """Households at place 1 and their visits: each, as a round of its own, 4 minutes longer."""
    numbers = range(1, len(minutes) + 1)
    homes = [household(n, place=1) for n in numbers]
    return homes, [visit(n, m, **more) for n, m in zip(numbers, minutes, strict=True)]


# -- what is evened -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("price", "moves"),
    [
        pytest.param(0.25, 0, id="an hour more waited outside costs 15 minutes"),
        pytest.param(0.0, 1, id="waiting costs nothing"),
    ],
)
def test_a_round_stays_where_its_break_fills_the_wait(price: float, moves: int) -> None:
    # between 9:30 and 13:00 A rests for an hour; B is due no break, and would wait all the time
    homes, visits = one_visit_rounds(30, 60)
    shifts = [shift("A", pause=ShiftBreak(at(9), at(12), HOUR)), shift("B")]
    inputs = inputs_of(homes, visits, shifts, policy=Policy(waiting_price=price))
    plan = planned(inputs, calls((1, at(9, 2)), (2, at(13)), pause_after=1), IDLE)
    # A: 9:00 + 2 to 13:00 less 30 minutes, one to the next door and 60 of rest: 147
    assert plan.totals.waiting == round(price * 147 * MINUTE)
    found = proposed(inputs, plan)
    assert len(found.moves) == moves


def test_an_officer_with_two_rounds_hands_one_to_an_idle_colleague() -> None:
    # B is on foot on Monday only, so that only Monday's round can go
    homes, visits = one_visit_rounds(116, 116)
    shifts = [shift("A"), shift("B"), shift("A", day=1), shift("B", day=1, mode=Mode.BIKE)]
    inputs = inputs_of(homes, visits, shifts, days=2)
    plan = planned(inputs, calls((1, at(10))), IDLE, calls((2, at(10, day=1))), IDLE)
    found = proposed(inputs, plan)
    assert found.moves == (RoundMove(0, "A/0", "B/0"),)
    assert found.proven
    # twice 120 of 960 minutes
    assert shares(inputs, plan) == {"A": 250, "B": 0}
    assert shares(inputs, found.plan) == {"A": 125, "B": 125}
    assert found.plan.routes[0].stops == ()
    assert found.plan.routes[1].stops[0].visit == "v1"


def test_busy_time_is_compared_as_a_share_of_paid_hours() -> None:
    # B works half days. By hours, one exchange would be even (180 : 180 minutes); by paid hours
    # both are due: 240 of 960 minutes and 120 of 480 are a quarter each.
    homes, visits = one_visit_rounds(56, 116, 56, 116)
    shifts = [
        shift(who, day, end=end) for day in (0, 1) for who, end in (("A", at(17)), ("B", at(13)))
    ]
    inputs = inputs_of(homes, visits, shifts, days=2)
    rounds = [calls((n, at(10, day=(n - 1) // 2))) for n in (1, 2, 3, 4)]
    plan = planned(inputs, *rounds)
    found = proposed(inputs, plan)
    assert shares(inputs, plan) == {"A": 125, "B": 500}
    assert shares(inputs, found.plan) == {"A": 250, "B": 250}
    assert chains(found.moves) == [("A/0", "B/0", "A/0"), ("A/1", "B/1", "A/1")]


def three_in_a_ring() -> tuple[Inputs, Plan]:
    """Monday's rounds can only go round: A's to B, B's to C, C's to A."""
    homes, visits = one_visit_rounds(236, 188, 140, 188, 92)
    x, y, z = (frozenset({skill}) for skill in "xyz")
    visits[:3] = [replace(v, skills=s) for v, s in zip(visits[:3], (x, y, z), strict=True)]
    shifts = [
        shift("A", skills=x | z),
        shift("B", skills=x | y),
        shift("C", skills=y | z),
        shift("A", day=1, mode=Mode.BIKE),
        shift("B", day=1, mode=Mode.CAR),
        shift("C", day=1),
    ]
    inputs = inputs_of(homes, visits, shifts, days=2)
    monday = [calls((n, at(10))) for n in (1, 2, 3)]
    return inputs, planned(
        inputs, *monday, calls((4, at(10, day=1))), calls((5, at(10, day=1))), IDLE
    )


def test_three_hand_their_rounds_round() -> None:
    inputs, plan = three_in_a_ring()
    found = proposed(inputs, plan)
    # of 960 minutes: A 240 + 192, B 192 + 96, C 144; then A 144 + 192, B 240 + 96, C 192
    assert shares(inputs, plan) == {"A": 450, "B": 300, "C": 150}
    assert shares(inputs, found.plan) == {"A": 350, "B": 350, "C": 200}
    assert chains(found.moves) == [("A/0", "B/0", "C/0", "A/0")]


def test_below_the_highest_share_the_next_is_lowered() -> None:
    # A's round cannot leave A; B has two rounds, C none
    homes, visits = one_visit_rounds(236, 92, 92)
    shifts = [
        shift("A", mode=Mode.CAR),
        *(shift(who, day) for who, day in (("B", 0), ("C", 0), ("B", 1))),
        shift("C", day=1, mode=Mode.BIKE),
    ]
    inputs = inputs_of(homes, visits, shifts, days=2)
    plan = planned(
        inputs, calls((1, at(10))), calls((2, at(10))), IDLE, calls((3, at(10, day=1))), IDLE
    )
    found = proposed(inputs, plan)
    assert shares(inputs, plan) == {"A": 500, "B": 200, "C": 0}
    assert shares(inputs, found.plan) == {"A": 500, "B": 100, "C": 100}


def test_as_few_rounds_as_possible_move() -> None:
    # one handover does; the others could change places too, to no avail
    homes, visits = one_visit_rounds(92, 92, 92, 92)
    shifts = [shift(who, day) for day in (0, 1) for who in "ABC"]
    inputs = inputs_of(homes, visits, shifts, days=2)
    plan = planned(
        inputs,
        *(calls((n, at(10))) for n in (1, 2)),
        IDLE,
        *(calls((n, at(10, day=1))) for n in (3, 4)),
        IDLE,
    )
    assert shares(inputs, plan) == {"A": 200, "B": 200, "C": 0}
    found = proposed(inputs, plan)
    # the highest stays, for four rounds among three give somebody two; B's or A's goes to C
    assert found.moves
    assert sorted(shares(inputs, found.plan).values()) == [100, 100, 200]
    assert len(found.moves) == 1


@pytest.mark.parametrize(
    ("tolerance", "moves"),
    [
        pytest.param(0, 1, id="every thousandth counts"),
        pytest.param(20, 0, id="2 % of paid hours are no reason to hand a round over"),
    ],
)
def test_small_differences_move_no_round(tolerance: int, moves: int) -> None:
    # A 20 of 960 minutes, B none; 10 each if one goes: 21 thousandths, then 11
    homes, visits = one_visit_rounds(6, 6)
    shifts = [shift("A"), shift("B"), shift("A", day=1), shift("B", day=1)]
    inputs = inputs_of(homes, visits, shifts, days=2)
    plan = planned(inputs, calls((1, at(10))), IDLE, calls((2, at(10, day=1))), IDLE)
    found = proposed(inputs, plan, tolerance=tolerance)
    assert len(found.moves) == moves
    assert found.proven


def test_a_plan_that_is_even_stays_as_it_is() -> None:
    homes, visits = one_visit_rounds(92, 92)
    inputs = inputs_of(homes, visits, [shift("A"), shift("B")])
    plan = planned(inputs, calls((1, at(10))), calls((2, at(10))))
    assert even_out(inputs, plan) == SwapProposal(plan)


def test_without_any_choice_nothing_is_searched() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A"), shift("B", mode=Mode.BIKE)])
    plan = planned(inputs, calls((1, at(10))), IDLE)
    assert even_out(inputs, plan, work_limit=0) == SwapProposal(plan, (), proven=True)


def test_out_of_time_the_plan_stays_as_it_is_and_nothing_is_proven() -> None:
    inputs, plan = three_in_a_ring()
    assert even_out(inputs, plan, work_limit=0) == SwapProposal(plan, (), proven=False)


def test_the_same_plan_gives_the_same_proposal() -> None:
    inputs, plan = three_in_a_ring()
    assert even_out(inputs, plan) == even_out(inputs, plan)


# -- what blocks a swap ---------------------------------------------------------------------------


def monday_round_to_b(about_v1: dict[str, Any], about_b: dict[str, Any]) -> tuple[Inputs, Plan]:
    """A has a round on both days, B none; only Monday's (v1 at 10:00, v2 at 11:30) could go."""
    homes = [household(n, place=1) for n in (1, 2, 3)]
    visits = [visit(1, 60, **about_v1), visit(2, 60), visit(3, 120)]
    b = shift(**({"officers": "B"} | about_b))
    shifts = [shift("A", skills=SIGNS), b, shift("A", day=1)]
    shifts.append(shift("B", day=1, mode=Mode.BIKE))
    inputs = inputs_of(homes, visits, shifts, days=2)
    return inputs, planned(
        inputs, calls((1, at(10)), (2, at(11, 30))), IDLE, calls((3, at(10, day=1))), IDLE
    )


def test_monday_round_goes_to_b_when_nothing_is_in_the_way() -> None:
    assert len(proposed(*monday_round_to_b({}, {})).moves) == 1


@pytest.mark.parametrize(
    ("about_v1", "about_b"),
    [
        pytest.param({}, {"mode": Mode.BIKE}, id="B goes by bike"),
        pytest.param({}, {"officers": "BC"}, id="B is half of a crew"),
        pytest.param({}, {"begin": 10 * HOUR}, id="B begins when A is at the first door"),
        pytest.param({}, {"end": at(12, 31)}, id="B ends when A is on the way back"),
        pytest.param(
            {},
            {"pause": ShiftBreak(at(11), at(11, 10), 30 * MINUTE)},
            id="B's break is 1 minute short",
        ),
        pytest.param({}, {"max_visits": 1}, id="B makes one visit at most"),
        pytest.param({}, {"max_busy_seconds": 2 * HOUR}, id="B may not be busy for so long"),
        pytest.param({"skills": SIGNS}, {}, id="B does not sign"),
        pytest.param(
            {"appointment": Appointment(MONDAY, at(10), 600, officer="A")}, {}, id="A was promised"
        ),
        pytest.param({"preferred_officer": "A"}, {}, id="A is preferred"),
    ],
)
def test_nothing_moves_when(about_v1: dict[str, Any], about_b: dict[str, Any]) -> None:
    inputs, plan = monday_round_to_b(about_v1, about_b)
    assert proposed(inputs, plan).moves == ()


def test_a_round_with_a_spare_call_goes_to_no_shift_that_keeps_too_little_free() -> None:
    # B is paid 4 hours; with v1 of 60, v2 of 60 and the ways Monday's round takes 126 minutes
    for keep_free, goes in ((0.4, True), (0.5, False)):
        inputs, plan = monday_round_to_b({}, {"begin": 9 * HOUR, "end": at(13)})
        inputs = replace(inputs, policy=Policy(keep_free=keep_free, waiting_price=0))
        first = plan.routes[0]
        marked = tuple(replace(stop, spare=stop.visit == "v2") for stop in first.stops)
        plan = replace(plan, routes=(replace(first, stops=marked), *plan.routes[1:]))
        assert bool(even_out(inputs, plan).moves) == goes


def test_nobody_takes_a_round_over_who_would_wait_longer_in_it() -> None:
    """A rests between the two visits of Monday; B, who has no break, would stand in the street."""
    pause = ShiftBreak(at(11), at(11, 10), 24 * MINUTE)
    for price, goes in ((0.25, False), (0.0, True)):
        homes = [household(n, place=1) for n in (1, 2, 3)]
        visits = [visit(1, 60), visit(2, 60), visit(3, 120)]
        shifts = [shift("A", pause=pause), shift("B"), shift("A", day=1)]
        shifts.append(shift("B", day=1, mode=Mode.BIKE))
        policy = Policy(waiting_price=price)
        inputs = inputs_of(homes, visits, shifts, days=2, policy=policy)
        monday = calls((1, at(10)), (2, at(11, 30)), pause_after=1)
        plan = planned(inputs, monday, IDLE, calls((3, at(10, day=1))), IDLE)
        assert bool(proposed(inputs, plan).moves) == goes


# -- preferred officers ---------------------------------------------------------------------------


def test_a_preferred_officer_may_be_lost_where_another_is_won() -> None:
    homes, visits = one_visit_rounds(116, 20, 116)
    visits[0] = replace(visits[0], preferred_officer="A")
    visits[1] = replace(visits[1], preferred_officer="A")
    shifts = [shift("A"), shift("B"), shift("A", day=1), shift("B", day=1, mode=Mode.BIKE)]
    inputs = inputs_of(homes, visits, shifts, days=2)
    plan = planned(inputs, calls((1, at(10))), calls((2, at(10))), calls((3, at(10, day=1))), IDLE)
    found = proposed(inputs, plan)
    assert len(found.moves) == 2
    assert plan.totals.minor_costs == found.plan.totals.minor_costs == 900
    assert [stop.minor_cost for route in found.plan.routes for stop in route.stops] == [0, 900, 0]


def test_where_another_officer_costs_nothing_a_preference_blocks_nothing() -> None:
    inputs, plan = monday_round_to_b({"preferred_officer": "A"}, {})
    inputs = replace(inputs, policy=Policy(other_officer_minutes=0))
    assert len(proposed(inputs, plan).moves) == 1


def test_the_preferred_officer_gets_the_round_when_that_is_even_too() -> None:
    inputs, plan = monday_round_to_b({"preferred_officer": "B"}, {})
    found = proposed(inputs, plan)
    assert (plan.totals.minor_costs, found.plan.totals.minor_costs) == (900, 0)


# -- two officers ---------------------------------------------------------------------------------


def pair(
    about_pair: dict[str, Any], *, b: dict[str, Any], c: dict[str, Any]
) -> tuple[Inputs, Plan]:
    """A and C (by bike) call on h1 together; A has a round on Tuesday too; B is idle on Monday."""
    homes = [household(n, place=1) for n in (1, 2)]
    visits = [visit(1, 116, officers_needed=2, **about_pair), visit(2, 116)]
    shifts = [
        shift("A", skills=SIGNS),
        shift(**({"officers": "B"} | b)),
        shift("C", mode=Mode.BIKE, **c),
        shift("A", day=1),
        shift("B", day=1, mode=Mode.BIKE),
    ]
    inputs = inputs_of(homes, visits, shifts, days=2)
    together: ShiftChoice = calls((1, at(10)))
    return inputs, planned(inputs, together, IDLE, together, calls((2, at(10, day=1))), IDLE)


def test_partners_are_renamed_when_one_of_two_is_replaced() -> None:
    inputs, plan = pair({}, b={}, c={})
    found = proposed(inputs, plan)
    assert found.moves == (RoundMove(0, "A/0", "B/0"),)
    assert [route.stops[0].partners for route in found.plan.routes[1:3]] == [("C",), ("B",)]


def test_what_a_pair_costs_is_charged_once_after_a_swap() -> None:
    inputs, plan = pair({"preferred_officer": "Z"}, b={}, c={})
    found = proposed(inputs, plan)
    stops = [route.stops[0] for route in found.plan.routes[1:3]]
    # worth 60 minutes at chance 0.5, and 15 minutes, at the first of the two
    assert [(stop.lost_chance, stop.minor_cost) for stop in stops] == [(1800, 900), (0, 0)]
    assert found.plan.totals == plan.totals


A_IS_PROMISED = {"appointment": Appointment(MONDAY, at(10), 600, officer="A")}
C_IS_PROMISED = {"appointment": Appointment(MONDAY, at(10), 600, officer="C")}


@pytest.mark.parametrize(
    ("about_pair", "b", "c", "goes"),
    [
        pytest.param({"skills": SIGNS}, {}, {}, False, id="only A signs"),
        pytest.param({"skills": SIGNS}, {"skills": SIGNS}, {}, True, id="B signs too"),
        pytest.param({"skills": SIGNS}, {}, {"skills": SIGNS}, True, id="C, who stays, signs"),
        pytest.param(A_IS_PROMISED, {}, {}, False, id="A was promised"),
        pytest.param(C_IS_PROMISED, {}, {}, True, id="C, who stays, was promised"),
        pytest.param({"preferred_officer": "A"}, {}, {}, False, id="A is preferred"),
        pytest.param({"preferred_officer": "C"}, {}, {}, True, id="C, who stays, is preferred"),
        pytest.param({}, {"officers": "BD"}, {}, False, id="B is half of a crew"),
    ],
)
def test_of_two_officers_one_may_be_replaced_if(
    about_pair: dict[str, Any], b: dict[str, Any], c: dict[str, Any], goes: bool
) -> None:
    inputs, plan = pair(about_pair, b=b, c=c)
    assert bool(proposed(inputs, plan).moves) == goes


# -- chains ---------------------------------------------------------------------------------------


def test_moves_read_as_chains() -> None:
    pairs = ["ab", "ba", "xy", "pq", "qr", "rp", "yz"]
    moves = [RoundMove(0, f, t) for f, t in pairs]
    # what ends at a shift without a round comes first
    assert chains(moves) == [("x", "y", "z"), ("a", "b", "a"), ("p", "q", "r", "p")]
    assert chains([]) == []


CTRL_C_AFTERWARDS = """
import signal
from tests.balance.test_swap import one_visit_rounds, planned, calls, at, IDLE
from tests.stations import inputs_of, shift
from routeplan.balance.swap import even_out
homes, visits = one_visit_rounds(116, 116)
shifts = [shift(who, day=day) for day in (0, 1) for who in "AB"]
inputs = inputs_of(homes, visits, shifts, days=2)
even_out(inputs, planned(inputs, calls((1, at(10))), IDLE, calls((2, at(10, day=1))), IDLE))
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("still ours")
"""


def test_ctrl_c_is_still_ours_after_a_search() -> None:
    # In a process of its own: where OR-Tools has taken it over, Ctrl-C is its end.
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CTRL_C_AFTERWARDS],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "still ours\n", done.stderr


def test_a_locked_round_stays_with_its_officer() -> None:
    inputs, plan = monday_round_to_b({}, {})
    free = proposed(inputs, plan).moves
    assert [move.from_shift for move in free] == ["A/0"]
    assert proposed(inputs, plan, locked={"v1"}).moves == ()
    assert proposed(inputs, plan, locked={"v2"}).moves == ()
    assert proposed(inputs, plan, locked={"v3"}).moves == free
