"""A plan in the terminal, at the widths people have, and in a pipe.

Tests ``cli/tables/plan.py``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len

from routeplan.cli.tables.plan import console, plain, print_plan, table
from routeplan.model.inputs import Inputs
from routeplan.model.plan import LeftOut, Plan, SearchRecord, Totals
from tests.formats.plans.plans import small_inputs, small_plan
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, visit

KEPT = Totals(0, 240, 0, 540, 900)
STYLE = re.compile(r"\033\[[0-9;]*m")


def quiet_plan(**changed: Any) -> Plan:
    """The small plan with v1 only, nothing missed, left out or interrupted."""
    usual: dict[str, Any] = {
        "left_out": (),
        "totals": KEPT,
        "search": SearchRecord("ruin-recreate", 0, 1000),
    }
    return replace(small_plan(), **(usual | changed))


def many(
    count: int, *, code: str = "no-room", worth: int = 60, first: int = 1
) -> tuple[LeftOut, ...]:
    """Visits left out for one reason."""
    return tuple(
        LeftOut(f"v{k}", f"h{k}", code, worth=worth * MINUTE) for k in range(first, first + count)
    )


def homes(count: int) -> Inputs:
    """Households 1 to ``count``, for the officers of the small plan."""
    numbers = range(1, count + 1)
    shifts = [shift(letter, begin=8 * HOUR, end=16 * HOUR) for letter in "AB"]
    return inputs_of([household(k) for k in numbers], [visit(k) for k in numbers], shifts)


@pytest.fixture
def printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """Prints a plan and gives its lines: into a pipe, or on a terminal of so many columns."""

    def lines(
        plan: Plan, inputs: Inputs | None = None, *, columns: int | None = None, **more: Any
    ) -> list[str]:
        monkeypatch.delenv("COLUMNS", raising=False)
        if columns:
            monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
            monkeypatch.setenv("COLUMNS", str(columns))
            monkeypatch.setenv("TERM", "xterm")
        print_plan(plan, inputs or small_inputs(), **more)
        return capsys.readouterr().out.splitlines()

    return lines


Printed = Callable[..., list[str]]


def part(lines: list[str], title: str) -> list[str]:
    """The lines of one table, from below its rule to the empty line behind it."""
    begin = next(k for k, line in enumerate(lines) if line.startswith(title))
    return [STYLE.sub("", line).rstrip() for line in lines[begin + 3 : lines.index("", begin)]]


def test_the_shifts_one_line_each_and_what_they_come_to(printed: Printed) -> None:
    """v1 from 8:02 to 8:12, 2 minutes there and back: 4 + 10 busy; 0.85 x 10 + 0.15 x 2 + 4 = 12.8
    expected; leaves 8:00, is back 8:44, of which 14 busy and 30 break: nothing idle."""
    assert printed(quiet_plan())[1:9] == [
        "Plan from 2026-11-30, 1 day",
        "day         officer     first-last  visits  meet  travel  busy  expected  idle",
        "───────────────────────────────────────────────────────────────────────────────",
        "Mon 30 Nov  Officer A  08:02-08:12       1   0.8    0:04  0:14      0:13  0:00",
        "Mon 30 Nov  Officer B            -       0   0.0    0:00  0:00      0:00  0:00",
        "",
        "all         2 shifts                     1   0.8    0:04  0:14      0:13  0:00",
        "Including 1 visit by two officers, listed in the rounds of both.",
    ]


def test_a_shift_over_midnight_reads_on(printed: Printed) -> None:
    """18 hours later v1 is from 26:02 to 26:12 of the day that the shift belongs to."""
    plan = quiet_plan()
    route = plan.routes[0]
    late = replace(route.stops[0], begin=26 * HOUR + 120, end=26 * HOUR + 720)
    routes = (replace(route, stops=(late,)), plan.routes[1])
    assert "26:02-26:12" in printed(replace(plan, routes=routes))[4]


def test_what_the_plan_costs_term_by_term(printed: Printed) -> None:
    """240 s of travel, 3600 left out, 540 by chance, 900 for another officer: 5280 s."""
    assert part(printed(small_plan()), "What the plan costs") == [
        "promises missed (count)                 1",
        "travel                                  4",
        "worth of visits left out               60",
        "worth x chance that nobody opens        9",
        "not the preferred officer              15",
        "later days                              0",
        "waiting outside                         0",
    ]
    assert "total                                  88" in printed(small_plan())


def test_later_days_and_waiting_are_terms_of_their_own(printed: Printed) -> None:
    plan = small_plan()
    later = replace(plan, totals=replace(plan.totals, later_days=240, waiting=420))
    lines = part(printed(later), "What the plan costs")
    assert lines[-2:] == [
        "later days                              4",
        "waiting outside                         7",
    ]
    assert "total                                  99" in printed(later)  # 88 and 11


@pytest.mark.parametrize(
    ("cap", "uneven", "told"),
    [
        pytest.param(
            23_400, None, "No day has more than 6:30 of travel and visits.", id="set by the chief"
        ),
        pytest.param(None, 5000, "", id="days evened out: nothing is bound by it"),
        pytest.param(None, None, "", id="none"),
    ],
)
def test_the_chiefs_longest_day_is_told(
    printed: Printed, cap: int | None, uneven: int | None, told: str
) -> None:
    search = replace(small_plan().search, longest_day_seconds=cap, objective_uneven=uneven)
    lines = printed(replace(small_plan(), search=search))
    assert [line for line in lines if line.startswith("No day")] == ([told] if told else [])


def test_a_broken_promise_is_the_first_line(printed: Printed) -> None:
    plan = small_plan(straight_line=True)
    assert printed(plan)[:4] == [
        "BROKEN PROMISE: v2 Resident 2: no shift has room for its 10 minutes inside Mon "
        "09:00-17:00",
        "The search was interrupted; this is the best plan found so far.",
        "STRAIGHT-LINE ESTIMATE: real routes are longer.",
        "",
    ]


def test_a_broken_promise_counts_among_those_left_out(printed: Printed) -> None:
    lines = printed(small_plan())
    assert part(lines, "Left out: 1 visit") == [
        "        60  v2     Resident 2  no shift has room for its 10 minutes inside Mon 09:00-17:00"
    ]


def test_a_plan_that_leaves_nothing_out_says_nothing_of_it(printed: Printed) -> None:
    lines = printed(quiet_plan())
    terms = ("worth of", "waiting outside")
    assert not any("out" in line for line in lines if not line.startswith(terms))


def test_visits_left_out_are_listed_worth_most_first(printed: Printed) -> None:
    entries = (*many(1, worth=30), *many(1, worth=1200, first=2))
    lines = part(printed(quiet_plan(left_out=entries)), "Left out: 2 visits")
    assert lines == [
        "     1,200  v2     Resident 2  No room",
        "        30  v1     Resident 1  No room",
    ]


def test_a_home_not_to_be_called_on_is_listed_last_and_is_no_loss(printed: Printed) -> None:
    entries = (*many(1, worth=1200, code="do-not-call"), *many(1, worth=30, first=2))
    plan = quiet_plan(left_out=entries)
    assert part(printed(plan), "Left out: 2 visits") == [
        "        30  v2     Resident 2  No room",
        "         -  v1     Resident 1  the household asked not to be called on",
        "- do not call: not in the total.",
    ]
    lines = printed(plan, left_out=False)
    assert part(lines, "Left out: 2 visits") == [
        "No room           1          30",
        "Do not call       1           -",
    ]
    assert "total             2          30" in lines


def test_up_to_a_hundred_are_listed_only(printed: Printed) -> None:
    lines = printed(quiet_plan(left_out=many(100)), homes(100))
    assert len(part(lines, "Left out: 100 visits")) == 100


def test_a_longer_list_is_summed_up_by_reason_first(printed: Printed) -> None:
    """60 x 60 minutes for want of room, 40 x 120 a longer day, and one code without a word."""
    entries = (
        *many(60),
        *many(40, code="longest-day", worth=120, first=61),
        *many(1, code="brand-new", worth=1, first=101),
    )
    lines = printed(quiet_plan(left_out=entries), homes(101))
    assert part(lines, "Left out: 101 visits") == [
        "Day too long      40       4,800",
        "No room           60       3,600",
        "brand-new          1           1",
    ]
    rows = part(lines, "Each visit left out")
    assert len(rows) == 101
    assert rows[0].startswith("       120  v61 ")
    assert rows[-1].startswith("         1  v101 ")


def test_the_list_may_be_left_away(printed: Printed) -> None:
    lines = printed(quiet_plan(left_out=many(2)), left_out=False)
    assert part(lines, "Left out: 2 visits") == ["No room       2         120"]
    assert not any("the reason of" in line for line in lines)


HOURS = "Mo-Tu 07:30-09:30, 11:30-13:30; We-Fr 12:00-15:00"
LONG = "no shift has room for its 20 minutes inside " + HOURS.replace("Mo-Tu", "Mon-Tue").replace(
    "We-Fr", "Wed-Fri"
)
NAMES = {"A": "Grönroos-Lindqvist Olli", "B": "陈伟"}


def wide_plan() -> tuple[Plan, Inputs]:
    """A long name, a wide one, and a reason longer than a line."""
    inputs = small_inputs()
    officers = tuple(replace(officer, name=NAMES[officer.id]) for officer in inputs.officers)
    left_out = tuple(
        replace(entry, facts={"minutes": 20, "hours": HOURS}) for entry in many(1, first=2)
    )
    return quiet_plan(left_out=left_out), replace(inputs, officers=officers)


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_no_line_is_longer_than_the_terminal(printed: Printed, columns: int) -> None:
    """A Chinese sign takes two columns."""
    lines = [STYLE.sub("", line) for line in printed(*wide_plan(), columns=columns)]
    assert max(map(cell_len, lines)) <= columns


def test_at_80_columns_only_names_and_reasons_are_wrapped(printed: Printed) -> None:
    lines = [STYLE.sub("", line).rstrip() for line in printed(*wide_plan(), columns=80)]
    assert lines[2:7] == [
        "day        officer              first-last visits meet travel busy expected idle",
        "─" * 80,
        "Mon 30 Nov Grönroos-Lindqvist  08:02-08:12      1  0.8   0:04 0:14     0:13 0:00",
        "           Olli",
        "Mon 30 Nov 陈伟                          -      0  0.0   0:00 0:00     0:00 0:00",
    ]
    assert lines[-3:] == [
        "        60 v2    Resident 2 no shift has room for its 20 minutes inside Mon-Tue",
        "                            07:30-09:30, 11:30-13:30; Wed-Fri 12:00-15:00",
        "",
    ]


def test_on_a_roomy_terminal_a_reason_stays_on_its_line(printed: Printed) -> None:
    lines = printed(*wide_plan(), columns=200)
    assert any(line.rstrip().endswith(LONG) for line in lines)


def test_in_a_pipe_each_visit_is_one_line_for_grep(printed: Printed) -> None:
    lines = printed(*wide_plan())
    assert f"        60  v2     Resident 2  {LONG}" in lines
    assert all(line == line.rstrip() for line in lines)
    assert "\033" not in "".join(lines)


def test_a_pipe_is_as_wide_as_columns_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_plan(*wide_plan())
    lines = capsys.readouterr().out.splitlines()
    assert 40 < max(map(len, lines)) <= 60


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "NO_COLOR"])
def test_no_colour_is_used_in_any_case(
    printed: Printed, monkeypatch: pytest.MonkeyPatch, colour: bool
) -> None:
    """Bold alone: 30-49, 90-107, 38 and 48 would be colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    text = "\n".join(printed(small_plan(), columns=80))
    assert set(STYLE.findall(text)) == {"\033[1m", "\033[0m"}


def test_household_text_is_neither_markup_nor_control(printed: Printed) -> None:
    inputs = small_inputs()
    odd = replace(inputs.households[1], name="[red]Eve[/] \x1b[2J\n:smile: [/b]")
    inputs = replace(inputs, households=(inputs.households[0], odd))
    text = "[bold]no[/] \x07"
    entry = LeftOut("v2", "h2", "skill", facts={"skills": [text]}, worth=60)
    for broken in (True, False):
        plan = quiet_plan(left_out=(replace(entry, broken_promise=broken),))
        shown = "\n".join(printed(plan, inputs))
        assert "[red]Eve[/] \\u001b[2J\\u000a:smile: [/b]" in shown
        assert "[bold]no[/] \\u0007" in shown


def test_a_table_sets_its_last_columns_as_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    made = table("Title", "name", "count", numbers=1)
    made.add_row(plain("a"), "1")
    console().print(made)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Title",
        "name  count",
        "────────────",
        "a         1",
    ]
