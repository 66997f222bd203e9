"""From households to officers: a river, blocks that stay together, homes cut off.

Tests ``beats/beat_figures.py``, ``beats/outline.py`` and ``beats/units.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import shapely

from routeplan.beats import units
from routeplan.beats.beat_figures import borders, compare
from routeplan.beats.make_beats import MadeBeats, Wishes, make_beats, usual_mode
from routeplan.beats.outline import outlines, outlines_of, rings
from routeplan.beats.units import Unit, blocks, column_of, grouped
from routeplan.errors import UsageError
from routeplan.model.inputs import Coordinate, Inputs, Mode
from routeplan.travel import open_source
from routeplan.travel.source import TravelSource
from routeplan.travel.straight_line import StraightLine
from tests.beats.riverside import riverside, write_riverside
from tests.stations import household, inputs_of, officer, shift, visit


@pytest.fixture(scope="module", params=[True, False], ids=["bridge", "no bridge"])
def streets(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[bool, TravelSource]]:
    folder = tmp_path_factory.mktemp("riverside")
    area = write_riverside(folder / "area.osm.pbf", bridge=request.param)
    source = open_source("streets", area=area, cache=folder / "cache")
    yield request.param, source
    source.close()


def beats(inputs: Inputs, made: MadeBeats) -> set[frozenset[str]]:
    """The households of each officer who has some."""
    found: dict[int, set[str]] = {}
    for home, owner in zip(inputs.households, made.after.tolist(), strict=True):
        found.setdefault(owner, set()).add(home.id)
    return {frozenset(own) for own in found.values()}


def test_a_beat_lies_on_both_banks_only_where_a_bridge_leads_over(
    streets: tuple[bool, TravelSource],
) -> None:
    # Six homes in the north, h7 and h8 in the south, 40 m from h5 and h6 by the air line.
    bridge, source = streets
    inputs = riverside()
    made = make_beats(inputs, source, Mode.FOOT, Wishes())
    north, south = frozenset({"h1", "h2", "h3", "h4"}), frozenset({"h5", "h6", "h7", "h8"})
    if bridge:
        assert beats(inputs, made) == {north, south}
    else:
        assert beats(inputs, made) == {north | {"h5", "h6"}, frozenset({"h7", "h8"})}
    assert all(change.after.pieces == 1 for change in compare(made, [1.0, 1.0]).officers)
    assert borders(made) == ({(0, 1)} if bridge else set())


def test_homes_too_few_for_an_officer_go_with_the_nearest_when_no_street_leads_to_them(
    streets: tuple[bool, TravelSource],
) -> None:
    # One officer cannot be on both banks: all is his, and the two homes are told as cut off.
    bridge, source = streets
    inputs = riverside("X")
    made = make_beats(inputs, source, Mode.FOOT, Wishes())
    assert made.after.tolist() == [0] * 8
    assert made.cut_off.tolist() == ([] if bridge else [6, 7])


def street_of(*officers: str, homes: int = 6) -> Inputs:
    """Homes 111 m apart along a street that runs east, from the station on."""
    return inputs_of(
        [household(k) for k in range(1, homes + 1)],
        [visit(k) for k in range(1, homes + 1)],
        [],
        officers=[officer(letter) for letter in officers],
    )


def made_of(inputs: Inputs, **wishes: object) -> MadeBeats:
    return make_beats(inputs, StraightLine(), Mode.FOOT, Wishes(**wishes))  # type: ignore[arg-type]


def test_households_that_stay_together_get_one_officer() -> None:
    inputs = street_of("X", "Y")
    made = made_of(inputs, together={"h3": "block", "h4": "block", "h5": "block"})
    owner = dict(zip([h.id for h in inputs.households], made.after.tolist(), strict=True))
    assert owner["h3"] == owner["h4"] == owner["h5"]
    assert len(made.ground.units) == 4


def test_blocks_join_all_places_of_a_household_that_stays_together() -> None:
    # Two households at place 1, one of them in a block with place 3.
    inputs = street_of("X", homes=3)
    twin = replace(inputs.households[0], id="twin")
    inputs = replace(inputs, households=(*inputs.households, twin))
    found = blocks(inputs, {"twin": "b", "h3": "b"})
    assert sorted(unit.places for unit in found) == [(1, 3), (2,)]


def test_the_figures_tell_what_changed() -> None:
    # h1 - h4 are X's, h5 and h6 nobody's: even, each has three neighbours on the street.
    inputs = street_of("X", "Y")
    made = made_of(inputs, now={f"h{k}": "X" for k in range(1, 5)})
    found = compare(made, [1.0, 1.0])
    assert made.after.tolist() == [0, 0, 0, 1, 1, 1]
    assert (found.changed, found.new) == (1, 2)
    first, second = found.officers
    assert (first.before.households, first.after.households) == (4, 3)
    assert (first.came, first.went, second.came, second.went) == (0, 1, 3, 0)
    assert second.before.households == second.before.visits == second.before.pieces == 0
    # 0.002 degrees east are 110.6 m at 60.17 N on the sphere: 92.2 s, rounded up 93; two of three
    # homes have that way to the middle one.
    assert first.after.to_centre == pytest.approx(2 * 93 / 60 / 3)
    (least, most), (then_least, then_most) = found.spread
    assert least == 0
    assert most > 1.25
    assert then_least > 0.95
    assert then_most < 1.05


def test_households_not_to_be_called_on_have_an_officer_and_no_work() -> None:
    inputs = street_of("X", "Y")
    inputs = replace(inputs, visits=inputs.visits[:4], refused_visits=inputs.visits[4:])
    made = made_of(inputs)
    assert made.ground.work[4:].tolist() == [0, 0]
    assert set(made.after.tolist()) == {0, 1}
    assert made.ground.due.tolist() == [1, 1, 1, 1, 0, 0]


def test_a_station_without_households_has_no_beats() -> None:
    with pytest.raises(UsageError, match="no households"):
        made_of(inputs_of([], [], [], officers=[officer("X")]))


def test_the_usual_mode_counts_shares() -> None:
    officers = [
        officer("X", mode=Mode.BIKE),
        officer("Y", mode=Mode.FOOT, share=0.4),
        officer("Z", mode=Mode.FOOT, share=0.4),
    ]
    assert usual_mode(officers) is Mode.BIKE


def test_a_column_is_taken_from_the_table_and_must_have_something_in_it() -> None:
    inputs = street_of("X", homes=2)
    first = replace(inputs.households[0], extra={"block": "7"})
    inputs = replace(inputs, households=(first, inputs.households[1]))
    assert column_of(inputs, "block") == {"h1": "7"}
    assert column_of(inputs, "address") == {"h1": "Street 1", "h2": "Street 2"}
    with pytest.raises(UsageError, match="'blok'"):
        column_of(inputs, "blok")


@pytest.mark.slow
def test_too_many_places_are_grouped_with_those_near_them_and_of_the_same_officer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """400 homes on a grid of 50 m, the west X's, the east Y's; at most 100 units."""
    monkeypatch.setattr(units, "MOST_UNITS", 200)
    monkeypatch.setattr(units, "GROUPED_UNITS", 100)
    side = 20
    spots = [
        Coordinate(round(60.17 + 0.00045 * (k // side), 6), round(24.94 + 0.0009 * (k % side), 6))
        for k in range(side * side)
    ]
    homes = [household(k + 1, coordinate=spot) for k, spot in enumerate(spots)]
    found = inputs_of(homes, [visit(k + 1) for k in range(len(homes))], [])
    moved = [replace(p, coordinate=s) for p, s in zip(found.places[1:], spots, strict=True)]
    inputs = replace(found, places=(found.places[0], *moved), officers=(officer("X"), officer("Y")))
    now = {home.id: "XY"[(k % side) // 10] for k, home in enumerate(homes)}
    made = made_of(inputs, now=now, tolerance=0.1)
    assert 20 < len(made.ground.units) <= 100
    assert sum(len(unit.places) for unit in made.ground.units) == 400
    for unit in made.ground.units:
        assert len({now[homes[place - 1].id] for place in unit.places}) == 1
        own = [spots[place - 1] for place in unit.places]
        assert np.ptp([spot.latitude for spot in own]) <= 4 * 0.00045
        assert np.ptp([spot.longitude for spot in own]) <= 4 * 0.0009
    assert np.array_equal(made.before, made.after)  # even and in one piece already


def test_few_units_are_left_as_they_are() -> None:
    few = [Unit((1,), 1), Unit((2,), 2)]
    assert grouped(few, [], np.ones(2), [0, 0]) == few


def test_every_household_lies_in_its_own_officers_outline_and_outlines_do_not_overlap() -> None:
    inputs = street_of("X", "Y")
    made = made_of(inputs)
    found = outlines(inputs, made)
    assert list(found) == ["X", "Y"]
    for home, owner in zip(inputs.households, made.after.tolist(), strict=True):
        point = shapely.Point(home.coordinate.longitude, home.coordinate.latitude)
        assert found["XY"[owner]].contains(point)
    assert found["X"].intersection(found["Y"]).area < 1e-12
    ((outer,),) = rings(found["X"])
    assert all(60.1 < latitude < 60.2 for latitude, _ in outer)


def test_a_single_household_is_outlined_too() -> None:
    inputs = street_of("X", homes=1)
    (found,) = outlines(inputs, made_of(inputs)).values()
    # A circle of 120 m: 45,239 m2, its polygon of 16 sides a little less.
    metres = found.area * 111_195**2 * np.cos(np.radians(60.17))
    assert metres == pytest.approx(45_239, rel=0.03)


def test_beats_as_the_tables_have_them_leave_out_who_has_no_officer() -> None:
    homes = [household(k) for k in (1, 2, 3)]
    inputs = inputs_of(homes, [visit(k) for k in (1, 2, 3)], [shift("A"), shift("B")])
    found = outlines_of(inputs, {"h1": "A", "h3": "B"})
    places = {home.id: home.coordinate for home in homes}
    at = {home: shapely.Point(c.longitude, c.latitude) for home, c in places.items()}
    inside = {who: {home for home in at if area.contains(at[home])} for who, area in found.items()}
    assert inside == {"A": {"h1"}, "B": {"h3"}}
    assert not found["A"].intersects(found["B"])


def test_a_place_shared_by_two_officers_is_drawn_once_and_nobody_s_gives_way() -> None:
    homes = [household(1), household(2, place=1), household(3, place=1)]
    inputs = inputs_of(homes, [visit(k) for k in (1, 2, 3)], [shift("A"), shift("B")])
    assert set(outlines_of(inputs, {"h2": "B", "h3": "A"})) == {"B"}
    assert outlines_of(inputs, {}) == {}
