"""Reading what OSRM answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from routeplan.model.inputs import Coordinate
from routeplan.model.plan import Turn
from routeplan.travel.osrm_router import Spot, read_spots, read_table, read_way


def table_answer(**more: Any) -> dict[str, Any]:
    """Two rows, three columns; from the second to the last there is no way."""
    return {
        "durations": [[0, 10.5, 20], [10, 0, None]],
        "distances": [[0, 15, 30], [14.5, 0, None]],
    } | more


def test_what_is_null_in_a_table_is_nan() -> None:
    rows = read_table(table_answer())
    assert np.array_equal(rows.seconds, [[0, 10.5, 20], [10, 0, np.nan]], equal_nan=True)
    assert np.array_equal(rows.metres, [[0, 15, 30], [14.5, 0, np.nan]], equal_nan=True)


def test_spots_are_read_latitude_first_each_piece_once() -> None:
    point = {"location": [24.9400004, 60.17], "distance": 3.5, "name": "Quay", "nodes": [7, 3]}
    answer = {
        "waypoints": [point, point | {"nodes": [3, 7], "distance": 4}, point | {"nodes": [9]}]
    }
    assert read_spots(answer) == [
        Spot(Coordinate(60.17, 24.94), 3.5, (3, 7), "Quay"),
        Spot(Coordinate(60.17, 24.94), 3.5, (9,), "Quay"),
    ]


def test_an_answer_without_a_spot_is_refused() -> None:
    with pytest.raises(ValueError, match="no spot"):
        read_spots({"waypoints": []})


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"durations": [[0, 1, 2]]}, id="one row of seconds for two sources"),
        pytest.param({"distances": [[0, 1], [1, 0]]}, id="two columns of metres for three targets"),
        pytest.param({"durations": [[0, 1], [1, 0, 2]]}, id="ragged rows"),
    ],
)
def test_a_table_of_another_size_than_asked_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"table|shape"):
        read_table(table_answer(**part))


def way_answer(*steps: tuple[str, str, str | None, float]) -> dict[str, Any]:
    """A route of steps: kind, street, modifier, metres."""
    read = [
        {
            "name": street,
            "distance": metres,
            "maneuver": {"type": kind} | ({"modifier": modifier} if modifier else {}),
        }
        for kind, street, modifier, metres in steps
    ]
    line = {"coordinates": [[24.9400004, 60.1700004], [24.95, 60.18]]}
    return {"routes": [{"geometry": line, "legs": [{"steps": read}]}]}


def test_a_line_is_latitude_first_to_a_tenth_of_a_metre() -> None:
    assert read_way(way_answer()).line == ((60.17, 24.94), (60.18, 24.95))


def test_turns_name_how_and_into_which_street_and_leave_the_arrival_out() -> None:
    way = read_way(
        way_answer(
            ("depart", "Market Street", "left", 99.6),
            ("turn", "Church Lane", "slight right", 300.2),
            ("arrive", "Church Lane", None, 0),
        )
    )
    assert way.turns == (
        Turn("start", "Market Street", 100),
        Turn("slight right", "Church Lane", 300),
    )


def test_steps_along_one_street_are_one_turn() -> None:
    way = read_way(
        way_answer(
            ("turn", "Market Street", "left", 100),
            ("continue", "Market Street", "straight", 50),
            ("turn", "Church Lane", "right", 10),
            ("turn", "Market Street", "right", 20),
        )
    )
    assert way.turns == (
        Turn("left", "Market Street", 150),
        Turn("right", "Church Lane", 10),
        Turn("right", "Market Street", 20),
    )


@pytest.mark.parametrize(
    ("kind", "modifier", "manoeuvre"),
    [
        pytest.param("roundabout", "right", "roundabout", id="not the way one enters it"),
        pytest.param("exit rotary", "right", "roundabout", id="a large one"),
        pytest.param("new name", None, "straight", id="nothing said means straight on"),
        pytest.param("end of road", "left", "left", id="the modifier says where"),
    ],
)
def test_manoeuvres(kind: str, modifier: str | None, manoeuvre: str) -> None:
    (turn,) = read_way(way_answer((kind, "Circle", modifier, 5))).turns
    assert turn.manoeuvre == manoeuvre
