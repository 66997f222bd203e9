"""Why here: the other ways and what each would cost, every figure by hand.

Tests ``planning/explain/explanation.py`` and ``planning/explain/stop_reasons.py``.
"""

from __future__ import annotations

from dataclasses import replace

from routeplan.model.inputs import Appointment, Inputs
from routeplan.planning.explain.explanation import explain_household, explain_left_out
from routeplan.planning.explain.explanation_records import OptionPrice, Where
from routeplan.planning.explain.stop_reasons import stop_reasons
from tests.planning.explain.cases import case_of, explained, whole_sentence
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, visit

SIGNS = frozenset({"signs"})


def preferred() -> Inputs:
    """v1 prefers A; B could come as well."""
    wanted = visit(1, preferred_officer="A")
    return inputs_of([household(1)], [wanted], [shift("A"), shift("B")])


def test_another_officer_costs_what_the_preferred_one_is_worth() -> None:
    found = explained(preferred(), "v1", [0], [])
    assert found.here == Where(("A",), 0, 9 * HOUR + 2 * MINUTE)
    assert found.sentence == (
        "v1 Resident 1 is visited by Officer A on Mon 30 Nov at 09:02: the other way, "
        "Officer B on Mon 30 Nov at 09:02, would cost at most 15 minutes more."
    )
    other, out = found.options
    assert (other.officers, other.price) == (
        ("B",),
        OptionPrice(0, 0, 0, 15 * MINUTE, 0, 15 * MINUTE),
    )
    # without it 4 minutes of way and half of 60 lost are saved, and 60 are left out
    assert (out.officers, out.where) == ((), None)
    assert out.price == OptionPrice(0, -4 * MINUTE, -30 * MINUTE, 0, 60 * MINUTE, 26 * MINUTE)


def test_what_would_have_to_give_way_is_named_and_priced() -> None:
    # B's hour is full with v2, whose skill only B has. Were v1 B's, v2 would be left out:
    # travel 4 instead of 4 + 8, lost 30 instead of 60, and 60 left out
    homes = [household(1), household(2)]
    visits = [visit(1), visit(2, 50, skills=SIGNS)]
    shifts = [shift("A", end=10 * HOUR), shift("B", end=10 * HOUR, skills=SIGNS)]
    found = explained(inputs_of(homes, visits, shifts), "v1", [0], [1])
    other = next(option for option in found.options if option.officers == ("B",))
    assert (other.pushed_out, other.searched) == (("v2",), True)
    assert other.price == OptionPrice(0, -8 * MINUTE, -30 * MINUTE, 0, 60 * MINUTE, 22 * MINUTE)
    assert found.sentence.endswith("would cost at most 22 minutes more and push out v2.")
    reverse = explained(inputs_of(homes, visits, shifts), "v2", [0], [1])
    why = {option.officers: option.why_not for option in reverse.options if option.why_not}
    assert why == {("A",): "lacks signs"}
    assert reverse.sentence.endswith("nobody else and no other hour could take it.")


def test_another_hour_of_the_same_round_is_another_way() -> None:
    # given hours on two sides of noon; in the afternoon A waits, which costs nothing
    inputs = inputs_of([household(1, "Mo 09:00-10:00,14:00-15:00")], [visit(1)], [shift("A")])
    found = explained(inputs, "v1", [0])
    assert found.options[0].where == Where(("A",), 0, 14 * HOUR)
    assert found.sentence.endswith("Officer A on Mon 30 Nov at 14:00 would cost no more.")


def test_a_cheaper_way_that_was_not_found_is_admitted() -> None:
    found = explained(preferred(), "v1", [], [0])
    assert "Officer A on Mon 30 Nov at 09:02 would cost 15 minutes less" in found.sentence
    assert found.sentence.endswith("search longer.")


def test_two_officers_are_tried_day_by_day() -> None:
    pair = visit(1, officers_needed=2)
    shifts = [shift("A"), shift("B"), shift("A", day=1), shift("C", day=1), shift("A", day=2)]
    inputs = inputs_of([household(1)], [pair], shifts, days=3)
    found = explained(inputs, "v1", [0], [0], [], [], [])
    assert found.here is not None
    assert set(found.here.officers) == {"A", "B"}
    ways = {option.day: option for option in found.options if option.officers}
    assert set(ways[1].officers) == {"A", "C"}
    # the way is the same; a normal visit costs a minute for the day later
    assert ways[1].price == OptionPrice(0, 0, 0, 0, 0, MINUTE)
    alone = next(option for option in found.options if option.day == 2)
    assert alone.why_not == "no two officers are there in its hours"


def test_who_cannot_come_is_told_why() -> None:
    appointment = Appointment(MONDAY, 10 * HOUR, 600, officer="A")
    shifts = [shift("A"), shift("B"), shift("C", begin=13 * HOUR)]
    inputs = inputs_of([household(1)], [visit(1, appointment=appointment)], shifts)
    found = explained(inputs, "v1", [0], [], [])
    assert "as promised" in found.sentence
    assert {option.officers: option.why_not for option in found.options if option.why_not} == {
        ("B",): "another officer was promised",
        ("C",): "not on shift in its hours",
    }


def test_a_home_not_to_be_called_on_is_left_in_peace() -> None:
    home = household(1, do_not_call=True)
    inputs = inputs_of([home], [], [shift("A")], refused=[visit(1)])
    (found,) = explain_household(case_of(inputs, []), "h1")
    sentence = whole_sentence(found, inputs)
    assert sentence == "v1 Resident 1 is left out: the household asked not to be called on."
    assert (found.options, found.changes, found.worth) == ((), (), 60 * MINUTE)


def test_the_list_has_one_change_for_each_visit() -> None:
    homes = [household(1), household(2), household(3)]
    inputs = inputs_of(
        homes, [visit(1, 50), visit(2)], [shift("A", end=10 * HOUR)], refused=[visit(3)]
    )
    waiting, refused = explain_left_out(case_of(inputs, [0]))
    assert (waiting.visit, waiting.changes[0].kind, waiting.changes[0].amount) == (
        "v2",
        "longer-shift",
        8,
    )
    assert (len(waiting.changes), waiting.options) == (1, ())
    assert (refused.visit, refused.code) == ("v3", "do-not-call")


def test_each_stop_has_a_reason_in_a_line() -> None:
    at_eleven = Appointment(MONDAY, 11 * HOUR, 600)
    homes = [household(k) for k in (1, 2, 3, 4)]
    visits = [
        visit(1, preferred_officer="A"),
        visit(2, appointment=at_eleven),
        visit(3, skills=SIGNS),
        visit(4),
    ]
    shifts = [shift("A", skills=SIGNS), shift("B")]
    reasons = stop_reasons(case_of(inputs_of(homes, visits, shifts), [0, 2, 3, 1], []))
    told = {name: (why.code, why.officers, why.more) for (_, name), why in reasons.items()}
    # B's own way to place 1 and back is 4 minutes, A passes by anyway
    assert told["v1"] == ("cheapest", ("B",), 19 * MINUTE)
    assert told["v2"] == ("promised", (), 0)
    assert told["v3"] == ("only", (), 0)
    # A saves the way from 3 to 4 and back to 2, but B needs 16 minutes
    assert told["v4"] == ("cheapest", ("B",), 12 * MINUTE)


def test_another_officer_who_would_do_as_well_is_named() -> None:
    inputs = replace(preferred(), visits=(visit(1),))
    (why,) = stop_reasons(case_of(inputs, [0], [])).values()
    assert (why.code, why.officers, why.day, why.more) == ("as-good", ("B",), 0, 0)
