"""Contact histories in the form of the European Social Survey's: read, learned from, held back."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from benchmarks.contact_forms import Attempt, Year, calibrated, read_attempts, told

YEAR = Year(2018, 8)
FIRST = date(2018, 9, 3)
"""A Monday."""


def write(path: Path, *units: Mapping[str, object]) -> Path:
    names = list(dict.fromkeys(name for unit in units for name in unit))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(units)
    return path


def attempt(number: int, on: date, hour: int, result: int, **more: int) -> dict[str, object]:
    """The columns of one attempt; ``mode`` and ``outcome`` where the file has them."""
    names = {"mode": "modevb", "outcome": "outnic"}
    return {
        f"datev{number}": on.day,
        f"monv{number}": on.month,
        f"hourv{number}": hour,
        f"minv{number}": 30,
        f"resulb{number}": result,
    } | {f"{names[key]}{number}": value for key, value in more.items()}


def unit(number: int, *attempts: Mapping[str, object], country: str = "FI") -> dict[str, object]:
    row: dict[str, object] = {"cntry": country, "idno": number}
    for cells in attempts:
        row |= cells
    return row


def in_short(attempts: Sequence[Attempt]) -> list[tuple[str, str, int, bool, bool]]:
    return [
        (attempt.unit, str(attempt.day), attempt.seconds // 3600, attempt.met, attempt.expected)
        for attempt in attempts
    ]


def test_every_attempt_has_its_day_its_hour_and_what_came_of_it(tmp_path: Path) -> None:
    one = unit(7, attempt(1, FIRST, 18, 6), attempt(2, FIRST + timedelta(days=3), 10, 5))
    two = unit(8, attempt(1, FIRST, 9, 1), country="BE")
    path = write(tmp_path / "cf.csv", one, two)
    assert in_short(read_attempts(path, YEAR)) == [
        ("BE 8", "2018-09-03", 9, True, False),
        ("FI 7", "2018-09-03", 18, False, False),
        ("FI 7", "2018-09-06", 10, True, False),
    ]
    assert [attempt.unit for attempt in read_attempts(path, YEAR, "BE")] == ["BE 8"]
    assert read_attempts(path, YEAR)[0].seconds == 9 * 3600 + 30 * 60


def test_what_says_nothing_of_the_hour_is_passed_over(tmp_path: Path) -> None:
    attempts = [
        attempt(1, FIRST, 18, 7, mode=1),  # invalid address
        attempt(2, FIRST, 18, 8, mode=1),
        attempt(3, FIRST, 18, 99, mode=1),
        attempt(4, FIRST, 99, 6, mode=1),  # hour not available
        attempt(5, FIRST, 18, 6, mode=2),  # by telephone
        attempt(6, FIRST, 18, 6, mode=3) | {"datev6": 31, "monv6": 9},  # no calendar has it
        attempt(7, FIRST, 19, 6, mode=3),  # by the intercom
        attempt(8, FIRST, 20, 6) | {"datev8": "", "monv8": "."},
        attempt(12, FIRST, 20, 6, mode=2),
    ]
    found = read_attempts(write(tmp_path / "cf.csv", unit(1, *attempts)), YEAR)
    assert in_short(found) == [("FI 1", "2018-09-03", 19, False, False)]


def test_the_attempt_after_an_appointment_was_expected(tmp_path: Path) -> None:
    attempts = [
        attempt(1, FIRST, 18, 4, outcome=1),
        attempt(2, FIRST + timedelta(days=1), 18, 6, outcome=66),
        attempt(3, FIRST + timedelta(days=2), 18, 1, outcome=66),
    ]
    found = read_attempts(write(tmp_path / "cf.csv", unit(1, *attempts)), YEAR)
    assert [attempt.expected for attempt in found] == [False, True, False]


def test_months_before_the_first_belong_to_the_next_year(tmp_path: Path) -> None:
    attempts = [attempt(1, date(2018, 12, 30), 18, 6), attempt(2, date(2019, 1, 2), 18, 1)]
    found = read_attempts(write(tmp_path / "cf.csv", unit(1, *attempts)), YEAR)
    assert [attempt.day.year for attempt in found] == [2018, 2019]


def test_names_may_be_capitals_and_numbers_have_points(tmp_path: Path) -> None:
    one = {name.upper(): f"{value}.0" for name, value in attempt(1, FIRST, 9, 6).items()}
    path = write(tmp_path / "cf.csv", {"CNTRY": "FI", "IDNO": "1"} | one)
    assert len(read_attempts(path, YEAR)) == 1


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no file of contact forms"):
        read_attempts(write(tmp_path / "cf.csv", {"id": 1}), YEAR)


def test_chances_learned_from_a_round_are_true_and_better_than_one_for_all(tmp_path: Path) -> None:
    """600 units called on every week, at 10 or at 18; somebody is met with 0.2 and 0.6."""
    random = np.random.default_rng(3)
    units = []
    for number in range(600):
        attempts: list[Mapping[str, object]] = []
        for week in range(12):
            hour = int(random.choice((10, 18)))
            met = random.random() < (0.6 if hour == 18 else 0.2)
            on = FIRST + timedelta(days=7 * week + number % 5)
            attempts.append(attempt(len(attempts) + 1, on, hour, 5 if met else 6))
        units.append(unit(number, *attempts))
    found = calibrated(read_attempts(write(tmp_path / "cf.csv", *units), YEAR))
    assert found is not None
    assert found.calls == 600 * 8
    # variance of a call: 0.2 on average; three standard deviations of the sum are 93
    assert abs(found.met - found.expected) < 93 + 0.02 * found.calls, "chances are in twentieths"
    # true chances score 0.2; one chance of 0.4 for all 0.24
    assert found.learned.brier < 0.21
    assert found.same.brier > 0.235
    assert "| learned | attempts | met |" in told(found)


def test_attempts_of_one_week_are_too_few(tmp_path: Path) -> None:
    path = write(tmp_path / "cf.csv", unit(1, attempt(1, FIRST, 18, 6)))
    assert calibrated(read_attempts(path, YEAR)) is None
    assert calibrated([]) is None
