"""The rules of a problem with soft windows, each broken alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from routeplan.engines.soft_windows import SoftProblem


def whole(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


PAIR = SoftProblem(
    place=whole(1, 1, 2),
    length=whole(5, 5, 5),
    opens=whole(0, 0, 10),
    closes=whole(20, 20, 30),
    partner=whole(1, 0, -1),
    lag=whole(-30, 10, 0),
    able=np.array([[True, True], [False, True], [True, False]]),
    travel=np.ones((3, 3), np.int64),
)


def test_it_counts_calls_and_routes() -> None:
    assert (PAIR.calls, PAIR.routes) == (3, 2)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"length": whole(5, 5)}, "one number a call"),
        ({"able": np.ones((2, 2), bool)}, "able is calls x routes"),
        ({"travel": np.ones((3, 2), np.int64)}, "travel is places x places"),
        ({"place": whole(1, 1, 3)}, "places exist"),
        ({"length": whole(5, -5, 5)}, "times are not negative"),
        ({"closes": whole(20, 20, 9)}, "a window ends after it begins"),
        ({"partner": whole(1, 2, -1)}, "a partner's partner is the call"),
        ({"partner": whole(0, -1, -1)}, "nobody is his own partner"),
        ({"lag": whole(-5, 10, 0)}, "partners can keep their lags"),
        ({"able": np.array([[1, 1], [0, 1], [0, 0]], bool)}, "somebody can make each call"),
        (
            {"able": np.array([[0, 1], [0, 1], [1, 0]], bool)},
            "two officers can make a visit of two",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_rule(
    change: dict[str, Any], rule: str
) -> None:
    with pytest.raises(ValueError, match=rule):
        replace(PAIR, **change)
