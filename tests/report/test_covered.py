"""Whom the station reaches, by kind of household; and how long visits took against their sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.report.calls import Called, Calls, read_calls
from routeplan.report.counts import time_numbers
from routeplan.report.covered import kind_numbers
from routeplan.report.report_numbers import STATION, Number, Scope, ScopeKind
from routeplan.report.scopes import Scopes
from routeplan.visitlog.log_records import Channel, Result
from routeplan.visitlog.store import reading, writing
from routeplan.visitlog.writing import add_round
from tests.stations import household, inputs_of
from tests.visitlog.logs import MONDAY, ROUND, call, record

HOSTILE = "<b>#eval x</b> 独居"
INPUTS = inputs_of(
    [*(household(n) for n in range(1, 10)), household(10, do_not_call=True)], [], [], officers=()
)
KINDS = {f"h{n}": "alone" for n in (1, 2, 3)} | {"h4": "Alone", "h5": "shop", "h6": HOSTILE}
"""h7 to h9 have none; of shops and of the hostile kind there is one each."""
BEATS = {"h1": "A", "h2": "A", "h7": "A"}


def met(number: int, home: str) -> Called:
    facts = (MONDAY, home, home, ("A",), Result.MET, Channel.HOME, "", None, 1, None, 0)
    return Called((number,), *facts)


def numbers(scope: Scope = STATION, *homes: str) -> dict[str, tuple[int | None, tuple]]:
    calls = Calls([met(k, home) for k, home in enumerate(homes, start=1)])
    made = kind_numbers(INPUTS, KINDS, calls, Scopes(scope, ["A", "B"], BEATS))
    return {number.name: (number.value, number.entries) for number in made}


def test_households_are_counted_by_kind_and_few_of_a_kind_are_others() -> None:
    made = numbers(STATION, "h1", "h4", "h4", "h9", "h10")
    assert made == {
        "homes": (9, ()),  # all but the one not to be called on
        "homes-met": (3, ((1,), (2, 3), (4,))),
        "homes:alone": (4, ()),
        "homes-met:alone": (2, ((1,), (2, 3))),
        "homes:other": (5, ()),
        "homes-met:other": (1, ((4,),)),
    }


def test_a_beat_s_own_report_has_its_households_and_an_officer_s_has_none() -> None:
    assert numbers(Scope(ScopeKind.BEAT, "A"), "h7", "h9")["homes/beat/A"] == (3, ())
    assert numbers(Scope(ScopeKind.BEAT, "A"), "h7", "h9")["homes-met/beat/A"] == (1, ((1,),))
    assert numbers(Scope(ScopeKind.OFFICER, "A"), "h1") == {}


@given(
    st.lists(st.sampled_from(["a", "A", "b", "c", ""]), min_size=9, max_size=9),
    st.sets(st.integers(1, 9)),
)
def test_kinds_add_up_to_all(kinds: list[str], seen: set[int]) -> None:
    calls = Calls([met(k, f"h{k}") for k in sorted(seen)])
    given_kinds = {f"h{k}": kind for k, kind in enumerate(kinds, start=1)}
    made: dict[str, Number] = {
        number.name: number
        for number in kind_numbers(INPUTS, given_kinds, calls, Scopes(STATION, [], {}))
    }
    for name in ("homes", "homes-met"):
        parts = [number.value or 0 for key, number in made.items() if key.startswith(f"{name}:")]
        assert not parts or sum(parts) == made[name].value
    assert made["homes-met"].value == len(seen)
    assert all(
        number.value != 1 or ":" not in key or key.endswith(":other")
        for key, number in made.items()
        if key.startswith("homes:")
    )


@pytest.fixture
def timed(path: Path) -> Path:
    """A round with 15 minutes for each of two stops, one in reserve; two took a length."""
    with writing(path) as log:
        add_round(log, ROUND)
    at_stop = {"1": ("H1", 120), "2": ("H2", 1200), "A": ("H3", 300)}
    record(
        path,
        *(
            call("met", round=ROUND.id, stop=stop, household=home, visit=home, seconds=seconds)
            for stop, (home, seconds) in at_stop.items()
        ),
        call("met", household="H4", visit="H4", stop="", round="", seconds=600),
        call("out", round="S", stop="1", household="H5", visit="H5", seconds=60),
    )
    return path


def test_a_two_minute_visit_is_seen(timed: Path) -> None:
    with reading(timed) as log:
        calls = read_calls(log, MONDAY, MONDAY)
    made = {number.name: number for number in time_numbers(calls, Scopes(STATION, ["O1"], {}))}
    # H3 was in reserve with 15 minutes; at H4 no sheet had a time; H5 was not met.
    assert made["timed"].value == 3
    assert made["booked"].value == 3 * 900
    assert made["spent"].value == 120 + 1200 + 300
    assert (made["short"].value, made["short"].entries) == (2, ((1,), (3,)))
    assert made["short/O1"].of == "timed/O1"


def test_of_two_sheets_the_longer_time_counts() -> None:
    one = replace(call("met"), day=date(2026, 11, 30))
    first = met(1, "h1")._replace(round="R", called_at=36_000, spent=120, booked=900)
    second = met(2, "h1")._replace(round="S", called_at=36_000, spent=None, officers=("B",))
    from routeplan.report.calls import _together

    assert _together(first, second).spent == 120
    assert _together(second, first).booked == 900
    assert one.day == MONDAY
