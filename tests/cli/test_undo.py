"""``routeplan undo``: the last write of any command is taken back, byte for byte, and named.

Tests ``cli/commands/undo.py``, ``station/use_cases/undo/note_write.py`` and
``station/use_cases/undo/take_back.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routeplan.formats.station.settings import read_settings
from tests.cli.workspaces import MONDAY, change, run

SHORT = ("--quiet", "--iterations", "50")
APART = ("maps/undo/", "maps/forms/", ".")


def state(folder: Path) -> dict[str, bytes]:
    """Every file that a command may change.

    Without the log and the forms of what was printed, which only grow, and without the journal.
    """
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not (name := path.relative_to(folder).as_posix()).startswith(APART)
        and path.name != "visits.db"
    }


def undo(folder: Path, *options: str) -> dict[str, object]:
    done = run("undo", folder, "--json", *options)
    assert done.exit_code == 0, done.output
    content: dict[str, object] = json.loads(done.stdout)
    return content


WRITES: dict[str, tuple[str, ...]] = {
    "plan": ("plan", "--first-day", MONDAY, "--quiet", "--iterations", "70", "--seed", "7"),
    "week": ("week", "--first-day", MONDAY, "--quiet", "--iterations", "70", "--seed", "7"),
    "lock": ("lock", "--officer", "O1", "--write"),
    "replan": ("replan", "--cancel", "H5", "--day", MONDAY, "--write", *SHORT),
    "balance": ("balance", "--write", *SHORT),
    "beats": ("beats", "--write", "--quiet"),
}


@pytest.mark.parametrize("command", WRITES)
def test_each_write_is_taken_back_and_put_back_byte_for_byte(station: Path, command: str) -> None:
    before = state(station)
    name, *options = WRITES[command]
    done = run(name, station, *options)
    assert done.exit_code == 0, done.output
    after = state(station)
    assert after != before
    taken = undo(station)
    assert taken["command"] == command
    assert taken["written"] is True
    assert state(station) == before
    assert undo(station, "--redo")["command"] == command
    drawn = {n for n in after if n.endswith((".pdf", ".html")) and "changes" not in n}
    beats = {n for n in after if n.startswith("maps/beats/")}
    assert state(station) == {n: c for n, c in after.items() if n not in drawn - beats}


def test_an_edited_plan_that_was_put_in_place_is_taken_back(station: Path) -> None:
    orders = station / "orders.csv"
    assert run("check", station, "--orders", orders).exit_code == 0
    lines = orders.read_text("utf-8").splitlines()
    orders.write_text("\n".join(line for line in lines if ",H2," not in line) + "\n", "utf-8")
    before = state(station)
    done = run("check", station, "--plan", orders, "--reason", "she is away", "--write")
    assert done.exit_code == 0, done.output
    assert state(station) != before
    assert "orders.csv" in str(undo(station)["what"])
    assert state(station) == before


def test_a_second_undo_goes_one_further_back(station: Path) -> None:
    states = [state(station)]
    for command in ("lock", "replan", "plan"):
        name, *options = WRITES[command]
        assert run(name, station, *options).exit_code == 0
        states.append(state(station))
    for command, wanted in zip(("plan", "replan", "lock"), states[-2::-1], strict=True):
        assert undo(station)["command"] == command
        assert state(station) == wanted


def test_a_preview_writes_nothing_and_names_what_would_be_taken_back(station: Path) -> None:
    run(*_folder_second(WRITES["lock"], station))
    before = state(station)
    shown = run("undo", station, "--dry-run")
    assert shown.stdout.startswith("Would take back: W")
    assert (
        "locks: L1 in the plan for Mon 30 Nov to Tue 1 Dec 2026 (routeplan lock, " in shown.stdout
    )
    assert state(station) == before
    done = run("undo", station)
    assert done.stdout.splitlines()[0] == shown.stdout.splitlines()[0].replace(
        "Would take back", "Taken back"
    )


def test_results_are_withdrawn_and_stay_in_the_history(station: Path) -> None:
    """Recorded, corrected, both taken back: nothing holds, and four lines tell of it."""
    typed = ("--household", "H2", "--officer", "O1", "--dir", station)
    assert run("record", "2026-11-28", "o", *typed).exit_code == 0
    assert run("record", "2026-11-28", "m+2", *typed, "--correct").exit_code == 0
    assert undo(station)["log_entries"] == 1
    assert _standing(station) == "out"
    undo(station)
    assert _standing(station) is None
    undo(station, "--redo")
    assert _standing(station) == "out"
    undo(station, "--redo")
    assert _standing(station) == "met"
    assert [call["result"] for call in _calls(station)] == [
        *("out", "met", "out", "withdrawn", "out", "met"),
    ]


def test_a_matter_that_a_result_opened_keeps_its_name(station: Path) -> None:
    typed = ("--household", "H2", "--officer", "O1", "--dir", station)
    assert run("record", "2026-11-28", "m!", *typed).exit_code == 0
    named = _matters(station)
    assert named == ["M1"]
    undo(station)
    assert _matters(station) == []
    undo(station, "--redo")
    assert _matters(station) == named


def test_what_was_edited_since_is_not_overwritten(station: Path) -> None:
    run(*_folder_second(WRITES["beats"], station))
    change(station, "households", {"H1": {"note": "typed by hand"}})
    before = state(station)
    done = run("undo", station)
    assert done.exit_code == 2
    assert "data/households.csv changed since" in done.stderr
    assert state(station) == before


def test_an_older_write_to_other_files_can_be_taken_back_by_name(station: Path) -> None:
    run(*_folder_second(WRITES["beats"], station))
    run(*_folder_second(WRITES["lock"], station))
    run(*_folder_second(WRITES["replan"], station))
    assert undo(station, "--name", "BEATS")["command"] == "beats"
    done = run("undo", station, "--name", "lock")
    assert done.exit_code == 2
    assert "cannot be taken back before W" in done.stderr
    done = run("undo", station, "--name", "W99")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "the last ones: " in done.stderr


def test_a_purge_takes_the_journal_with_it_and_cannot_be_undone(station: Path) -> None:
    run(*_folder_second(WRITES["lock"], station))
    kept = station / "maps" / "undo"
    assert list(kept.glob("W*.zip"))
    purge = ("purge", station, "--older-than", "30d")
    assert "nothing to purge" in run(*purge, "--write").stdout
    assert list(kept.glob("W*.zip"))  # nothing was old: everything can still be taken back
    later = {"ROUTEPLAN_TODAY": "2027-06-01"}
    assert "maps/undo/" in run(*purge, **later).stdout
    assert list(kept.glob("W*.zip"))
    assert run(*purge, "--write", **later).exit_code == 0
    assert list(kept.glob("W*.zip")) == []
    done = run("undo", station)
    assert done.exit_code == 2
    assert done.stderr.startswith("routeplan: the last write was a purge (")
    assert "cannot be undone" in done.stderr
    assert "nothing to purge" in run(*purge, **later).stdout


def test_the_journal_is_for_its_owner_only(station: Path) -> None:
    run(*_folder_second(WRITES["lock"], station))
    kept = station / "maps" / "undo"
    assert kept.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in kept.iterdir()} == {0o600}


def test_every_write_is_listed_also_those_taken_back(station: Path) -> None:
    run(*_folder_second(WRITES["lock"], station))
    run(*_folder_second(WRITES["replan"], station))
    undo(station)
    listed = json.loads(run("undo", station, "--list", "--json").stdout)
    assert [(write["command"], bool(write["undone_at"])) for write in listed][:2] == [
        ("replan", True),
        ("lock", False),
    ]
    assert "a replan of the plan" in run("undo", station, "--list").stdout


def test_a_damaged_entry_of_the_journal_is_one_line(station: Path) -> None:
    run(*_folder_second(WRITES["lock"], station))
    kept = max((station / "maps" / "undo").glob("W*.zip"))
    kept.write_bytes(kept.read_bytes()[:40])
    done = run("undo", station)
    assert done.exit_code == 2 or "plan" in done.stdout
    assert "bug" not in done.output


def test_without_any_write_there_is_nothing_to_take_back(tmp_path: Path) -> None:
    done = run("undo", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "routeplan: there is nothing to take back\n"
    assert run("undo", tmp_path, "--redo").stderr == "routeplan: nothing has been taken back\n"


def _folder_second(words: tuple[str, ...], folder: Path) -> tuple[str | Path, ...]:
    return words[0], folder, *words[1:]


def _calls(folder: Path) -> list[dict[str, object]]:
    held = json.loads(run("export-household", "H2", folder, "--json").stdout)
    calls: list[dict[str, object]] = held["calls"]
    return calls


def _standing(folder: Path) -> object:
    """What holds of the call on H2; None where nothing does."""
    from routeplan.visitlog.reading import calls
    from routeplan.visitlog.store import reading

    with reading(folder / read_settings(folder / "routeplan.toml").files.visits) as log:
        held = [call for call in calls(log) if call.household == "H2"]
    return str(held[0].result) if held else None


def _matters(folder: Path) -> list[str]:
    return [matter["id"] for matter in json.loads(run("matters", folder, "--json").stdout)["open"]]
