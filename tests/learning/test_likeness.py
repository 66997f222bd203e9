"""Whom a household is like."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from routeplan.learning.likeness import building_of, kinds_of, likeness, street_of
from routeplan.model.inputs import Inputs, Priority
from tests.stations import household, inputs_of, visit


def station(*homes, **more) -> Inputs:
    return inputs_of(homes, [], [], **more)


@pytest.mark.parametrize(
    ("address", "street", "building"),
    [
        ("Vilhonkatu 5 B as. 12", "Vilhonkatu", "Vilhonkatu 5"),
        ("12 High Street, Town", "High Street", "12 High Street, Town"),
        ("中山路12号3单元", "中山路", "中山路12号"),
        ("Simonkatu 6B as. 1", "Simonkatu", "Simonkatu 6B"),
        ("Behind the mill", "Behind the mill", "Behind the mill"),
        ("", "", ""),
    ],
)
def test_streets_and_buildings_are_read_from_addresses(address, street, building):
    assert street_of(address) == street
    assert building_of(address) == building


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
    assert found.building.names == ("Mill Lane 1", "mill lane 2", "")


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
