"""What an officer on duty may walk, cycle and drive on, each rule on streets drawn for it.

Main Street runs 1,000 m east from the station at its west end. From its middle a lane of 200 m
leads north to a home, 10 m beside the lane's end; what the lane is differs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.model import NO_WAY, Mode
from tests.travel.drawn import Drawing, Travelled, travel

HOME = (510.0, 300.0)
TO_HOME = 500 + 300 + 10
"""Metres along Main Street, up the lane and to the door."""


def lane(folder: Path, mode: Mode, barrier: dict[str, str] | None = None, **tags: str) -> Travelled:
    """The way to the home up such a lane, with such a barrier half-way."""
    drawing = Drawing()
    drawing.way((0, 0), (500, 0), (1000, 0), name="Main Street")
    drawing.way((500, 0), (500, 150), (500, 300), **tags)
    if barrier:
        drawing.node_tags[500, 150] = barrier
    return travel(folder, drawing, mode, (0, 0), HOME)


PRIVATE = ("private", "no", "permit", "destination", "customers", "residents", "delivery")
YARDS = ("residential", "service", "footway", "path", "track", "pedestrian", "steps")


@pytest.mark.parametrize("access", PRIVATE)
def test_on_foot_private_drives_are_open(access: str, tmp_path: Path) -> None:
    way = lane(tmp_path, Mode.FOOT, highway="service", access=access)
    assert way.metres[1] == pytest.approx(TO_HOME, abs=2)
    # A private way is a way like any: 800 m at 5 km/h and 10 m at 1.2 m/s.
    assert way.seconds[1] == pytest.approx(800 * 0.72 + 10 / 1.2, abs=2)


@pytest.mark.parametrize("highway", [*YARDS, "living_street", "unclassified"])
def test_on_foot_every_kind_of_private_way_is_open(highway: str, tmp_path: Path) -> None:
    way = lane(tmp_path, Mode.FOOT, highway=highway, access="private")
    assert way.metres[1] == pytest.approx(TO_HOME, abs=2)


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param({"highway": "trunk", "sidewalk": "both"}, id="a trunk road with pavements"),
        pytest.param({"highway": "trunk"}, id="a trunk road that says nothing of walkers"),
        pytest.param({"highway": "primary"}, id="a primary road"),
        pytest.param(
            {"highway": "trunk", "motorroad": "yes", "sidewalk": "right"},
            id="a road for motors with a pavement",
        ),
        pytest.param(
            {"highway": "primary", "sidewalk": "separate"}, id="pavements of which none is drawn"
        ),
        pytest.param({"highway": "service", "foot": "no", "access": "private"}, id="gated"),
        pytest.param({"highway": "cycleway"}, id="a cycle path"),
        pytest.param({"highway": "residential", "oneway": "-1"}, id="one-way the other way"),
    ],
)
def test_on_foot_a_home_is_reached_along(tags: dict[str, str], tmp_path: Path) -> None:
    assert lane(tmp_path, Mode.FOOT, **tags).metres[1] == pytest.approx(TO_HOME, abs=2)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        pytest.param({"highway": "motorway"}, "motorway", id="a motorway"),
        pytest.param({"highway": "motorway", "foot": "yes"}, "motorway", id="whatever its tags"),
        pytest.param({"highway": "trunk", "motorroad": "yes"}, "trunk", id="a road for motors"),
        pytest.param({"highway": "primary", "foot": "no"}, "primary", id="no walkers"),
        pytest.param({"highway": "service", "foot": "no"}, "service", id="no walkers on a drive"),
        pytest.param(
            {"highway": "service", "foot": "no", "access": "destination"},
            "service",
            id="a tunnel for goods",
        ),
        pytest.param({"highway": "service", "access": "military"}, "service", id="barracks"),
        pytest.param({"highway": "secondary", "access": "no"}, "secondary", id="dug up"),
        pytest.param({"highway": "construction"}, "construction", id="not there yet"),
    ],
)
def test_on_foot_a_home_is_not_reached_along(
    tags: dict[str, str], kind: str, tmp_path: Path
) -> None:
    way = lane(tmp_path, Mode.FOOT, **tags)
    assert way.metres[1] == NO_WAY
    assert way.codes == {1: "no-way-open-near"}
    assert way.texts == {1: f"no way within 100 m is open; a {kind} is 10 m away"}


@pytest.mark.parametrize("tunnel", ["tunnel", "layer"])
def test_no_door_opens_onto_a_way_below_the_ground(tunnel: str, tmp_path: Path) -> None:
    below = {"tunnel": {"tunnel": "yes"}, "layer": {"layer": "-1"}}[tunnel]
    way = lane(tmp_path, Mode.FOOT, highway="service", **below)
    assert way.codes == {1: "no-way-open-near"}


RINGING = 30


@pytest.mark.parametrize(
    ("barrier", "wait"),
    [
        pytest.param({"barrier": "gate"}, 0, id="a gate"),
        pytest.param({"barrier": "gate", "access": "private"}, RINGING, id="a private gate"),
        pytest.param({"barrier": "gate", "locked": "yes"}, RINGING, id="a locked gate"),
        pytest.param(
            {"barrier": "lift_gate", "access": "no"}, RINGING, id="a barrier with a guard"
        ),
        pytest.param({"barrier": "swing_gate", "access": "permit"}, RINGING, id="a swing gate"),
        pytest.param({"barrier": "bollard", "access": "no"}, 0, id="bollards"),
        pytest.param({"barrier": "entrance", "access": "private"}, RINGING, id="a doorway"),
        pytest.param(
            {"barrier": "gate", "access": "private", "foot": "yes"}, 0, id="a gate for wheels"
        ),
    ],
)
def test_on_foot_gates_are_passed_and_locked_ones_take_ringing(
    barrier: dict[str, str], wait: int, tmp_path: Path
) -> None:
    way = lane(tmp_path, Mode.FOOT, barrier, highway="service", access="private")
    assert way.metres[1] == pytest.approx(TO_HOME, abs=2)
    assert way.seconds[1] == pytest.approx(800 * 0.72 + 10 / 1.2 + wait, abs=2)


@pytest.mark.parametrize(
    "barrier", [{"barrier": "wall"}, {"barrier": "fence"}, {"barrier": "gate", "foot": "no"}]
)
def test_on_foot_walls_are_not_passed(barrier: dict[str, str], tmp_path: Path) -> None:
    way = lane(tmp_path, Mode.FOOT, barrier, highway="service")
    assert way.codes == {1: "not-joined"}


def test_stairs_take_longer(tmp_path: Path) -> None:
    way = lane(tmp_path, Mode.FOOT, highway="steps")
    # 500 m at 5 km/h, 300 m at 3 km/h.
    assert way.seconds[1] == pytest.approx(500 * 0.72 + 300 * 1.2 + 10 / 1.2, abs=2)


@pytest.mark.parametrize(
    ("mode", "tags"),
    [
        *((mode, {"highway": "service", "access": word}) for mode in (Mode.BIKE, Mode.CAR)
          for word in PRIVATE),
        (Mode.CAR, {"highway": "residential", "access": "private"}),
        (Mode.BIKE, {"highway": "footway", "access": "private"}),
    ],
)  # fmt: skip
def test_on_wheels_a_private_drive_may_end_the_way(
    mode: Mode, tags: dict[str, str], tmp_path: Path
) -> None:
    assert lane(tmp_path, mode, **tags).metres[1] == pytest.approx(TO_HOME, abs=2)


@pytest.mark.parametrize(
    ("mode", "tags"),
    [
        (Mode.CAR, {"highway": "service", "access": "no", "motor_vehicle": "no"}),
        (Mode.CAR, {"highway": "service", "motor_vehicle": "no"}),
        (Mode.CAR, {"highway": "footway"}),
        (Mode.BIKE, {"highway": "service", "access": "no", "bicycle": "no"}),
    ],
)
def test_on_wheels_what_is_shut_to_them_stays_shut(
    mode: Mode, tags: dict[str, str], tmp_path: Path
) -> None:
    assert lane(tmp_path, mode, **tags).codes == {1: "no-way-open-near"}


@pytest.mark.parametrize("mode", [Mode.BIKE, Mode.CAR])
@pytest.mark.parametrize("barrier", ["gate", "lift_gate", "swing_gate"])
def test_on_wheels_a_kept_gate_opens(mode: Mode, barrier: str, tmp_path: Path) -> None:
    way = lane(tmp_path, mode, {"barrier": barrier, "access": "no"}, highway="service")
    assert way.metres[1] == pytest.approx(TO_HOME, abs=2)


@pytest.mark.parametrize(
    ("mode", "round_metres"), [(Mode.FOOT, 400), (Mode.BIKE, 1000), (Mode.CAR, 1000)]
)
def test_nobody_cuts_through_a_compound_that_is_short_cut_and_no_more(
    mode: Mode, round_metres: float, tmp_path: Path
) -> None:
    # A compound's drive runs 300 m straight; the public street goes round, by 100 m or more. On
    # foot the drive is worth 120 s of detour, 167 m, on wheels far more.
    rise = (round_metres - 300) / 2
    drawing = Drawing()
    drawing.way((-200, 0), (0, 0))
    drawing.way((0, 0), (0, rise), (300, rise), (300, 0), name="Round Street")
    drawing.way((0, 0), (300, 0), highway="service", access="private")
    drawing.way((300, 0), (500, 0))
    way = travel(tmp_path, drawing, mode, (-200, 0), (500, 0), (150, -5))
    assert way.metres[1] == pytest.approx(400 + round_metres, abs=2)
    assert way.metres[2] == pytest.approx(200 + 150 + 5, abs=2)  # who lives there is called on


def test_a_one_way_street_binds_wheels_on_private_ground_too(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((-200, 0), (0, 0), (100, 0))
    drawing.way((0, 0), (0, 100), (100, 100), (100, 0), highway="service", access="private",
                oneway="yes")  # fmt: skip
    by_car = travel(tmp_path, drawing, Mode.CAR, (-200, 0), (100, 50))
    on_foot = travel(tmp_path, drawing, Mode.FOOT, (-200, 0), (100, 50))
    # Against the one-way street from (100, 0) it is 350 m, with it round three sides 450 m.
    assert (by_car.metres[1], on_foot.metres[1]) == (
        pytest.approx(450, abs=2),
        pytest.approx(350, abs=2),
    )
