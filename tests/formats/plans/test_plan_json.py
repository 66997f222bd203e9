"""``plan.json``: what is written is read back, and a damaged file is refused with its place.

Tests ``formats/plans/plan_bounds.py``.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.errors import InputError
from routeplan.formats.plans.plan_json import parsed_plan, plan_text, read_plan
from routeplan.model.plan import (
    PLAN_VERSION,
    LeftOut,
    Leg,
    Plan,
    ReserveStop,
    Route,
    RouteBreak,
    Stop,
)
from tests.formats.plans.plans import put_plan, small_plan

finite = st.floats(allow_nan=False, allow_infinity=False)
few = {"max_size": 2}
legs = st.builds(Leg, line=st.lists(st.tuples(finite, finite), **few).map(tuple))
stops = st.builds(Stop, leg=legs, chance=finite)
routes = st.builds(
    Route,
    stops=st.lists(stops, **few).map(tuple),
    way_back=legs,
    pause=st.none() | st.builds(RouteBreak),
    reserve=st.lists(st.builds(ReserveStop), **few).map(tuple),
    expected_met=finite,
)
facts = st.dictionaries(st.text(), st.integers() | st.text() | st.lists(st.text(), **few), **few)
left_out = st.builds(LeftOut, facts=facts)
plans = st.builds(
    Plan, left_out=st.lists(left_out, **few).map(tuple), routes=st.lists(routes, **few).map(tuple)
)


def written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def changed(*keys: str | int, to: object) -> dict[str, Any]:
    """The small plan's file with one value changed."""
    content: Any = json.loads(plan_text(small_plan()))
    part = content
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = to
    return content  # type: ignore[no-any-return]


def test_a_plan_comes_back_as_it_was(tmp_path: Path) -> None:
    plan = small_plan()
    assert read_plan(put_plan(tmp_path / "plan.json", plan)) == plan


@settings(max_examples=25)
@given(plan=plans)
def test_any_plan_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    assert parsed_plan(put_plan(path, plan)) == plan
    assert path.read_text(encoding="utf-8") == plan_text(plan)


def test_the_same_plan_makes_the_same_bytes() -> None:
    assert plan_text(small_plan()) == plan_text(small_plan())


def test_the_file_names_its_format_and_version_first() -> None:
    assert list(json.loads(plan_text(small_plan())))[:2] == ["format", "version"]


def test_a_value_no_plan_has_is_not_written() -> None:
    plan = small_plan()
    object.__setattr__(plan, "station", b"bytes")
    with pytest.raises(TypeError, match="a plan holds no bytes"):
        plan_text(plan)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("{", "half a file"),
        ("[1, 2]", "a list"),
        ("{}", "another object"),
        ('{"format": "geojson", "version": 1}', "another format"),
        (5_000 * "[", "brackets without end"),
        ("1" * 5_000, "a number without end"),
    ],
)
def test_what_is_no_plan_is_told(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(InputError) as error:
        read_plan(written(tmp_path, content))
    (found,) = error.value.findings
    assert (found.code, found.file) == ("plan-unreadable", "plan.json"), reason
    assert found.fix == "make a new one with 'routeplan plan'"


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(b'{"format": "\xff"}')
    with pytest.raises(InputError, match="plan-unreadable"):
        read_plan(tmp_path / "plan.json")


def test_a_missing_plan_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="plan-unreadable"):
        read_plan(tmp_path / "plan.json")


@pytest.mark.parametrize("version", [0, PLAN_VERSION + 1, "1", None])
def test_another_version_is_refused_by_name(tmp_path: Path, version: object) -> None:
    with pytest.raises(InputError) as error:
        read_plan(written(tmp_path, changed("version", to=version)))
    (found,) = error.value.findings
    assert found.code == "plan-version"
    assert found.message == f"the plan has version {version!r}; this program reads {PLAN_VERSION}"


