"""``routeplan check``: everything wrong and odd, and how availability was understood.

Tests ``cli/commands/check.py``, ``formats/tables/annotated.py``,
``station/use_cases/annotate_tables.py`` and ``station/use_cases/draw_homes.py``.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from routeplan.errors import Finding, InputError
from routeplan.travel import straight_line
from tests.cli.workspaces import change, run, write_station
from tests.formats.tables.test_xlsx import saved
from tests.render.planned import data_of

AREA = Path(__file__).parents[2] / "data" / "area.osm.pbf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small station, not planned."""
    return write_station(tmp_path / "station")


FLOOR = (
    "warning: households.csv:1 · floor · unknown column · it is kept, but printed only if "
    "named in [sheets] printable [column-unknown]\n"
)
"""The small station has a column of its own."""
FAR = (
    "warning: households.csv:12 · id · 'H11' · its cheapest round trip takes 120 minutes, "
    "but the visit is worth 30 · raise its priority, or give it an appointment "
    "[never-worth-it]\n"
)
"""H11 lives 0.13 degrees or 14.4 km to the north: an hour by bike at 4 m/s, and another back."""


def test_what_was_read_is_told_with_its_meaning(folder: Path) -> None:
    """11 visits: H12 asked not to be called on. Shifts: two on Monday, the crew on Tuesday."""
    done = run("check", folder)
    assert done.exit_code == 0
    assert done.stderr == FAR + FLOOR
    assert done.stdout == (
        "12 households at 12 places, 11 visits, 3 shifts from 2026-11-30 to "
        "2026-12-01.\nAvailability was understood as:\n     10 x  no hours given, so the "
        "station's visiting hours\n      1 x  Mon-Fri 12:00-15:00\n      1 x  Tue "
        "09:00-15:00\nOfficers' hours were understood as:\n      2 x  Mon-Fri "
        "08:00-16:00\nNo errors, 2 warnings.\n"
    )


def test_the_days_may_be_chosen(folder: Path) -> None:
    done = run("check", folder, "--first-day", "2026-12-01", "--days", "1")
    assert "1 shift from 2026-12-01 to 2026-12-01.\n" in done.stdout


def test_everything_wrong_is_told_at_once_and_nothing_else(folder: Path) -> None:
    change(folder, "households", {"H1": {"priority": "urgent"}, "H2": {"officer": "O9"}})
    done = run("check", folder)
    assert (done.exit_code, done.stdout) == (2, "")
    lines = done.stderr.splitlines(keepends=True)
    assert [line.split(" · ")[:3] for line in lines[1:3]] == [
        ["error: households.csv:2", "priority", "'urgent'"],
        ["error: households.csv:3", "officer", "'O9'"],
    ]
    assert (lines[0], lines[3:]) == (FLOOR, ["2 errors; nothing was written.\n"])


def test_one_warning_is_singular(folder: Path) -> None:
    """H11 now lives 1.1 km away, worth its half hour."""
    change(folder, "households", {"H11": {"latitude": "60.18"}})
    done = run("check", folder)
    assert done.stderr == FLOOR
    assert done.stdout.endswith("No errors, 1 warning.\n")


def test_travel_may_be_asked_for(folder: Path) -> None:
    done = run("check", folder, "--travel", "streets")
    assert done.exit_code == 3
    assert "there is no street extract" in done.stderr


