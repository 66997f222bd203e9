"""What ``explain`` suggests, written into the tables and planned again, brings the visit in.

Stations are drawn at random with more visits than hours, half of them with two-officer visits, and
these are explained before any others. The plans that the suggestions
are put to have a seed and a budget that explaining knows nothing of.

Tests ``planning/explain/edited_inputs.py`` and ``planning/explain/explanation_records.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from routeplan.model.changes import Edit
from routeplan.planning.explain.edited_inputs import edited
from routeplan.planning.explain.explanation import explain_left_out, explain_visit
from routeplan.planning.explain.explanation_records import Explanation
from tests.formats.folders import read_folder
from tests.planning.explain.folders import case_in, edited_by_hand, planned, random_folder


class Trial(NamedTuple):
    """One suggestion put to the test."""

    visit: str
    told: str
    edits: Sequence[Edit]
    comes_in: bool


def trials(
    folder: Path, seed: int, most: int, *, pairs: float = 0.35, shortly: bool = False
) -> Iterator[Trial]:
    """Every suggestion for the first visits left out of a random station."""
    root = random_folder(folder / "station", seed, pairs=pairs if seed % 2 == 0 else 0.0)
    inputs = read_folder(root).inputs
    plan = planned(read_folder(root))
    case = case_in(root, plan)
    names = [visit.id for visit in inputs.visits]
    if shortly:
        few = replace(plan, left_out=plan.left_out[:most])
        explained = explain_left_out(replace(case, plan=few))
    else:
        needed = {visit.id: visit.officers_needed for visit in inputs.visits}
        out = sorted((entry.visit for entry in plan.left_out), key=lambda v: -needed[v])[:most]
        explained = [explain_visit(case, names.index(visit)) for visit in out]
    for explanation in explained:
        for k, (told, edits) in enumerate(_suggestions(explanation)):
            copy = folder / f"{explanation.visit.replace('/', '-')}-{k}"
            after = planned(read_folder(edited_by_hand(root, copy, edits)), seed=5)
            made = {stop.visit for route in after.routes for stop in route.stops}
            yield Trial(explanation.visit, told, edits, explanation.visit in made)


def _suggestions(explanation: Explanation) -> Iterator[tuple[str, Sequence[Edit]]]:
    if explanation.longer_search:
        yield "a longer search", ()
    for change in explanation.changes:
        yield change.told, change.edits


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.slow
def test_what_is_suggested_brings_the_visit_in(seed: int, tmp_path: Path) -> None:
    found = list(trials(tmp_path, seed, 2))
    assert found
    assert [trial for trial in found if not trial.comes_in] == []


@pytest.mark.slow
def test_what_the_list_suggests_brings_the_visit_in(tmp_path: Path) -> None:
    found = list(trials(tmp_path, 9, 4, shortly=True))
    assert found
    assert [trial for trial in found if not trial.comes_in] == []


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(seed, marks=pytest.mark.slow if seed < 106 else pytest.mark.soak)
        for seed in range(100, 120)
    ],
)
def test_ten_visits_left_out_of_each_of_twenty_stations(seed: int, tmp_path: Path) -> None:
    assert [trial for trial in trials(tmp_path, seed, 10, pairs=0.6) if not trial.comes_in] == []


@pytest.mark.parametrize("seed", [4, 13])
def test_an_edit_means_what_reading_the_edited_tables_means(seed: int, tmp_path: Path) -> None:
    root = random_folder(tmp_path / "station", seed, pairs=0.35)
    case = case_in(root, planned(read_folder(root), iterations=300))
    edits = [
        Edit("households", {"id": "H2"}, {"availability": "Mo-Fr 09:00-12:00", "priority": "must"}),
        Edit("households", {"id": "H3"}, {"days_between": "0", "tolerance_minutes": "25"}),
        Edit("officers", {"id": "O2"}, {"max_visits": "9", "max_busy_minutes": "100.5"}),
        Edit("officers", {"id": "O2"}, {"skills": "signs"}),
        Edit(
            "officers",
            {"id": "second"},
            {"name": "a second officer", "mode": "foot", "hours": "2026 Nov 30 09:00-12:00"},
        ),
    ]
    ours = edited(case.setting, edits).inputs
    read = read_folder(edited_by_hand(root, tmp_path / "edited", edits)).inputs
    assert case.reread is not None
    assert case.reread(edits) == read
    assert ours.visits == read.visits
    assert ours.households == read.households
    assert ours.officers == read.officers
    assert sorted(ours.shifts, key=lambda s: s.id) == sorted(read.shifts, key=lambda s: s.id)
