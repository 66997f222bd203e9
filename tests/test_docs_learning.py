"""The worked example and the numbers of docs/learning.md are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from routeplan.learning import learn as method
from routeplan.learning.evidence import Evidence
from routeplan.learning.shrinkage import HALF_HOURS, OTHER_DAYS
from routeplan.model.inputs import Policy
from routeplan.model.learned import LEAST_CHANCE, MOST_CHANCE, STEPS, learned_chance
from tests.stations import household, inputs_of, shift, visit

TEXT = (Path(__file__).parents[1] / "docs" / "learning.md").read_text(encoding="utf-8")
NINE, FIVE = 9, 17


def table(first_head: str, number: int = 0) -> list[list[str]]:
    """Rows of the table (of several the ``number``-th) whose first column is called so."""
    found = re.findall(rf"^\| {first_head} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", TEXT, re.M)
    lines = found[number].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def mill_lane() -> method.Learning:
    homes = [household(number, address="Mill Lane 1", place=1) for number in (1, 2)]
    policy = Policy(visiting_hours=(("Mo-Fr 08:00-18:00", 0.4),))
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift()], policy=policy)
    rows = (
        ("h1", "2026-11-23", 9 * 3600 + 600, "out", None, 0),
        ("h2", "2026-11-24", 9 * 3600 + 1800, "out", None, 0),
        ("h1", "2026-11-26", 17 * 3600 + 1200, "met", None, 0),
    )
    kinds = {"h1": "normal", "h2": "normal"}
    return method.learn(inputs, Evidence(3, rows), kinds, usual=900)


def test_the_example_is_what_the_program_computes():
    told = table("level", 1)
    assert told[0] == ["as set", "", "0.400", "0.400"]
    assert told[1:] == [
        [level.name, f"{level.strength:.1f}"]
        + [f"{0.4 + level.shift[0, hour]:.3f}" for hour in (NINE, FIVE)]
        for level in mill_lane().found
    ]


def test_what_the_plan_takes_in_the_example_is_rounded_so():
    shift_of = mill_lane().found[-1].shift[0]
    taken = [f"{learned_chance(0.4, shift_of[hour]):g}" for hour in (NINE, FIVE)]
    assert f"The plan uses {taken[0]} at nine and {taken[1]} at five." in TEXT


def test_the_strengths_of_the_levels_are_told_as_they_are():
    told = {name: float(calls.split()[0]) for name, _, calls in table("level")}
    names = ("station", "kind", "street", "building", "household")
    assert told == {name: getattr(method, f"{name.upper()}_STRENGTH") for name in names}


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("a result that is three hours off counts half", HALF_HOURS == 3),
        ("one of a working day counts a quarter as much", OTHER_DAYS == 0.25),
        ("rounded to twentieths", STEPS == 20),
        ("stay between 0.05 and 0.95", (LEAST_CHANCE, MOST_CHANCE) == (0.05, 0.95)),
    ],
)
def test_the_numbers_in_the_text_are_those_of_the_program(told, number):
    assert told in TEXT
    assert number
