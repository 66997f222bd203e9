"""Why each stop is there, in English and Chinese."""

from __future__ import annotations

import pytest

from routeplan.model.plan import StopReason
from routeplan.render.paper.reverse import why, whys_of
from routeplan.render.round_view import Look
from tests.render.planned import street_inputs, street_plan


@pytest.mark.parametrize(
    ("reason", "english", "chinese"),
    [
        (StopReason("promised"), "this time was promised", "已与住户约定此时间"),
        (StopReason("only"), "no other officer or day has room", "其他民警或日期均无空档"),
        (
            StopReason("cheapest", ("B", "C"), 1, 12 * 60 + 31),
            "best here: Officer B + Officer C on Tue 1 Dec would cost 13 min more",
            "此处最省：改由 Officer B + Officer C 于12月1日 周二走访，多 13 分",
        ),
        (
            StopReason("as-good", ("B",), 0, 0),
            "Officer B on Mon 30 Nov would do as well",
            "改由 Officer B 于11月30日 周一走访亦可",
        ),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_a_reason_is_a_line(reason: StopReason, english: str, chinese: str) -> None:
    inputs = street_inputs()
    assert why(reason, inputs, Look()) == english
    assert why(reason, inputs, Look(language="zh")) == chinese


def test_lines_stand_in_the_order_of_the_stops_and_a_missing_one_is_blank() -> None:
    inputs = street_inputs()
    plan = street_plan(inputs)
    told = whys_of(plan, inputs, Look(), {("A/0", "v2"): StopReason("promised")})
    assert told["A/0"] == ["", "this time was promised"]
    assert told["B/0"] == [""]
    assert told["C/1"] == []
