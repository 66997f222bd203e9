"""What an officer on duty may walk, cycle and drive on, each rule on a lane drawn for it.

Main Street runs east from the station. Every 400 m a lane of 300 m leads north to a home, 10 m
beside the lane's end; what the lane is, and what bars it half-way, differs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from routeplan.model.inputs import NO_WAY, Mode
from tests.travel.drawn import Drawing, Travelled, travel

Tags = dict[str, str]


PRIVATE = ("private", "no", "permit", "destination", "customers", "residents", "delivery")
YARDS = ("residential", "service", "footway", "path", "track", "pedestrian", "steps",
         "living_street", "unclassified")  # fmt: skip
OPEN: dict[str, Tags] = {
    "a trunk road with pavements": {"highway": "trunk", "sidewalk": "both"},
    "a trunk road that says nothing of walkers": {"highway": "trunk"},
    "a primary road": {"highway": "primary"},
    "a road for motors with a pavement": {
        "highway": "trunk",
        "motorroad": "yes",
        "sidewalk": "right",
    },
    "pavements of which none is drawn": {"highway": "primary", "sidewalk": "separate"},
    "gated": {"highway": "service", "foot": "no", "access": "private"},
    "a cycle path": {"highway": "cycleway"},
    "one-way the other way": {"highway": "residential", "oneway": "-1"},
}
SHUT: dict[str, Tags] = {
    "a motorway": {"highway": "motorway"},
    "a motorway whatever its tags": {"highway": "motorway", "foot": "yes"},
    "a road for motors": {"highway": "trunk", "motorroad": "yes"},
    "no walkers on a road": {"highway": "primary", "foot": "no"},
    "no walkers on a drive": {"highway": "service", "foot": "no"},
    "a passage for goods": {"highway": "service", "foot": "no", "access": "destination"},
    "barracks": {"highway": "service", "access": "military"},
    "a road that is dug up": {"highway": "secondary", "access": "no"},
    "not there yet": {"highway": "construction"},
    "a tunnel": {"highway": "service", "tunnel": "yes"},
    "an underpass": {"highway": "service", "layer": "-1"},
}
GATES: dict[str, tuple[Tags, int]] = {
    "a gate": ({"barrier": "gate"}, 0),
    "a private gate": ({"barrier": "gate", "access": "private"}, 30),
    "a locked gate": ({"barrier": "gate", "locked": "yes"}, 30),
    "a guard": ({"barrier": "lift_gate", "access": "no"}, 30),
    "a swing gate": ({"barrier": "swing_gate", "access": "permit"}, 30),
    "bollards": ({"barrier": "bollard", "access": "no"}, 0),
    "a doorway": ({"barrier": "entrance", "access": "private"}, 30),
    "a gate for wheels": ({"barrier": "gate", "access": "private", "foot": "yes"}, 0),
}
"""With the seconds of ringing."""
WALLS: list[Tags] = [
    {"barrier": "wall"},
    {"barrier": "fence"},
    {"barrier": "gate", "foot": "no"},
]
KEPT: list[Tags] = [{"barrier": b, "access": "no"} for b in ("gate", "lift_gate", "swing_gate")]
SHUT_ON_WHEELS: list[tuple[Mode, Tags]] = [
    (Mode.CAR, {"highway": "service", "access": "no", "motor_vehicle": "no"}),
    (Mode.CAR, {"highway": "service", "motor_vehicle": "no"}),
    (Mode.CAR, {"highway": "footway"}),
    (Mode.BIKE, {"highway": "service", "access": "no", "bicycle": "no"}),
]
DRIVE = {"highway": "service"}
GATED = {"highway": "service", "access": "private"}


class Lane(NamedTuple):
    """What a lane is, and what bars it."""

    tags: Tags
    barrier: Tags


LANES = [
    *(Lane({"highway": "service", "access": word}, {}) for word in PRIVATE),
    *(Lane({"highway": kind, "access": "private"}, {}) for kind in YARDS),
    *(Lane(tags, {}) for tags in [*OPEN.values(), *SHUT.values()]),
    *(Lane(GATED, gate) for gate, _ in GATES.values()),
    *(Lane(DRIVE, bar) for bar in [*WALLS, *KEPT]),
    *(Lane(tags, {}) for _, tags in SHUT_ON_WHEELS),
    Lane({"highway": "steps"}, {}),
]


class Home(NamedTuple):
    """A home up a lane: its own metres and seconds, without Main Street; why it is out of reach."""

    metres: int
    seconds: float
    code: str
    text: str


Visit = Callable[..., Home]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """The home up a lane, by a mode; all lanes are drawn on one map."""
    drawing = Drawing()
    drawing.way(*((400 * k, 0) for k in range(len(LANES) + 1)), name="Main Street")
    for k, lane in enumerate(LANES):
        x = 400 * k
        drawing.way((x, 0), (x, 150), (x, 300), **lane.tags)
        drawing.node_tags[x, 150] = lane.barrier
    doors = [(400.0 * k + 10, 300.0) for k in range(len(LANES))]
    travelled: dict[Mode, Travelled] = {}
    speeds = {Mode.FOOT: 0.72, Mode.BIKE: 0.24, Mode.CAR: 0.144}

    def visit(mode: Mode, tags: Tags, barrier: Tags | None = None) -> Home:
        if mode not in travelled:
            folder = tmp_path_factory.mktemp(mode)
            travelled[mode] = travel(folder, drawing, mode, (0, 0), *doors)
        k, went = LANES.index(Lane(tags, barrier or {})), travelled[mode]
        metres = went.metres[k + 1]
        return Home(
            metres if metres == NO_WAY else metres - 400 * k,
            went.seconds[k + 1] - speeds[mode] * 400 * k,
            went.codes.get(k + 1, ""),
            went.texts.get(k + 1, ""),
        )

    return visit


UP = 300 + 10
"""Metres up the lane and to the door."""
UP_SECONDS = 300 * 0.72 + 10 / 1.2
"""On foot: 5 km/h up the lane, 1.2 m/s beside it."""


@pytest.mark.parametrize("access", PRIVATE)
def test_on_foot_private_drives_are_open_and_no_slower(access: str, home: Visit) -> None:
    there = home(Mode.FOOT, {"highway": "service", "access": access})
    assert (there.metres, there.seconds) == pytest.approx((UP, UP_SECONDS), abs=3)


@pytest.mark.parametrize("highway", YARDS)
def test_on_foot_every_kind_of_private_way_is_open(highway: str, home: Visit) -> None:
    assert home(Mode.FOOT, {"highway": highway, "access": "private"}).metres == pytest.approx(
        UP, abs=3
    )


@pytest.mark.parametrize("tags", OPEN.values(), ids=OPEN)
def test_on_foot_a_home_is_reached_along(tags: Tags, home: Visit) -> None:
    assert home(Mode.FOOT, tags).metres == pytest.approx(UP, abs=3)


@pytest.mark.parametrize("tags", SHUT.values(), ids=SHUT)
def test_on_foot_a_home_is_not_reached_along(tags: Tags, home: Visit) -> None:
    there = home(Mode.FOOT, tags)
    assert (there.metres, there.code) == (NO_WAY, "no-way-open-near")
    assert there.text == f"no way within 100 m is open; a {tags['highway']} is 10 m away"


@pytest.mark.parametrize(("barrier", "ringing"), GATES.values(), ids=GATES)
def test_on_foot_gates_are_passed_and_locked_ones_take_ringing(
    barrier: Tags, ringing: int, home: Visit
) -> None:
    there = home(Mode.FOOT, GATED, barrier)
    assert (there.metres, there.seconds) == pytest.approx((UP, UP_SECONDS + ringing), abs=3)


@pytest.mark.parametrize("barrier", WALLS)
def test_on_foot_walls_are_not_passed(barrier: Tags, home: Visit) -> None:
    assert home(Mode.FOOT, DRIVE, barrier).code == "not-joined"


def test_stairs_take_longer(home: Visit) -> None:
    # 300 m at 3 km/h.
    assert home(Mode.FOOT, {"highway": "steps"}).seconds == pytest.approx(360 + 10 / 1.2, abs=3)


@pytest.mark.parametrize("access", PRIVATE)
@pytest.mark.parametrize("mode", [Mode.BIKE, Mode.CAR])
def test_on_wheels_a_private_drive_may_end_the_way(mode: Mode, access: str, home: Visit) -> None:
    there = home(mode, {"highway": "service", "access": access})
    assert there.metres == pytest.approx(UP, abs=3)


@pytest.mark.parametrize(("mode", "tags"), SHUT_ON_WHEELS)
def test_on_wheels_what_is_shut_to_them_stays_shut(mode: Mode, tags: Tags, home: Visit) -> None:
    assert home(mode, tags).code == "no-way-open-near"


@pytest.mark.parametrize("mode", [Mode.BIKE, Mode.CAR])
@pytest.mark.parametrize("barrier", KEPT)
def test_on_wheels_a_kept_gate_opens(mode: Mode, barrier: Tags, home: Visit) -> None:
    assert home(mode, DRIVE, barrier).metres == pytest.approx(UP, abs=3)


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
