"""``routeplan import``: from a chief's spreadsheet to the station's table, and the month after.

Tests ``cli/commands/import_.py``, ``cli/commands/import_asking.py``,
``cli/commands/import_shown.py``, ``formats/spreadsheet/rows/household_rows.py``,
``formats/spreadsheet/words/lines_to_skip.py``, ``formats/spreadsheet/words/value_words.py``,
``formats/station/imports/import_settings.py``,
``formats/station/imports/remembered_import.py``,
``station/use_cases/spreadsheet_import/answers.py``,
``station/use_cases/spreadsheet_import/context.py``,
``station/use_cases/spreadsheet_import/draft.py``,
``station/use_cases/spreadsheet_import/open_questions.py``,
``station/use_cases/spreadsheet_import/source.py`` and
``station/use_cases/spreadsheet_import/usable_rows.py``.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import openpyxl
import pytest

from routeplan.formats.station.settings import read_settings
from tests.cli.import_station import (
    SETTINGS,
    csv_file,
    households,
    station_without_households,
)
from tests.cli.workspaces import bare_environment, process, run
from tests.porto_spreadsheet import HOUSEHOLDS

QUESTIONS = 13
"""Of the spreadsheet: its columns, eleven texts of hours, and ``Urgente``."""


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A station with officers and no households yet; the spreadsheets lie beside it."""
    return station_without_households(tmp_path)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the terminal."""
    monkeypatch.setattr("routeplan.cli.commands.import_asking.can_ask", lambda: True)


@pytest.mark.usefixtures("asked")
def test_the_spreadsheet_goes_in_with_four_answers_and_the_next_month_with_none(
    station: Path,
) -> None:
    # The columns, the hours all at once, the priorities, and whether to write.
    first = run("import", station.parent / "nov.xlsx", station, text="\n" * 4)
    assert first.exit_code == 0, first.output
    rows = {row["id"]: row for row in households(station)}
    assert len(rows) == HOUSEHOLDS
    second = run("import", station.parent / "dec.xlsx", station, text="")
    assert second.exit_code == 0, second.output
    assert "1 new: 150" in second.output
    assert "2 changed (availability 1, address 1): 1, 7" in second.output
    assert "1 gone from the file, and removed: 0" in second.output
    now = {row["id"]: row for row in households(station)}
    assert set(now) == {str(number) for number in range(1, HOUSEHOLDS + 1)}
    assert (rows["1"]["availability"], now["1"]["availability"]) == (
        "Mo-Su 08:00-12:00",  # manhãs
        "Mo-Su 14:00-18:00",  # tardes
    )


def test_every_cell_of_the_spreadsheet_is_where_it_belongs(station: Path) -> None:
    assert run("import", station.parent / "nov.xlsx", station, "--yes").exit_code == 0
    rows = {row["id"]: row.cells for row in households(station)}
    assert rows["3"] == {
        "id": "3",
        "name": "Moreira João",
        "address": "Av. dos Aliados 13, 4000-103 Porto",
        "availability": "Mo-Su 18:00-20:00",  # after 18h, to the quiet hours
        "visit_minutes": "15",
        "priority": "high",
        "due": "",
        "latest": "",
        "appointment": "2026-12-01 10:30",
        "officers_needed": "",
        "officer": "O3",  # pinto ana
        "task": "Bem-estar",
        "note": '"aspas"',
        "do_not_call": "no",
        "source": "nov.xlsx[Listagem]:9 | visit_minutes=15 priority=high do_not_call=no",
    }
    assert rows["7"]["name"] == "=Costa Ana"  # read back without what keeps it from being a formula
    assert "'=Costa Ana" in (station / "data" / "households.csv").read_text(encoding="utf-8")
    assert rows["5"]["visit_minutes"] == "60"
    assert rows["2"]["due"] == "2026-11-22"  # 22.11.2026
    assert rows["45"]["note"] == "Disponibilidade / 在家时间: falar com a filha"
    assert rows["40"]["address"] == "Pç. da Trindade 50, 2.º Esq., 4000-140 Porto"


def test_answers_are_kept_beside_the_chiefs_own_comments(station: Path) -> None:
    run("import", station.parent / "nov.xlsx", station, "--yes")
    text = (station / "routeplan.toml").read_text(encoding="utf-8")
    assert text.startswith(SETTINGS)
    kept = read_settings(station / "routeplan.toml").import_
    assert kept.columns["Nome / 姓名"] == "name"
    assert kept.columns["Telefone"] == ""
    assert kept.values["availability"]["manhãs"] == "Mo-Su 08:00-12:00"
    assert kept.values["priority"] == {"Urgente": "high"}
    assert (station / "routeplan.toml").stat().st_mode & 0o777 == 0o600


def test_without_a_terminal_the_questions_are_listed_and_the_status_is_2(station: Path) -> None:
    done = process("import", station.parent / "nov.xlsx", station)
    assert done.returncode == 2
    assert "--answer 'availability:manhãs=Mo-Su 08:00-12:00'" in done.stdout
    assert f"{QUESTIONS} questions still open" in done.stderr
    assert not (station / "data/households.csv").exists()


def test_what_is_previewed_is_what_is_written(station: Path) -> None:
    source = station.parent / "nov.xlsx"
    assert run("import", source, station, "--yes", "--dry-run").exit_code == 0
    assert not (station / "data/households.csv").exists()
    preview = json.loads(run("import", source, station, "--yes", "--dry-run", "--json").stdout)
    written = json.loads(run("import", source, station, "--yes", "--json").stdout)
    assert preview["written"] == []
    assert written["sha256"] == preview["sha256"]
    assert set(written["written"]) == set(preview["sha256"])
    for path, digest in preview["sha256"].items():
        assert hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest


def test_the_same_file_again_writes_nothing(station: Path) -> None:
    run("import", station.parent / "nov.xlsx", station, "--yes")
    again = run("import", station.parent / "nov.xlsx", station)
    assert again.exit_code == 0
    assert "150 unchanged" in again.output
    assert "Nothing was written." in again.output


@pytest.mark.usefixtures("asked")
def test_an_answer_is_changed_by_its_number_and_a_wrong_one_asked_again(station: Path) -> None:
    source = csv_file(
        station.parent,
        ("Nome", "Morada", "Horário", "Telefone"),
        ("Ana", "Rua 1", "manhãs", "22"),
        ("Rui", "Rua 2", "tardes", "23"),
    )
    typed = "9=note\n4=note\n2=um dia\n2=15-17, 1=-\ny\n"
    done = run("import", source, station, text=typed)
    assert done.exit_code == 0, done.output
    assert "9=note names no column" in done.output
    assert "um dia is not understood either" in done.output
    assert [(row["id"], row["availability"], row["note"]) for row in households(station)] == [
        ("H001", "", "22; Horário: manhãs"),
        ("H002", "Mo-Su 15:00-17:00", "23"),
    ]


@pytest.mark.usefixtures("asked")
def test_saying_no_in_the_end_writes_nothing(station: Path) -> None:
    source = csv_file(station.parent, ("Nome", "Morada"), ("Ana", "Rua 1"))
    done = run("import", source, station, text="\nn\n")
    assert done.exit_code == 0
    assert not (station / "data/households.csv").exists()


def test_answers_may_be_given_in_advance(station: Path) -> None:
    source = csv_file(station.parent, ("Nome", "Onde mora", "Horário"), ("Ana", "Rua 1", "manhãs"))
    answers = (
        "columns=Onde mora=address",
        "availability:manhãs=9-11",
    )
    options = [word for answer in answers for word in ("--answer", answer)]
    done = run("import", source, station, *options)
    assert done.exit_code == 0, done.output
    assert households(station)[0].cells["availability"] == "Mo-Su 09:00-11:00"
    wrong = run("import", source, station, "--answer", "nobody=x")
    assert wrong.exit_code == 2
    assert "answers no question" in wrong.output


def test_a_file_with_very_few_of_the_households_removes_nobody_unasked(station: Path) -> None:
    run("import", station.parent / "nov.xlsx", station, "--yes")
    part = csv_file(station.parent, ("Nº", "Nome", "Morada"), ("3", "Moreira João", "Rua 1"))
    asked = run("import", part, station, "--answer", "columns=")
    assert asked.exit_code == 2
    assert "149 households of the last import are not in this file" in asked.output
    kept = run("import", part, station, "--yes")
    assert "149 gone from the file, but kept" in kept.output
    removed = run("import", part, station, "--answer", "missing=remove")
    assert removed.exit_code == 0, removed.output
    assert [row["id"] for row in households(station)] == ["3"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("Nome", "Morada"),), "file-empty"),
        ((("Nome", "Idade"), ("Ana", "3")), "import-no-places"),
        ((("Nº", "Morada"), ("1", "Rua 1"), ("1", "Rua 2")), "duplicate-id"),
        ((("Nº", "Morada", "x", "y"), ("1", "", "41000", "165000")), "crs-missing"),
    ],
)
def test_a_table_that_cannot_be_used_is_one_line(
    station: Path, rows: tuple[tuple[str, ...], ...], code: str
) -> None:
    done = run("import", csv_file(station.parent, *rows), station, "--yes")
    assert done.exit_code == 2
    assert done.stderr.count(f"[{code}]") == 1
    assert not (station / "data/households.csv").exists()


def test_metres_become_degrees_by_the_named_coordinate_system(station: Path) -> None:
    rows = (("Nº", "Nome", "x", "y"), ("1", "Ana", "-41256,5", "165310,2"))
    source = csv_file(station.parent, *rows)
    assert run("import", source, station, "--yes", "--crs", "EPSG:3763").exit_code == 0
    (row,) = households(station)
    # ETRS89 / PT-TM06 there is the middle of Porto.
    assert float(row["latitude"]) == pytest.approx(41.155, abs=0.01)
    assert float(row["longitude"]) == pytest.approx(-8.625, abs=0.01)
    unknown = run("import", source, station, "--yes", "--crs", "EPSG:1")
    assert unknown.exit_code == 2
    assert "[crs-unknown]" in unknown.stderr


def test_hours_from_two_columns_and_dates_both_ways(station: Path) -> None:
    source = csv_file(
        station.parent,
        ("Name", "Address", "Days", "From", "To", "Due date"),
        ("Ann", "1 High St", "Mon-Wed", "9:00", "12:30", "03/04/2026"),
        ("Bob", "2 High St", "", "", "12", ""),
    )
    asked = run("import", source, station)
    assert "Does the day or the month come first in dates such as 03/04/2026?" in asked.output
    options = ("--answer", "columns=", "--answer", "dates=month-first", "--yes")
    done = run("import", source, station, *options)
    assert done.exit_code == 0, done.output
    assert [(row["availability"], row["due"]) for row in households(station)] == [
        ("Mo-We 09:00-12:30", "2026-03-04"),
        ("Mo-Su 08:00-12:00", ""),
    ]


def test_which_of_two_sheets_is_asked_once(station: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Nov"
    for row in (("Nome", "Morada"), ("Ana", "Rua 1"), ("Rui", "Rua 2")):
        book.active.append(row)
    other = book.create_sheet("Dez")
    for row in (("Nome", "Morada"), ("Eva", "Rua 3")):
        other.append(row)
    book.save(station.parent / "two.xlsx")
    asked = run("import", station.parent / "two.xlsx", station)
    assert "Which sheet has the households: Nov, Dez?" in asked.output
    done = run("import", station.parent / "two.xlsx", station, "--answer", "sheet=Dez", "--yes")
    assert done.exit_code == 0, done.output
    assert [row["name"] for row in households(station)] == ["Eva"]
    assert read_settings(station / "routeplan.toml").import_.sheet == "Dez"


def test_hostile_cells_do_not_play_with_the_terminal(station: Path) -> None:
    source = csv_file(
        station.parent, ("Nome", "Morada", "Horário"), ("\x1b[2JAna", "Rua [/] 1", "[red]x\u202e")
    )
    done = run("import", source, station)
    assert done.exit_code == 2
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output


@pytest.mark.slow
def test_it_asks_at_a_real_terminal(station: Path) -> None:
    leader, follower = os.openpty()
    os.write(leader, b"\n" * 4)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "routeplan",
            "import",
            str(station.parent / "nov.xlsx"),
            str(station),
        ],
        stdin=follower,
        capture_output=True,
        env=bare_environment(),
        timeout=300,
        check=False,
    )
    os.close(leader)
    os.close(follower)
    assert done.returncode == 0, done.stderr
    assert len(households(station)) == HOUSEHOLDS


def test_an_import_is_taken_back_with_its_answers_and_put_back(station: Path) -> None:
    before = _files(station)
    assert run("import", station.parent / "nov.xlsx", station, "--yes").exit_code == 0
    first = _files(station)
    assert set(first) - set(before) == {"data/households.csv"}
    assert first["routeplan.toml"] != before["routeplan.toml"]
    assert run("import", station.parent / "dec.xlsx", station, "--yes").exit_code == 0
    assert _files(station) != first
    shown = run("undo", station)
    what = "an import of dec.xlsx: 1 new, 2 changed, 1 removed (routeplan import, "
    assert shown.stdout.startswith(f"Taken back: W2, {what}")
    assert _files(station) == first
    assert run("undo", station, "--name", "import").exit_code == 0
    assert _files(station) == before
    assert run("undo", station, "--redo").exit_code == 0
    assert _files(station) == first


def _files(station: Path) -> dict[str, bytes]:
    """All that is the station's own, without the journal."""
    paths = (path for path in station.rglob("*") if path.is_file())
    names = {path.relative_to(station).as_posix(): path.read_bytes() for path in paths}
    return {name: content for name, content in names.items() if not name.startswith("maps/")}


