"""Whatever a command writes into a station's own files, ``routeplan undo`` can take back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routeplan.cli import COMMANDS
from tests.cli.test_undo import state
from tests.cli.workspaces import MONDAY, give_telephone, run

SHORT = ("--quiet", "--iterations", "50")
DAYS = "Mon 30 Nov to Tue 1 Dec 2026"
RECORDED = ("2026-11-28", "m!", "--household", "H2", "--officer", "O1", "--dir", "STATION")
SAID = ("--add", "difficulty 2", "--add", "opinions lamps: dark")
NOTED: dict[str, tuple[tuple[str, ...], str]] = {
    "import": (
        ("BESIDE/list.csv", "STATION", "--yes"),
        "an import of list.csv: 1 new, 0 changed, 0 removed",
    ),
    "check": (
        ("STATION", "--plan", "BESIDE/orders.csv", "--reason", "away", "--write"),
        f"orders.csv in the place of the plan for {DAYS}",
    ),
    "plan": (("STATION", "--first-day", MONDAY, *SHORT), f"a new plan for {DAYS}"),
    "week": (("STATION", "--first-day", MONDAY, *SHORT), f"a new plan for {DAYS}"),
    "balance": (("STATION", "--write", *SHORT), f"the options to balance the plan for {DAYS}"),
    "beats": (("STATION", "--write", "--quiet"), "beats: 11 households with another officer"),
    "replan": (
        ("STATION", "--cancel", "H5", "--day", MONDAY, "--write", *SHORT),
        f"a replan of the plan for {DAYS}",
    ),
    "lock": (("STATION", "--officer", "O2", "--write"), f"locks: L2 in the plan for {DAYS}"),
    "unlock": (("STATION", "--id", "L1", "--write"), f"locks removed: L1 in the plan for {DAYS}"),
    "opinions": (("STATION", "--answer", "1", "--text", "ordered"), "an answer to opinion 1"),
    "outreach": (
        ("STATION", "--add", "letter", "--persons", "400", "--about", "lamps"),
        "a note of 2026-11-29 (letter)",
    ),
    "experience": (
        ("STATION", "--add", "ask the caretaker", "--officer", "O1"),
        "a note of experience of 2026-11-29",
    ),
    "priorities": (("STATION", "--write"), "priority 'high' for 1 household"),
    "answer": (
        ("--household", "H2", "--hours", "Mo-Fr 09:00-12:00", "--dir", "STATION"),
        "an answer to a card",
    ),
    "record": (("2026-11-27", "o", *RECORDED[2:]), "1 result of 2026-11-27"),
}
"""Commands that change the station's own files or results, and what undo says of it."""
LEAVE_THEM: dict[str, tuple[str, ...]] = {
    "maps": ("STATION",),
    "sheets": ("STATION",),
    "cards": ("STATION",),
    "notices": ("STATION",),
    "explain": ("H2", "STATION"),
    "forecast": ("STATION",),
    "due": ("STATION",),
    "matters": ("STATION", "--matter", "M1", "--next-step", "ask again"),
    "learn": ("STATION",),
    "report": ("STATION", "--month", "2026-11", "--write"),
    "export": ("STATION", "--format", "csv"),
    "prints": ("STATION",),
    "export-household": ("H2", "STATION"),
    "words": ("export", "pt", "--dir", "STATION"),
}
"""Commands that draw, print and answer, or add to a file that is never overwritten."""
ELSEWHERE = {
    "init": "makes a new station, and overwrites nothing",
    "undo": "is noted with what it took back",
    "purge": "cannot be undone, and says so",
    "bureau": "notes each station's plan: tests/bureau/test_undo_of_a_bureau_plan.py",
    "solve": "has no station",
    "demo": "plans as 'plan' does",
}


@pytest.fixture
def lived_in(station: Path) -> Path:
    """The station with a lock, a result with a matter, and files beside it to take over."""
    give_telephone(station)
    beside = station.parent
    (beside / "list.csv").write_text(
        "Name;Address;Best time\nSalo Ilmari;Kaivokatu 1;mornings\n", encoding="utf-8"
    )
    orders = beside / "orders.csv"
    done = [
        run("lock", station, "--officer", "O1", "--write"),
        run("record", *_words((*RECORDED, *SAID), station)),
        run("check", station, "--orders", orders),
    ]
    assert [result.exit_code for result in done] == [0, 0, 0]
    lines = orders.read_text("utf-8").splitlines()
    orders.write_text("\n".join(line for line in lines if ",H2," not in line) + "\n", "utf-8")
    return station


def test_every_command_is_in_one_of_the_lists() -> None:
    assert sorted([*NOTED, *LEAVE_THEM, *ELSEWHERE]) == sorted(COMMANDS)


@pytest.mark.parametrize("command", NOTED)
def test_a_write_is_noted_with_every_file_and_says_what_it_was(
    lived_in: Path, command: str
) -> None:
    options, what = NOTED[command]
    before, noted = _station_files(lived_in), len(_writes(lived_in))
    done = run(command, *_words(options, lived_in))
    assert done.exit_code == 0, done.output
    assert len(_writes(lived_in)) == noted + 1
    assert (_writes(lived_in)[0]["command"], _writes(lived_in)[0]["what"]) == (command, what)
    changed = _changed(before, _station_files(lived_in))
    taken = json.loads(run("undo", lived_in, "--json").stdout)
    assert changed <= {*taken["restored"], *taken["removed"]}
    assert changed or taken["log_entries"] == 1
    assert _station_files(lived_in) == before


@pytest.mark.parametrize("command", LEAVE_THEM)
def test_the_others_change_none_of_the_stations_files(lived_in: Path, command: str) -> None:
    before, noted = _station_files(lived_in), _writes(lived_in)
    done = run(command, *_words(LEAVE_THEM[command], lived_in))
    assert done.exit_code == 0, done.output
    assert _changed(before, _station_files(lived_in)) == set()
    assert _writes(lived_in) == noted


def _words(options: tuple[str, ...], station: Path) -> list[str]:
    beside = str(station.parent)
    return [option.replace("STATION", str(station)).replace("BESIDE", beside) for option in options]


def _writes(station: Path) -> list[dict[str, str]]:
    """The last first."""
    listed: list[dict[str, str]] = json.loads(run("undo", station, "--list", "--json").stdout)
    return listed


def _station_files(station: Path) -> dict[str, bytes]:
    """Settings, tables, plans and decisions: without what is drawn from them, or handed out."""
    drawn = (".pdf", ".html", ".po")
    apart = ("maps/exports/", "maps/reports/", "maps/forms/")
    return {
        name: content
        for name, content in state(station).items()
        if not (name.endswith(drawn) or name.startswith(apart) or "/export/" in name)
    }


def _changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}
