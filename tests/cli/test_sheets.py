"""``routeplan sheets``: sheets made again from a plan.

Tests ``cli/commands/sheets.py`` and ``station/use_cases/draw.py``.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from routeplan.render.paper import typesetting
from tests.cli.workspaces import MONDAY, OF_THE_PLAN, TUESDAY, change, run
from tests.render.paper.paper import needs_poppler, text_of

FOLDER = Path("maps") / MONDAY


def test_the_whole_plan_is_one_file_beside_it(station):
    done = run("sheets", station)
    made = station / FOLDER / "sheets.pdf"
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    # O1 and O2 on Monday, their crew on Tuesday.
    assert done.stdout == f"3 sheets in {made}\n"
    assert made.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("options", "sheets", "name"),
    [
        pytest.param(["--officer", "O1"], 2, "sheets_O1_", id="an officer, also in a crew"),
        pytest.param(["--day", TUESDAY], 1, f"sheets_{TUESDAY}_", id="a day"),
        pytest.param(
            ["--officer", "O2", "--day", MONDAY], 1, f"sheets_O2_{MONDAY}_", id="an officer's day"
        ),
        pytest.param(["--redact"], 3, "sheets_redacted_", id="redacted"),
    ],
)
def test_a_part_of_the_plan_is_a_file_of_its_own(station, options, sheets, name):
    content = json.loads(run("sheets", station, "--json", *options).stdout)
    assert content["sheets"] == sheets
    made = Path(content["file"])
    assert made.parent == station / FOLDER
    assert made.name.startswith(name)
    assert made.is_file()
    assert not (station / FOLDER / "sheets.pdf").exists()


@needs_poppler
def test_redacted_sheets_name_nobody(station, tmp_path):
    made = Path(json.loads(run("sheets", station, "--redact", "--json").stdout)["file"])
    text = text_of(made.read_bytes(), tmp_path)
    assert "H1" in text
    for told in ("Aalto Eino", "张伟", "Ask about the lamp", "Ring twice", "Vilhonkatu"):
        assert told not in text


@pytest.mark.parametrize(
    "options", [["--officer", "O9"], ["--day", "2026-12-24"], ["--officer", "O1; rm"]]
)
def test_what_is_not_in_the_plan_is_a_usage_error_that_names_what_is(station, options):
    done = run("sheets", station, *options)
    assert done.exit_code == 2
    assert "O1" in done.stderr
    assert (MONDAY in done.stderr) == ("--day" in options)
    assert not list((station / FOLDER).glob("*.pdf"))


def test_signs_that_no_font_has_are_told(station):
    change(station, "households", {"H1": {"name": "Aalto 龘"}})
    done = run("sheets", station)
    assert done.exit_code == 0
    assert "U+9F98" in done.stderr


def test_a_household_that_the_tables_lost_is_an_error_that_names_it(station):
    path = station / "data" / "households.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("H1,")))
    done = run("sheets", station)
    assert done.exit_code == 2
    assert "plan-outdated" in done.stderr
    assert "'H1'" in done.stderr


def test_sheets_that_cannot_be_set_are_one_line(station, monkeypatch):
    monkeypatch.setattr(typesetting, "FONTS", station / "data")
    done = run("sheets", station)
    assert done.exit_code == 1
    assert len(done.stderr.removeprefix(OF_THE_PLAN).splitlines()) == 1


@needs_poppler
def test_the_reverse_gives_every_stop_its_reason(station, tmp_path):
    done = run("sheets", station, "--reasons", "--quiet")
    assert (done.exit_code, done.stderr) == (0, "")
    made = (station / FOLDER / "sheets.pdf").read_bytes()
    text = text_of(made, tmp_path)
    assert text.count("Why these stops") == 3
    assert "this time was promised" in text  # H9
    assert "no other officer or day has room" in text  # H6, on Tuesday only
    assert "chance" not in text


@needs_poppler
def test_redacted_reverses_name_nobody(station, tmp_path):
    told = run("sheets", station, "--reasons", "--redact", "--json")
    made = Path(json.loads(told.stdout)["file"])
    text = text_of(made.read_bytes(), tmp_path)
    assert "Why these stops" in text
    for name in ("Aalto Eino", "张伟", "Vilhonkatu"):
        assert name not in text