def test_an_answer_that_may_name_somebody_is_remembered_by_a_mark_only(station: Path) -> None:
    source = csv_file(
        station.parent,
        ("Name", "Address", "Best time"),
        ("Salo", "Kaivokatu 1", "mornings"),
        ("Lima", "Kaivokatu 2", "ask Rosa next door"),
    )
    answer = "availability:ask Rosa next door=Mo-Fr 09:00-12:00"
    first = run("import", source, station, "--yes", "--answer", answer)
    assert first.exit_code == 0, first.output
    assert "Rosa" not in (station / "routeplan.toml").read_text("utf-8")
    kept = read_settings(station / "routeplan.toml").import_.values["availability"]
    assert kept["mornings"]
    assert [row["availability"] for row in households(station)][1] == "Mo-Fr 09:00-12:00"
    second = run("import", source, station, text="")  # nobody is asked
    assert second.exit_code == 0, second.output
    assert [row["availability"] for row in households(station)][1] == "Mo-Fr 09:00-12:00"


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        (("Name", "Vorname"), ("Abt", "Jo")),
        (("Nom", "Prénom"), ("Abt", "Jo")),
        (("Vorname", "Nachname"), ("Jo", "Abt")),
        (("Apellidos", "Nombre"), ("Abt", "Jo")),
        (("Name", "Vorname"), ("Abt Jo", "Jo")),
    ],
)
def test_a_first_name_of_its_own_column_is_part_of_the_name(
    station: Path, names: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    source = csv_file(station.parent, (*names, "Adresse"), (*cells, "Weg 1"))
    assert run("import", source, station, "--yes").exit_code == 0
    assert [row["name"] for row in households(station)] == ["Abt Jo"]


DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def test_hours_in_columns_of_weekdays_are_asked_once_for_each_text(station: Path) -> None:
    source = csv_file(
        station.parent,
        ("Name", "Adresse", *DAYS),
        ("Abt", "Weg 1", "9-12", "9-12", "9-12 bzw. 14-16", "9-12", "geschlossen", "", "-"),
        ("Bohl", "Weg 2", "vormittags", "vormittags", "x", "", "", "", ""),
        ("Cron", "Weg 3", "", "", "", "", "", "nach Absprache", ""),
    )
    asked = run("import", source, station, "--answer", "columns=")
    listed = [line for line in asked.stdout.splitlines() if "--answer" in line]
    assert [line.split("--answer ")[1].strip("'") for line in listed] == [
        "day_hours:9-12 bzw. 14-16=09:00-12:00,14:00-16:00",
        "day_hours:vormittags=08:00-12:00",
        "day_hours:x=08:00-20:00",
        "day_hours:nach Absprache=",
    ]
    answers = ("--answer", "columns=", "--answer", "day_hours:x=10-11", "--yes")
    assert run("import", source, station, *answers).exit_code == 0
    assert [(row["availability"], row["note"]) for row in households(station)] == [
        ("Mo,Tu,Th 09:00-12:00; We 09:00-12:00,14:00-16:00", ""),
        ("Mo,Tu 08:00-12:00; We 10:00-11:00", ""),
        ("", "Sa: nach Absprache"),
    ]
    assert run("import", source, station).exit_code == 0  # nothing is asked again


def test_begin_and_end_of_each_day_below_a_merged_heading(station: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("Liste der Haushalte",),
        ("Name", "Anschrift", None, None, "Montag", None, "Dienstag", None),
        (None, "Straße", "Nr.", "Ort", "von", "bis", "von", "bis"),
        ("Abt", "Weg", 7, "Ulm", time(9, 0), time(12, 30), "14", "16 Uhr"),
        ("Bohl", "Weg", "8a", "Ulm", "9.30", None, None, None),
    ):
        sheet.append(row)
    for merged in ("A1:H1", "A2:A3", "B2:D2", "E2:F2", "G2:H2"):
        sheet.merge_cells(merged)
    book.save(station.parent / "days.xlsx")
    done = run("import", station.parent / "days.xlsx", station, "--yes")
    assert done.exit_code == 0, done.output
    assert [(row["address"], row["availability"]) for row in households(station)] == [
        ("Weg 7, Ulm", "Mo 09:00-12:30; Tu 14:00-16:00"),
        ("Weg 8a, Ulm", "Mo 09:30-20:00"),
    ]


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [
        ("", ["Mo-Su 08:00-12:00", "Mo-Su 18:00-20:00", "Mo-Su 08:00-20:00"]),
        ("Mo-Su 00:00-09:00,19:00-24:00",
         ["Mo-Su 09:00-12:00", "Mo-Su 18:00-19:00", "Mo-Su 09:00-19:00"]),
        ("Mo-Su 00:00-07:00,22:00-24:00",
         ["Mo-Su 08:00-12:00", "Mo-Su 18:00-20:00", "Mo-Su 07:00-22:00"]),
        ("Mo-Su 18:00-24:00", ["Mo-Su 08:00-12:00", "Mo-Su 18:00-20:00", "Mo-Su 08:00-18:00"]),
    ],
)  # fmt: skip
def test_hours_that_a_text_leaves_open_are_proposed_outside_the_quiet_hours(
    station: Path, quiet: str, hours: list[str]
) -> None:
    settings = station / "routeplan.toml"
    text = settings.read_text("utf-8").replace("Mo-Su 00:00-08:00,20:00-24:00", quiet)
    settings.write_text(text, "utf-8")
    texts = ("mornings", "evenings", "any time")
    rows = [(f"Home {at}", f"Road {at}", text) for at, text in enumerate(texts)]
    source = csv_file(station.parent, ("Name", "Address", "Best time"), *rows)
    assert run("import", source, station, "--yes").exit_code == 0
    assert [row["availability"] for row in households(station)] == hours


