"""Whom a household is like."""

from __future__ import annotations

from types import MappingProxyType

from routeplan.learning.likeness import kinds_of, likeness
from routeplan.model.inputs import Inputs, Priority
from tests.stations import household, inputs_of, visit


def station(*homes, **more) -> Inputs:
    return inputs_of(homes, [], [], **more)


def test_one_place_is_one_building_and_one_name_one_street():
    homes = [
        household(1, address="Mill Lane 1 a"),
        household(2, address="mill lane 2"),
        household(3, address="Mill Lane 1 b", place=1),
        household(4, address=""),
    ]
    found = likeness(station(*homes), {})
    assert found.street.of.tolist() == [0, 0, 0, -1]
    assert found.street.names == ("Mill Lane",)
    assert found.building.of.tolist() == [0, 1, 0, 2]
    assert found.building.names == ("Mill Lane 1 a", "mill lane 2", "")


def test_the_kind_is_the_priority_of_the_tables_or_a_column_of_ones_own():
    extra = MappingProxyType({"type": "Family"})
    homes = [household(1, extra=extra), household(2)]
    inputs = inputs_of(homes, [visit(1, priority=Priority.HIGH)], [], refused=[visit(2)])
    assert kinds_of(inputs, "priority") == {"h1": "high", "h2": "normal"}
    assert kinds_of(inputs, "type") == {"h1": "Family"}


def test_kinds_differ_by_more_than_capitals():
    kinds = {"h1": "Family", "h2": "family", "h3": "alone"}
    found = likeness(station(household(1), household(2), household(3), household(4)), kinds).kind
    assert (found.of.tolist(), found.names) == ([0, 0, 1, -1], ("Family", "alone"))
