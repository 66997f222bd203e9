"""Old plans keep their counts and lose what they tell of anybody; the files beside them go.

Tests ``formats/plans/folders_beside_plans.py`` and ``station/privacy/thin_plan.py``.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from routeplan.formats.decisions.decisions import Decisions, Replan, read_decisions, write_decisions
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.changes import Changes, Further, GivenVisit, Lapsed, NewHours, NewTime
from routeplan.model.locks import Lock
from routeplan.private_files import write_private
from routeplan.station.privacy.old_files import (
    OldFiles,
    clean,
    needed_households,
    old_files,
    plan_folders,
)
from routeplan.station.privacy.thin_plan import thin_plan
from routeplan.visitlog.purging import GONE
from tests.formats.plans.plans import put_plan, small_plan
from tests.stations import MONDAY

NEXT = MONDAY + timedelta(days=1)
"""The day after the small plan."""
ZONE = ZoneInfo("Europe/Helsinki")
NAMES = {"h1": "~1"}
BESIDE = ("plan.geojson", "plan.1.json", "decisions.1.json", "balance.json", "changes.1.pdf")


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    """With the small plan, and something of everything that may lie beside it."""
    folder = tmp_path / "maps" / str(MONDAY)
    path = put_plan(folder / "plan.json", small_plan())
    os.utime(path, (1_000_000, 1_000_000))
    given = Changes(
        cancelled=("v2", "h1", "h1/3"),
        new_times=(NewTime("v1", MONDAY, 0, 0),),
        given=(GivenVisit("v1", "A", "ill"),),
        further=(Further("h1/3", "h1"), Further("h2/3", "h2")),
        lapsed=(Lapsed("v1", MONDAY),),
        hours=(NewHours("h1", "Mo 17:00-19:00"),),  # go, as windows do
    )
    made = Replan("R1", 1, "strict", 0, ("v1",), given, None, "she trusts him")
    write_decisions(path, Decisions((Lock("L1", "A", None, "v1"), Lock("L2", "A")), (made,)))
    for name in (*BESIDE, ".plan.json.a1b2c3d_", "my notes.txt", "redacted/index.html"):
        write_private(folder / name, "x")
    return tmp_path / "maps"


def drawn(folder: Path) -> Collection[Path]:
    return [folder / "redacted" / "index.html"]


def look(maps: Path, before: date = NEXT, names: dict[str, str] = NAMES) -> OldFiles:
    return old_files(maps, before, ZONE, names, drawn)


def test_what_goes_what_is_thinned_and_what_is_not_ours(maps: Path) -> None:
    folder, old = maps / str(MONDAY), look(maps)
    assert {path.name for path in old.thinned} == {"plan.json", "decisions.json"}
    expected = {folder / name for name in (*BESIDE, ".plan.json.a1b2c3d_", "redacted/index.html")}
    assert set(old.removed) == expected
    assert old.foreign == (folder / "my notes.txt",)


def test_a_plan_is_old_once_its_last_day_is(maps: Path) -> None:
    assert look(maps, MONDAY) == OldFiles()


def test_afterwards_there_is_nothing_left_to_do(maps: Path) -> None:
    clean(look(maps), NAMES)
    assert sorted(path.name for path in (maps / str(MONDAY)).iterdir()) == [
        *("decisions.json", "my notes.txt", "plan.json"),
    ]
    assert not look(maps)


def test_what_was_not_done_when_it_was_stopped_is_found_again(
    maps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third file cannot be removed."""
    unlink, calls = Path.unlink, []

    def failing(path: Path, missing_ok: bool = False) -> None:
        calls.append(path)
        if len(calls) == 3:
            raise KeyboardInterrupt
        unlink(path, missing_ok)

    before = look(maps)
    monkeypatch.setattr(Path, "unlink", failing)
    with pytest.raises(KeyboardInterrupt):
        clean(before, NAMES)
    monkeypatch.undo()
    after = look(maps)
    assert (after.thinned, after.removed) == ((), before.removed[2:])


def test_a_thin_plan_has_every_count_and_no_way_to_a_door(maps: Path) -> None:
    whole = small_plan()
    clean(look(maps), NAMES)
    thin = read_plan(maps / str(MONDAY) / "plan.json")
    for before, after in zip(whole.routes, thin.routes, strict=True):
        for figure in ("travel_seconds", "travel_metres", "visit_seconds", "idle_seconds"):
            assert getattr(after, figure) == getattr(before, figure)
        assert (after.expected_met, after.pause) == (before.expected_met, before.pause)
    assert (thin.totals, thin.search) == (whole.totals, whole.search)
    (stop,) = thin.routes[0].stops
    assert (stop.household, stop.leg.line, stop.leg.turns) == ("~1", (), ())
    assert (stop.begin, stop.window_begin, stop.window_end) == (
        *(whole.routes[0].stops[0].begin, stop.begin, stop.end),
    )
    (left,) = thin.left_out
    # h2 is in the tables still.
    assert (left.household, left.facts, left.code) == ("h2", {}, "no-room")
    assert thin.routes[0].reserve[0].window_end == 0