def test_a_cell_merged_over_rows_is_that_of_each(station: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [["Nome", "Morada", "Disponibilidade"], ["A", "Rua Chã 11", "Mo-Fr 09:00-12:00"]]
    for row in [*rows, ["B", "Rua Chã 12", None], ["C", "Rua Chã 13", None]]:
        sheet.append(row)
    sheet.merge_cells("C2:C4")
    book.save(station.parent / "merged.xlsx")
    done = run("import", station.parent / "merged.xlsx", station, "--yes")
    assert done.exit_code == 0, done.output
    assert {row["availability"] for row in households(station)} == {"Mo-Fr 09:00-12:00"}


def test_a_sheet_with_the_same_columns_that_is_not_taken_is_named(station: Path) -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(("Zone A", "Zone B")):
        sheet = book.create_sheet(name, number)
        sheet.append(["Nome", "Morada"])
        sheet.append([name, f"Rua Chã {11 + number}"])
    del book["Sheet"]
    book.save(station.parent / "two.xlsx")
    done = run("import", station.parent / "two.xlsx", station, "--yes")
    assert done.exit_code == 0, done.output
    assert "the sheet 'Zone B' looks like that one, and is not read" in done.stderr
    chosen = run("import", station.parent / "two.xlsx", station, "--yes", "--sheet", "Zone B")
    assert "is not read" not in chosen.stderr


@pytest.mark.parametrize(
    "footer",
    [
        *("Prepared by Sgt Lee;30 Nov", "Page 1 of 2;", "Signature:;", "Erstellt: Lee;30.11."),
        *(
            "Assinatura;",
            "制表人：李;2026",
            "Составил Иванов;30.11",
            "Sivu 1/2;",
            "Établi par Lee;x",
        ),
    ],
)
def test_what_stands_below_a_table_is_no_household(station: Path, footer: str) -> None:
    text = f"Nome;Morada;Nota\nPage Rosa;Rua Chã 11;x\nFirma Lda;Rua Chã 12;\n{footer};\n"
    (station.parent / "list.csv").write_text(text, encoding="utf-8")
    done = run("import", station.parent / "list.csv", station, "--yes")
    assert done.exit_code == 0, done.output
    assert [row["name"] for row in households(station)] == ["Page Rosa", "Firma Lda"]
