"""``routeplan priorities``: people in difficulty become ``high`` with the chief's word.

Tests ``cli/commands/priorities.py`` and ``station/use_cases/visit_log/raise_priorities.py``.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from routeplan.formats.station.officer_column import with_column
from tests.cli.workspaces import HOMES, HOSTILE_NAME, MONDAY, TUESDAY, change, run

TODAY = {"ROUTEPLAN_TODAY": TUESDAY}


def met(station: Path, home: str, *added: str, day: str = MONDAY) -> None:
    more = [part for addition in added for part in ("--add", addition)]
    done = run("record", day, "m", "--household", home, *more, "--dir", station, **TODAY)
    assert done.exit_code == 0, done.output


@pytest.fixture
def hard(station: Path) -> Path:
    """People in difficulty at H1, H8 (whose name is hostile) and H3, which must be met anyway."""
    for home in ("H1", "H8", "H3", "H12"):
        met(station, home, "difficulty 2")
    met(station, "H2")
    return station


def asked(station: Path, *options: str) -> dict[str, Any]:
    done = run("priorities", station, "--json", *options, **TODAY)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def proposed(station: Path) -> list[str]:
    return [proposal["household"] for proposal in asked(station)["proposals"]]


def priorities(station: Path) -> dict[str, str]:
    text = (station / "data" / "households.csv").read_text(encoding="utf-8")
    return {row["id"]: row["priority"] for row in csv.DictReader(io.StringIO(text))}


def test_who_was_in_difficulty_and_is_not_high_is_proposed_and_nothing_changed(hard: Path) -> None:
    before = (hard / "data" / "households.csv").read_bytes()
    told = asked(hard)
    # H3 is a must, H12 asked not to be called on.
    assert [(proposal["household"], proposal["persons"]) for proposal in told["proposals"]] == [
        ("H1", 2),
        ("H8", 2),
    ]
    assert told["proposals"][0] | {"address": ""} == {
        "household": "H1",
        "name": HOMES["H1"]["name"],
        "address": "",
        "priority": "normal",
        "seen": MONDAY,
        "persons": 2,
    }
    assert (told["raised"], told["file"]) == ([], None)
    assert (hard / "data" / "households.csv").read_bytes() == before
    shown = run("priorities", hard, **TODAY)
    assert HOSTILE_NAME in shown.stdout
    assert "Dry run" in shown.stdout


def test_the_chief_s_word_writes_these_cells_alone_and_undo_takes_it_back(hard: Path) -> None:
    table = hard / "data" / "households.csv"
    before = table.read_text(encoding="utf-8")
    done = asked(hard, "--household", "aalto eino", "--write")
    assert (done["raised"], done["file"]) == (["H1"], str(table))
    after = table.read_text(encoding="utf-8")
    assert after == with_column(before, "priority", {"H1": "high"}) != before
    assert priorities(hard) == {name: HOMES[name].get("priority", "") for name in HOMES} | {
        "H1": "high"
    }
    assert proposed(hard) == ["H8"]
    taken = run("undo", hard, **TODAY)
    assert "priority 'high' for 1 household" in taken.output
    assert table.read_text(encoding="utf-8") == before
    assert proposed(hard) == ["H1", "H8"]


def test_all_of_them_become_high_at_once(hard: Path) -> None:
    done = run("priorities", hard, "--write", **TODAY)
    assert done.exit_code == 0, done.output
    assert "2 households now 'high' in" in done.stdout
    assert {priorities(hard)[home] for home in ("H1", "H8")} == {"high"}
    assert priorities(hard)["H3"] == "must"
    assert "Nobody in difficulty" in run("priorities", hard, **TODAY).stdout


def test_the_last_visit_that_met_somebody_decides(hard: Path) -> None:
    met(hard, "H1", day=TUESDAY)
    done = run("record", TUESDAY, "o", "--household", "H8", "--dir", hard, **TODAY)
    assert done.exit_code == 0
    assert proposed(hard) == ["H8"]


def test_what_was_seen_of_who_lived_there_before_does_not_count(hard: Path) -> None:
    change(hard, "households", {"H1": {"name": "Somebody new"}})
    assert proposed(hard) == ["H8"]
    late = {"ROUTEPLAN_TODAY": "2028-01-01"}
    assert run("purge", hard, "--older-than", "30d", "--write", **late).exit_code == 0
    assert proposed(hard) == ["H8"]


def test_due_and_report_say_that_there_are_some(hard: Path) -> None:
    line = "People in difficulty were met at 2 households that are not 'high'"
    assert line in run("due", hard, **TODAY).stdout
    assert line in run("report", hard, "--from", MONDAY, **TODAY).stdout
    assert line not in run("report", hard, "--from", MONDAY, "--officer", "O1", **TODAY).stdout


def test_a_workbook_stays_as_it_is_and_the_ids_lie_beside_it(hard: Path) -> None:
    from openpyxl import Workbook

    data = hard / "data"
    book = Workbook()
    assert book.active is not None
    for row in csv.reader(io.StringIO((data / "households.csv").read_text(encoding="utf-8"))):
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"
    book.save(data / "households.xlsx")
    settings = hard / "routeplan.toml"
    settings.write_text(settings.read_text() + '[files]\nhouseholds = "data/households.xlsx"\n')
    before = (data / "households.xlsx").read_bytes()
    done = run("priorities", hard, "--write", **TODAY)
    assert done.exit_code == 0, done.output
    assert (data / "households.xlsx").read_bytes() == before
    beside = data / "households-priority.csv"
    assert beside.read_text(encoding="utf-8-sig") == "id,priority\nH1,high\nH8,high\n"
    assert "Type these into the workbook: 2 households in" in done.stdout
    assert run("undo", hard, **TODAY).exit_code == 0
    assert not beside.exists()


def test_who_is_not_proposed_cannot_be_raised(hard: Path) -> None:
    for home in ("H2", "H3"):
        done = run("priorities", hard, "--household", home, "--write", **TODAY)
        assert (done.exit_code, "is not proposed" in done.stderr) == (2, True)


def test_without_a_visit_log_nobody_is_proposed(station: Path) -> None:
    assert asked(station) == {"proposals": [], "raised": [], "file": None}
