"""``routeplan prints``: who carried what away, each time and by every command that can.

Tests ``cli/commands/prints.py`` and ``station/use_cases/note_handout.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from pwd import getpwuid
from typing import Any

import pytest

from routeplan.visitlog.store import reading, writing
from tests.cli.workspaces import MONDAY, TUESDAY, run


def prints(station: Path, *more: str) -> list[dict[str, Any]]:
    done = run("prints", station, "--json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_planning_notes_the_geojson_with_who_when_what_and_where(station: Path) -> None:
    run("plan", station, "--first-day", MONDAY, "--iterations", "50", "--quiet")
    (noted,) = prints(station)
    assert noted["by"] == getpwuid(os.getuid()).pw_name
    assert (noted["command"], noted["what"]) == ("plan", "GeoJSON")
    assert noted["files"] == [f"maps/{MONDAY}/plan.geojson"]
    assert (noted["first_day"], noted["last_day"]) == (MONDAY, TUESDAY)
    assert noted["officers"] == ["O1", "O2"]
    # H11 is left out and H12 must not be called on; the GeoJSON has neither.
    assert "H1" in noted["households"]
    assert not {"H11", "H12"} & set(noted["households"])


@pytest.mark.parametrize(
    ("typed", "what", "file"),
    [
        (("sheets", "--officer", "O1", "--day", MONDAY), "sheets", ".pdf"),
        (("maps", "--redact"), "redacted pages", "redacted/index.html"),
        (("check", "--orders", "orders.csv"), "orders", "orders.csv"),
        (("export", "--format", "ics"), "export", ".ics"),
        (("replan", "--ill", "O2", "--day", MONDAY, "--write"), "change sheets", "changes.1.pdf"),
        (("beats", "--write"), "beats", "maps/beats/index.html"),
        (("export-household", "H1"), "everything held", ""),
    ],
)
def test_every_command_that_writes_household_data_is_noted(
    station: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], what: str, file: str
) -> None:
    monkeypatch.chdir(station)
    done = run(*typed)
    assert done.exit_code in (0, 6), done.output
    noted = prints(station)[-1]
    assert (noted["command"], noted["what"]) == (typed[0], what)
    assert "".join(noted["files"][:1]).endswith(file)
    assert noted["households"]


def test_a_page_with_everybody_holds_those_left_out_too_and_a_phone_page_its_own(
    station: Path,
) -> None:
    run("maps", station, "--quiet")
    run("maps", station, "--phone", "--officer", "O1", "--day", MONDAY)
    whole, phone = prints(station)[-2:]
    assert {"H11", "H12"} <= set(whole["households"])
    assert set(phone["households"]) < set(whole["households"])


def test_the_name_is_the_computers_not_the_environments(station: Path) -> None:
    run("sheets", station, LOGNAME="somebody-else", USER="somebody-else")
    assert prints(station)[-1]["by"] == getpwuid(os.getuid()).pw_name


def test_the_table_tells_the_same_in_lines(station: Path) -> None:
    run("export-household", "H1", station)
    run("sheets", station)
    told = run("prints", station).stdout
    assert "Printed and exported" in told
    assert f"maps/{MONDAY}/sheets.pdf" in told
    assert "everything held" in told
    assert "screen" in told


def test_one_household_s_prints(station: Path) -> None:
    run("export-household", "H11", station)
    (noted,) = prints(station, "--household", "H11")
    assert noted["what"] == "everything held"


def test_without_a_log_nothing_was_printed(station: Path) -> None:
    assert run("prints", station).stdout == "Nothing was printed or exported.\n"
    assert prints(station) == []


def test_what_cannot_be_noted_is_written_all_the_same_and_told(
    station: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sheets", station)
    monkeypatch.setattr(writing.__wrapped__, "__kwdefaults__", {"busy_seconds": 0.05})
    with writing(station / "data" / "visits.db"):
        done = run("check", station, "--orders", station / "orders.csv")
    assert done.exit_code == 0
    assert "not noted in the visit log" in done.stderr
    assert (station / "orders.csv").is_file()
    assert [printout["what"] for printout in prints(station)] == ["sheets"]


def test_the_list_is_in_the_log_for_good(station: Path) -> None:
    run("sheets", station)
    with reading(station / "data" / "visits.db") as log:
        (count,) = log.execute("SELECT count(*) FROM handouts").fetchone()
    assert count == 1
