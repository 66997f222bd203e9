"""The plan that is meant: by its days, whenever its file was written."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routeplan.formats.plans.which_plan import PlanDates, plan_of

WEEKS = (("2026-11-23", 5), ("2026-11-30", 5), ("2026-12-07", 5), ("2026-12-21", 12))


def write(maps: Path, first_day: str, days: object, folder: str = "") -> Path:
    path = maps / (folder or first_day) / "plan.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"first_day": first_day, "days": days}))
    return path


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    """Four plans, the earliest of them written last."""
    for age, (first_day, days) in enumerate(WEEKS):
        path = write(tmp_path / "maps", first_day, days)
        os.utime(path, (2_000_000_000 - age, 2_000_000_000 - age))
    return tmp_path / "maps"


def meant(maps: Path, today: str) -> str:
    found, broken = plan_of(maps, date.fromisoformat(today))
    assert broken == []
    assert found is not None
    return str(found.first_day)


@pytest.mark.parametrize(
    ("today", "first_day"),
    [
        pytest.param("2026-11-22", "2026-11-23", id="the next one, before all"),
        pytest.param("2026-11-30", "2026-11-30", id="its first day"),
        pytest.param("2026-12-04", "2026-11-30", id="its last day"),
        pytest.param("2026-12-05", "2026-12-07", id="on the weekend the next week's"),
        pytest.param("2026-12-12", "2026-12-21", id="the next one, whenever it begins"),
        pytest.param("2027-01-01", "2026-12-21", id="across the new year"),
        pytest.param("2027-01-02", "2026-12-21", id="the last one that is over"),
        pytest.param("2029-01-01", "2026-12-21", id="and years later"),
    ],
)
def test_the_plan_is_that_of_today_else_the_next_else_the_last(
    maps: Path, today: str, first_day: str
) -> None:
    assert meant(maps, today) == first_day


def test_a_copied_station_has_the_same_plan(maps: Path, tmp_path: Path) -> None:
    copied = Path(copytree(maps, tmp_path / "copy", copy_function=_anew))
    for day in range(60):
        today = str(date(2026, 11, 15) + timedelta(days=day))
        assert meant(copied, today) == meant(maps, today)


def _anew(source: str, target: str) -> None:
    """As ``cp`` does: the copy is as old as the copying."""
    Path(target).write_bytes(Path(source).read_bytes())


def test_of_two_plans_that_hold_today_the_one_that_began_last_counts(maps: Path) -> None:
    write(maps, "2026-12-02", 2)
    assert [meant(maps, f"2026-12-0{day}") for day in (1, 2, 3, 4)] == [
        "2026-11-30",
        "2026-12-02",
        "2026-12-02",
        "2026-11-30",
    ]


def test_of_plans_that_are_over_the_one_that_ended_last_counts(tmp_path: Path) -> None:
    write(tmp_path, "2026-11-01", 31)
    write(tmp_path, "2026-11-23", 5)
    assert meant(tmp_path, "2026-12-24") == "2026-11-01"


def test_a_folder_may_have_another_name(tmp_path: Path) -> None:
    write(tmp_path, "2026-11-30", 5, "last week, to compare")
    assert meant(tmp_path, "2026-12-02") == "2026-11-30"


@pytest.mark.parametrize("days", [0, 32, "5", None, True])
def test_what_has_no_days_is_no_plan(tmp_path: Path, days: object) -> None:
    path = write(tmp_path, "2026-11-30", days)
    assert plan_of(tmp_path, date(2026, 11, 30)) == (None, [path])


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"first_day": 5, "days": 5}', "\udcff", "[" * 9999]
)
def test_a_damaged_file_is_named_wherever_it_lies(maps: Path, text: str) -> None:
    (maps / "2026-11-30" / "plan.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    found, broken = plan_of(maps, date(2026, 12, 2))
    assert found is not None
    assert (str(found.first_day), broken) == ("2026-12-07", [maps / "2026-11-30" / "plan.json"])


@pytest.mark.parametrize(
    ("first_day", "days", "said"),
    [
        (date(2026, 11, 30), 5, "Mon 30 Nov to Fri 4 Dec 2026"),
        (date(2026, 11, 30), 1, "Mon 30 Nov 2026"),
        (date(2026, 12, 28), 5, "Mon 28 Dec 2026 to Fri 1 Jan 2027"),
    ],
)
def test_a_plan_is_called_by_its_days(first_day: date, days: int, said: str) -> None:
    assert PlanDates(Path("plan.json"), first_day, days).title == said


plans = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 6, 30)), st.integers(1, 31)),
    min_size=1,
    max_size=6,
    unique_by=lambda plan: plan[0],
)


@given(plans=plans, today=st.dates(date(2025, 11, 1), date(2026, 9, 1)))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_other_plan_is_nearer(
    tmp_path_factory: pytest.TempPathFactory, plans: list[tuple[date, int]], today: date
) -> None:
    maps = tmp_path_factory.mktemp("maps")
    for first_day, days in plans:
        write(maps, str(first_day), days)
    found, _ = plan_of(maps, today)
    assert found is not None
    ends = {first: first + timedelta(days=days - 1) for first, days in plans}
    holding = [first for first, last in ends.items() if first <= today <= last]
    ahead = [first for first in ends if first > today]
    if holding:
        assert found.first_day == max(holding)
    elif ahead:
        assert found.first_day == min(ahead)
    else:
        assert found.last_day == max(ends.values())