def test_json_alone_is_on_stdout(folder: Path) -> None:
    done = run("check", folder, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert list(told) == ["errors", "warnings", "readings", "availability", "hours"]
    assert told["hours"] == [
        {"text": "Mo-Fr 08:00-16:00", "meaning": "Mon-Fri 08:00-16:00", "officers": 2}
    ]
    assert told["errors"] == []
    assert [(warning["code"], warning["column"]) for warning in told["warnings"]] == [
        ("never-worth-it", "id"),
        ("column-unknown", "floor"),
    ]
    assert told["availability"][1] == {
        "text": "Mo-Fr 12:00-15:00",
        "meaning": "Mon-Fri 12:00-15:00",
        "households": 1,
    }


def test_json_tells_errors_too(folder: Path) -> None:
    """Programs read stdout, and people see on stderr why it ended with status 2."""
    change(folder, "households", {"H1": {"priority": "urgent"}})
    done = run("check", folder, "--json")
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert [(error["row"], error["column"], error["value"]) for error in told["errors"]] == [
        (2, "priority", "urgent")
    ]
    assert [warning["code"] for warning in told["warnings"]] == ["column-unknown"]
    assert told["availability"] == []
    assert done.stderr.splitlines()[-1] == "1 error; nothing was written."


def test_errors_without_json_print_no_json(folder: Path) -> None:
    change(folder, "households", {"H1": {"priority": "urgent"}})
    assert run("check", folder).stdout == ""


def test_nothing_is_written(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    assert run("check", folder).exit_code == 0
    assert sorted(folder.rglob("*")) == before


def test_ctrl_c_ends_with_130_and_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(places: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(straight_line, "great_circle_metres", interrupt)
    done = run("check", folder)
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr == "routeplan: stopped by Ctrl-C\n"


def test_hostile_text_is_spelled_out(folder: Path) -> None:
    """A comment with a sign that turns the line round; rules with dates are shown as written."""
    hours = 'Mo-Fr 12:00-15:00; 2026 Dec 01 10:00-11:00 "\u202ering"'
    change(folder, "households", {"H1": {"availability": hours}})
    done = run("check", folder)
    assert done.exit_code == 0
    assert "\u202e" not in done.output
    assert 'and as written: 2026 Dec 01 10:00-11:00 "\\u202ering"\n' in done.stdout


def test_the_map_shows_every_household_and_is_its_owners_only(folder: Path) -> None:
    done = run("check", folder, "--map")
    assert done.exit_code == 0
    page = folder / "maps" / "homes" / "index.html"
    assert f"wrote {page}" in done.stdout
    assert page.stat().st_mode & 0o777 == 0o600
    data = data_of(page.read_text(encoding="utf-8"))
    assert sum(len(place["homes"]) for place in data["places"]) == 12
    assert data["counts"] == {"given": 12, "looked_up": 0, "doubtful": 0}


def test_the_map_shows_the_homes_that_were_found_in_spite_of_errors(folder: Path) -> None:
    """Those without a place are listed with their rows; a wrong number of visits is no matter."""
    lost = {"latitude": "", "longitude": "", "address": "Nowhere Lane 1 <b>"}
    change(folder, "households", {"H1": lost, "H2": {"visits": "many"}})
    done = run("check", folder, "--map")
    assert done.exit_code == 2
    page = folder / "maps" / "homes" / "index.html"
    assert f"wrote {page}" in done.stderr
    assert page.stat().st_mode & 0o777 == 0o600
    assert "nothing was written" not in done.stderr
    data = data_of(page.read_text(encoding="utf-8"))
    drawn = {home["id"] for place in data["places"] for home in place["homes"]}
    assert len(drawn) == 11
    assert "H1" not in drawn
    (row,) = data["lost"]
    assert (row["id"], row["address"]) == ("H1", "Nowhere Lane 1 <b>")
    assert row["row"] >= 2
    assert row["reasons"]
    assert "nothing was written" in run("check", folder).stderr


def test_each_unsure_address_has_a_line_of_its_own(folder: Path) -> None:
    nowhere = {"latitude": "", "longitude": ""}
    homes = {
        "H1": nowhere | {"address": "Nowhere Lane 1"},
        "H2": nowhere | {"address": "Mikonkatu 999"},
    }
    change(folder, "households", homes)
    extract = folder / "data" / "area.osm.pbf"
    extract.unlink(missing_ok=True)
    extract.symlink_to(AREA)
    done = run("check", folder)
    lines = done.stderr.splitlines()
    (at,) = [k for k, line in enumerate(lines) if "[address-unsure]" in line]
    own = [line.split(" · ") for line in lines[at + 1 :] if line.startswith("  ")]
    assert {tuple(line[:2]) for line in own} <= {
        ("  households.csv:2", "'Nowhere Lane 1'"),
        ("  households.csv:3", "'Mikonkatu 999'"),
    }
    assert len(own) == 2


def test_no_map_is_drawn_where_no_home_was_found(folder: Path) -> None:
    table = "id,address\nH1,Nowhere Lane 1\n"
    (folder / "data" / "households.csv").write_text(table, encoding="utf-8")
    done = run("check", folder, "--map")
    assert done.exit_code == 2
    assert not (folder / "maps" / "homes").exists()
    assert "nothing was written" in done.stderr


def test_json_stays_json_with_a_map(folder: Path) -> None:
    done = run("check", folder, "--map", "--json")
    assert json.loads(done.stdout)["errors"] == []
    assert (folder / "maps" / "homes" / "index.html").is_file()


def test_a_map_is_of_the_tables_and_of_no_plan(folder: Path) -> None:
    done = run("check", folder, "--map", "--orders", folder / "orders.csv")
    assert done.exit_code == 2
    assert "--map goes with neither" in done.stderr


def annotated(folder: Path, table: str) -> Worksheet:
    """The copy that ``check --annotate`` has written."""
    (path,) = (folder / "maps" / "exports").glob(f"*_{table}-checked.xlsx")
    assert path.stat().st_mode & 0o777 == 0o600
    return openpyxl.load_workbook(path).active


def test_a_copy_is_coloured_and_commented_where_something_was_found(folder: Path) -> None:
    change(folder, "households", {"H1": {"priority": "urgent", "name": "=1+1"}})
    done = run("check", folder, "--annotate")
    assert done.exit_code == 2
    assert "Written to " in done.stderr
    sheet = annotated(folder, "households")
    header = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, header.index("priority") + 1)
    assert (cell.value, cell.fill.start_color.rgb) == ("urgent", "00FFC7CE")
    assert cell.comment.text.startswith("not one of must, high, normal, low\n")
    assert sheet.cell(1, header.index("floor") + 1).fill.start_color.rgb == "00FFEB9C"
    assert sheet.cell(3, header.index("priority") + 1).comment is None
    name = sheet.cell(2, header.index("name") + 1)
    assert (name.value, name.data_type) == ("=1+1", "s")


def test_a_workbook_keeps_its_looks_in_the_copy(folder: Path) -> None:
    path = folder / "data" / "households.csv"
    book = openpyxl.Workbook()
    hidden = book.active
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("homes")
    for row in csv.reader(path.read_text("utf-8").splitlines()):
        sheet.append(row)
    sheet["B2"].font = openpyxl.styles.Font(bold=True)
    sheet.merge_cells("B3:C3")
    sheet["D3"] = "north"
    path.write_bytes(saved(book))
    done = run("check", folder, "--annotate")
    assert done.exit_code == 2
    copy = openpyxl.load_workbook(
        next((folder / "maps" / "exports").glob("*_households-checked.xlsx"))
    )["homes"]
    assert copy["B2"].font.bold
    assert any(cell.comment for row in copy.iter_rows() for cell in row)


def test_nothing_found_is_nothing_annotated(folder: Path) -> None:
    done = run("check", folder, "--annotate")
    assert done.exit_code == 0
    copies = sorted(path.name for path in (folder / "maps" / "exports").iterdir())
    assert [name.split("_")[1] for name in copies] == ["households-checked.xlsx"]
    assert all("officers" not in name for name in copies)


def test_readings_are_listed_beside_errors_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Finding("address-read-as", "read as Kaivokatu 3", file="h.csv", row=2)
    bad = Finding("bad", "it is bad", file="h.csv", row=3)

    def refuse(*_: object, **__: object) -> None:
        raise InputError([replace(read, severity="warning"), bad])

    monkeypatch.setattr("routeplan.station.reading.open_station.read_workspace", refuse)
    assert run("check", folder).stderr.splitlines() == [
        "1 cell read as likely meant; 'check --verbose' lists them.",
        "error: h.csv:3 · it is bad [bad]",
        "1 error; nothing was written.",
    ]
    assert run("check", folder, "--verbose").stderr.splitlines() == [
        "read: h.csv:2 · read as Kaivokatu 3 [address-read-as]",
        "error: h.csv:3 · it is bad [bad]",
        "1 error; nothing was written.",
    ]