def test_decisions_lose_their_reasons_and_follow_the_names_of_visits(maps: Path) -> None:
    clean(look(maps), NAMES)
    kept = read_decisions(maps / str(MONDAY) / "plan.json")
    # The visit v1 is not called after its household, so its new name is the household's.
    assert kept.locks == (Lock("L1", "A", None, "~1"), Lock("L2", "A"))
    (made,) = kept.replans
    assert (made.reason, made.done) == (GONE, ("~1",))
    assert made.changes == Changes(
        cancelled=("v2", "~1", "~1/3"),
        new_times=(NewTime("~1", MONDAY, 0, 0),),
        given=(GivenVisit("~1", "A", GONE),),
        further=(Further("~1/3", "~1"), Further("h2/3", "h2")),
        lapsed=(Lapsed("~1", MONDAY),),
    )


def test_a_thinned_plan_is_still_its_owners_alone(maps: Path) -> None:
    clean(look(maps), NAMES)
    assert (maps / str(MONDAY) / "plan.json").stat().st_mode & 0o777 == 0o600


def test_a_plan_that_nobody_can_read_goes_when_it_must_be_old(maps: Path) -> None:
    """It may have had 31 days."""
    path = maps / str(MONDAY) / "plan.json"
    path.write_text("{", encoding="utf-8")
    assert not look(maps, MONDAY + timedelta(days=30))
    old = look(maps, MONDAY + timedelta(days=31))
    assert path in old.removed
    assert old.thinned == ()


def test_damaged_decisions_go(maps: Path) -> None:
    path = maps / str(MONDAY) / "decisions.json"
    path.write_text("{", encoding="utf-8")
    old = look(maps)
    assert path in old.removed
    clean(old, NAMES)
    assert not look(maps)


def test_folders_that_are_links_or_no_days_are_left_alone(maps: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (maps / "2025-01-01").symlink_to(tmp_path / "elsewhere")
    (maps / "2025-13-01").mkdir()
    (maps / "2025-01-02").write_text("", encoding="utf-8")
    assert plan_folders(maps) == [maps / str(MONDAY)]
    assert plan_folders(tmp_path / "nowhere") == []


def test_a_plans_households_are_needed_until_its_last_day(maps: Path) -> None:
    assert set(needed_households(maps)) == {("h1", MONDAY), ("h2", MONDAY)}


def test_beats_are_as_old_as_their_files_and_keep_the_table_of_officers(maps: Path) -> None:
    moment = datetime(2026, 6, 1, tzinfo=UTC).timestamp()
    for name in ("index.html", "changes.csv", "before-after.csv"):
        os.utime(write_private(maps / "beats" / name, "x"), (moment, moment))
    assert not look(maps, date(2026, 6, 1))
    found = look(maps, date(2026, 6, 2)).removed
    assert [path.name for path in found] == ["changes.csv", "index.html"]


def test_the_map_of_homes_is_as_old_as_its_file(maps: Path) -> None:
    moment = datetime(2026, 6, 1, tzinfo=UTC).timestamp()
    os.utime(write_private(maps / "homes" / "index.html", "x"), (moment, moment))
    assert not look(maps, date(2026, 6, 1))
    assert [path.name for path in look(maps, date(2026, 6, 2)).removed] == ["index.html"]


@pytest.mark.parametrize("folder", ["exports", "forms"])
def test_exports_and_forms_are_as_old_as_their_names_say(folder: str, maps: Path) -> None:
    for name in ("2026-06-01_H1_ab.txt", ".2026-06-01_H1_ab.txt.x1x2x3x4", "notes.txt"):
        write_private(maps / folder / name, "x")
    assert not look(maps, date(2026, 6, 1))
    assert len(look(maps, date(2026, 6, 2)).removed) == 2


def test_reports_are_as_old_as_the_last_day_of_their_period(maps: Path) -> None:
    for period in ("2026-05-01_2026-05-31", "2026-06-01_2026-06-30", "for-the-prefecture"):
        write_private(maps / "reports" / period / "report.pdf", "x")
    assert not look(maps, date(2026, 5, 31))
    (found,) = look(maps, date(2026, 6, 30)).removed
    assert found.parent.name == "2026-05-01_2026-05-31"
    clean(look(maps, date(2026, 6, 1)), NAMES)
    assert not found.parent.exists()


def test_an_emptied_folder_goes(maps: Path) -> None:
    write_private(maps / "exports" / "2026-06-01_H1_ab.txt", "x")
    clean(look(maps), NAMES)
    assert not (maps / "exports").exists()
    assert not (maps / str(MONDAY) / "redacted").exists()


def test_thinning_twice_is_thinning_once() -> None:
    thin = thin_plan(small_plan(), NAMES)
    assert thin_plan(thin, NAMES) == thin
    assert thin != small_plan()