DAMAGED: list[tuple[tuple[str | int, ...], object, str]] = [
    (("days",), "five", "days"),
    (("days",), 1.5, "days"),
    (("first_day",), "soon", "first_day"),
    (("routes",), None, "routes"),
    (("routes", 0, "mode"), "horse", "routes.0.mode"),
    (("routes", 0, "stops", 0, "begin"), "08:00", "routes.0.stops.0.begin"),
    (("routes", 0, "stops", 0, "leg", "line", 0), [60.17], "routes.0.stops.0.leg.line.0.1"),
    (("totals",), {}, "totals.promises_missed"),
    (("search", "interrupted"), "no", "search.interrupted"),
    (("days",), 99, "days"),
    (("days",), 0, "days"),
    (("first_day",), "9999-12-31", "first_day"),
    (("routes", 0, "day"), 500, "routes.0.day"),
    (("routes", 0, "day"), -1, "routes.0.day"),
    (("routes", 0, "officers"), [], "routes.0.officers"),
    (("routes", 0, "officers"), ["A", "B", "C"], "routes.0.officers"),
    (("routes", 1, "shift"), "A/0", "routes.0.shift"),
    (("routes", 0, "leave"), 7 * 3600, "routes.0.leave"),
    (("routes", 0, "pause", "end"), 0, "routes.0.pause.end"),
    (("routes", 0, "pause", "after"), 2, "routes.0.pause.after"),
    (("routes", 0, "stops", 0, "end"), 10**18, "routes.0.stops.0.end"),
    (("routes", 0, "stops", 0, "window_begin"), -1, "routes.0.stops.0.window_begin"),
    (("routes", 0, "stops", 0, "chance"), 1.5, "routes.0.stops.0.chance"),
    (("routes", 0, "stops", 0, "leg", "line", 0), [1e308, 0.0], "routes.0.stops.0.leg.line"),
    (("routes", 0, "way_back", "seconds"), -1, "routes.0.way_back.seconds"),
    (("routes", 0, "way_back", "metres"), 10**18, "routes.0.way_back.metres"),
    (("routes", 0, "reserve", 0, "after"), 2, "routes.0.reserve.0.after"),
    (("routes", 0, "reserve", 0, "planned"), 1, "routes.0.reserve.0.planned"),
    (("routes", 0, "reserve", 0, "window_end"), 10**18, "routes.0.reserve.0.window_end"),
]


@pytest.mark.parametrize(
    ("keys", "value", "column"), DAMAGED, ids=[f"{c}={v!r}" for _, v, c in DAMAGED]
)
def test_a_damaged_plan_is_told_where(
    tmp_path: Path, keys: tuple[str | int, ...], value: object, column: str
) -> None:
    with pytest.raises(InputError) as error:
        read_plan(written(tmp_path, changed(*keys, to=value)))
    first = error.value.findings[0]
    assert (first.code, first.column) == ("plan-damaged", column)


@pytest.mark.parametrize(
    ("keys", "value", "message"),
    [
        # the shift begins at 8:00
        (
            ("routes", 0, "leave"),
            7 * 3600,
            "07:00:00 on 2026-11-30 is before the begin, 08:00:00 on 2026-11-30",
        ),
        (
            ("routes", 0, "stops", 0, "window_begin"),
            -1,
            "23:59:59 on 2026-11-29 is before the plan's first day",
        ),
        (
            ("routes", 0, "stops", 0, "end"),
            10**18,
            "not a time that a clock can show is long after the plan's last day",
        ),
        (("routes", 0, "way_back", "seconds"), 10**9, "travel takes at most 31 days"),
    ],
)
def test_times_of_a_damaged_plan_are_clock_times(
    tmp_path: Path, keys: tuple[str | int, ...], value: object, message: str
) -> None:
    with pytest.raises(InputError) as error:
        read_plan(written(tmp_path, changed(*keys, to=value)))
    assert error.value.findings[0].message == message


def test_a_plan_of_a_time_zone_that_nobody_knows_still_says_what_is_wrong(tmp_path: Path) -> None:
    content = changed("timezone", to="Mars/Olympus")
    content["routes"][0]["leave"] = 7 * 3600
    with pytest.raises(InputError) as error:
        read_plan(written(tmp_path, content))
    assert error.value.findings[0].column == "routes.0.leave"


def test_a_key_that_is_missing_is_told(tmp_path: Path) -> None:
    content = json.loads(plan_text(small_plan()))
    del content["timezone"]
    with pytest.raises(InputError, match="timezone"):
        read_plan(written(tmp_path, content))


def test_dates_are_written_as_dates(tmp_path: Path) -> None:
    assert json.loads(plan_text(small_plan()))["first_day"] == str(date(2026, 11, 30))
