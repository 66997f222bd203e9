"""What the presence benchmark says: its goals, its measures, and of which seeds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import presence
from benchmarks.peers.statistics import mean_interval
from benchmarks.presence import Job, cells_of, code_mark, options_of, run_all, told, whole_seeds
from benchmarks.presence_model.measure import campaign_table, goals_table, main_table, notes
from benchmarks.presence_model.station import (
    Size,
)
from benchmarks.presence_model.strategies import (
    LEARNED,
    LINES,
    SET,
    SHORTEST,
    STRATEGIES,
    VROOM_EQUAL,
    WHOLE,
    WINDOWS,
)
from benchmarks.presence_model.weeks import Outcome


def test_kept_outcomes_are_not_run_again(tmp_path: Path) -> None:
    job = Job(1, SHORTEST, Size(40, weeks=1, iterations=100))
    kept = tmp_path / "kept"
    first = run_all([job], 1, kept)
    assert run_all([job], 1, kept) == first
    (line,) = kept.read_text(encoding="utf-8").splitlines()
    assert code_mark() in line
    # what other code came to does not count, unless it is said
    kept.write_text(line.replace(code_mark(), "before"), encoding="utf-8")
    assert run_all([job], 1, kept, minutes=0) == {}
    assert run_all([job], 1, kept, minutes=0, marks=["before"]) == first


def test_the_report_is_of_the_seeds_that_are_whole() -> None:
    options = options_of(["--worlds", "british", "--stations", "three weeks", "one officer"])
    cells = cells_of(options)
    size = cells["british", "three weeks"]
    lines = [WINDOWS, LEARNED, SET]
    done = {Job(seed, WINDOWS, size).name: BASE for seed in (1, 2, 3)}
    done |= {Job(seed, LEARNED, size).name: BASE for seed in (1, 3)}
    seeds, found = whole_seeds(done, size, range(1, 5), lines)
    assert seeds == [1, 3]
    assert found == {"windows": [BASE, BASE], "learned": [BASE, BASE]}
    report = told(done, cells, range(1, 5), lines)
    assert "Seeds 1, 3; 8 weeks of 24 officer-hours" in report
    assert report.count("Not measured yet") == 1
    assert set(LINES) < set(STRATEGIES)


def test_the_report_names_the_code_whose_outcomes_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, output = tmp_path / "kept", tmp_path / "report.md"
    kept.write_text("".join(f'["{mark}", "a job", {{}}]\n' for mark in ("older", "old", "older")))
    monkeypatch.setattr(presence, "_kept", lambda keep, marks: ())
    cell = ["--worlds", "british", "--stations", "three weeks", "--seeds", "1", "--minutes", "0"]
    files = ["--keep", str(kept), "--output", str(output)]
    monkeypatch.setattr("sys.argv", ["presence", *cell, *files, "--also", "old", "never-run"])
    presence.main()
    assert "code old. " in output.read_text(encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["presence", *cell, *files])
    presence.main()
    assert f"code {code_mark()}. " in output.read_text(encoding="utf-8")


BASE = Outcome(
    by_week=(48, 48),
    ever_by_week=(48, 90),
    households=100,
    hours_a_week=24,
    rings=150,
    reserve_rings=10,
    walked=36_000,
    at_doors=86_400,
    printed=100,
    unreached=1,
    rounds=12,
    late=3,
    promises=4,
    kept=4,
    never=0,
    in_vain=1,
    longest_wait=1,
)
"""96 met in 2 weeks of 6 shifts of 4 hours."""


def test_goals_are_told_as_they_came_out() -> None:
    better = replace(BASE, by_week=(54, 54), ever_by_week=(50, 89), kept=3, unreached=3)
    found = {strategy.name: [BASE, BASE] for strategy in STRATEGIES}
    found |= {LEARNED.name: [better, better], WHOLE.name: [better, better]}
    rows = [
        row.strip("| ").split(" | ")[1:]
        for row in goals_table(found, campaign=True).splitlines()[2:]
    ]
    ratio = "× 1.125 [1.125, 1.125]"  # 108 / 96
    assert rows == [
        [ratio, "no"],  # of 1.9
        [ratio, "no"],  # of 1.3
        [ratio, "yes"],  # of 1.1
        [ratio, "yes"],  # of 0.95
        ["fewer at the end of weeks 2", "no"],
        ["29.2%", "no"],
        ["3.0%", "no"],
        ["2 of 8", "no"],
        # 80 of 100: 30 of 39 in the second week are 42.5 hours, 32 of 42 are 42.3
        ["× 1.004 [1.004, 1.004]", "no"],
    ]
    assert goals_table({WINDOWS.name: [BASE]}, campaign=True) == ""
    assert "officer-hours until" not in goals_table(found, campaign=False)


def test_who_never_meets_so_many_is_said_to(tmp_path: Path) -> None:
    slow = replace(BASE, ever_by_week=(40, 79))
    found = {WHOLE.name: [BASE], VROOM_EQUAL.name: [slow]}
    assert (
        goals_table(found, campaign=True)
        .splitlines()[-1]
        .endswith("did not come so far on every seed | yes |")
    )
    found = {WHOLE.name: [slow], VROOM_EQUAL.name: [BASE]}
    assert (
        goals_table(found, campaign=True)
        .splitlines()[-1]
        .endswith("did not come so far on every seed | no |")
    )


def test_a_line_has_its_measures_as_means() -> None:
    other = replace(BASE, kept=2, late=0)
    row = main_table({WINDOWS.name: [BASE, other]}).splitlines()[-1].split(" | ")
    # 100 and 50 % kept, 1 % unreached, 25 and 0 % late; 96 of 150 doors opened
    assert row[2:8] == ["90.0", "29.2", "1.0", "75.0", "1.0", "12.5"]
    assert row[8:10] == ["150.0", "64.0"]


def test_idle_is_what_is_neither_way_nor_door() -> None:
    # 48 hours are 172,800 seconds
    assert BASE.idle == pytest.approx(1 - 122_400 / 172_800)


def test_a_share_of_the_households_is_met_within_a_week_by_its_share() -> None:
    # 60 of 100: 12 of the second week's 42 are wanted, and a week has 24 hours
    assert BASE.hours_until(0.6) == pytest.approx(24 + 24 * 12 / 42)
    assert BASE.hours_until(0.24) == pytest.approx(12)
    assert BASE.hours_until(0.95) is None
    table = campaign_table({WINDOWS.name: [BASE, BASE]}).splitlines()
    assert table[0] == "| officer-hours until met | 60% | 80% | 90% |"
    assert table[2] == "| stated hours, no chances | 31 | 42 | 48 |"


def test_chances_are_told_beside_those_as_set_where_some_were_learned() -> None:
    assert list(notes({WINDOWS.name: [BASE]})) == []
    scored = replace(BASE, brier=0.2, brier_set=0.25)
    (note,) = notes({LEARNED.name: [scored]})
    assert note.endswith("Brier score 0.200, as set 0.250.")
    (note,) = notes({LEARNED.name: [scored, scored]})
    assert note.endswith("Brier score 0.200 [0.200, 0.200], as set 0.250 [0.250, 0.250].")
    (cards,) = notes({WHOLE.name: [replace(BASE, cards=30, answered=5)]})
    assert cards == "Households with a card at their door: 30.0; answers: 5.0."


def test_the_interval_of_equal_values_is_a_point() -> None:
    assert mean_interval([2.0, 2.0]) == (2.0, 2.0, 2.0)
