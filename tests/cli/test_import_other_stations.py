"""``routeplan import`` of what three stations have whose languages, or habits, are others.

A title in merged cells, names in two rows, totals, a line of who made it, a second table below.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.cli.import_station import csv_file, households
from tests.cli.workspaces import run
from tests.formats.folders import write_folder

POLISH = (
    ("Wykaz osób do odwiedzenia – grudzień 2026 r.",),
    (),
    ("Lp.", "Nazwisko i imię", "Ulica", "Nr", "Kod", "Miejscowość", "Nr tel.", "Termin", "Uwagi"),
    (1, "Wiśniewska Maria", "Długa", 12, "00-238", "Warszawa", "tel. 601-234-567", "5.12.2026", ""),
    (2, "Zając Piotr", "Krótka", "3A", "00-240", "Warszawa", 602234567, "20.12.2026", "pies"),
    (3, "Żak Łucja", "Miodowa", "68/12", "00-246", "Warszawa", None, "—", "dzwonić do sąsiadki"),
    ("Razem:", 3),
    ("Sporządził: asp. J. Kowalski", None, None, None, None, None, None, None, "30.11.2026"),
)
KOREAN = (
    ("2026년 12월 방문 대상 가구 명단",),
    ("연번", "세대주", "주소", "", "연락처", "비고"),
    ("", "", "도로명", "동/호수", "", ""),
    (1, "김철수", "종로구 세종대로 175", "101동 502호", "010-1234-5678", ""),
    (2, "이영희", "종로구 종로 1", "", "010-2345-6789", "개 있음"),
    (3, "박민수", "종로구 새문안로 82", "", "", "보호자 동석"),
    ("합계", "3명"),
)
BRAZILIAN = (
    ("3ª CIA - RONDA COMUNITÁRIA",),
    ("Nº", "NOME DO MORADOR", "LOGRADOURO", "NÚMERO", "BAIRRO", "CEP", "CELULAR", "HORÁRIO", "OBS"),
    ("001", "João da Silva", "Rua Augusta", "1200", "Centro", "01304-001", "(11) 98765-4321",
     "manhã", "cachorro"),
    ("002", "Maria Souza", "Av. Paulista", "1.900", "Bela Vista", "01310-100", "11 91234-5678",
     "das 14h às 18h", ""),
    ("003", "Ana Reis", "Al. Santos", "s/n", "Jardins", "01418-100", "", "qualquer horário", ""),
    ("TOTAL", "3 famílias"),
    (),
    ("EFETIVO",),
    ("MATRÍCULA", "NOME", "TURNO"),
    ("1234", "Sd Pereira", "08h-16h"),
)  # fmt: skip


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    sheet.merge_cells("A1:I1")
    sheet["A4"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["B5"].comment = Comment("does not open", "JK")
    with path.open("wb") as file:
        book.save(file)
    return path


@pytest.mark.parametrize(
    ("zone", "rows", "questions", "expected"),
    [
        (
            "Europe/Warsaw",
            POLISH,
            1,  # the columns
            [
                ("Wiśniewska Maria", "Długa 12, 00-238 Warszawa", "", "2026-12-05", ""),
                ("Zając Piotr", "Krótka 3A, 00-240 Warszawa", "", "2026-12-20", "pies"),
                ("Żak Łucja", "Miodowa 68/12, 00-246 Warszawa", "", "", "dzwonić do sąsiadki"),
            ],
        ),
        (
            "Asia/Seoul",
            KOREAN,
            1,
            [
                ("김철수", "종로구 세종대로 175", "", "", "101동 502호"),
                ("이영희", "종로구 종로 1", "", "", "개 있음"),
                ("박민수", "종로구 새문안로 82", "", "", "보호자 동석"),
            ],
        ),
        (
            "America/Sao_Paulo",
            BRAZILIAN,
            3,  # the columns, and what two texts of hours mean
            [
                (
                    "João da Silva",
                    "Rua Augusta 1200, 01304-001 Centro",
                    "Mo-Su 08:00-12:00",
                    "",
                    "cachorro",
                ),
                (
                    "Maria Souza",
                    "Av. Paulista 1900, 01310-100 Bela Vista",
                    "Mo-Su 14:00-18:00",
                    "",
                    "",
                ),
                ("Ana Reis", "Al. Santos s/n, 01418-100 Jardins", "Mo-Su 08:00-20:00", "", ""),
            ],
        ),
    ],
    ids=["Polish", "Korean", "Brazilian"],
)
def test_a_station_s_own_sheet_goes_in_with_few_answers_and_then_with_none(
    tmp_path: Path,
    zone: str,
    rows: Sequence[Sequence[object]],
    questions: int,
    expected: list[tuple[str, ...]],
) -> None:
    settings = f'timezone = "{zone}"\n[station]\nname = "S"\nlatitude = 1.0\nlongitude = 1.0\n'
    root = write_folder(tmp_path / "station", settings=settings)
    (root / "data/households.csv").unlink()
    source = workbook(tmp_path / "homes.xlsx", rows)
    listed = run("import", source, root)
    assert f"{questions} question" in listed.output
    assert run("import", source, root, "--yes").exit_code == 0
    columns = ("name", "address", "availability", "due", "note")
    assert [tuple(row[column] for column in columns) for row in households(root)] == expected
    again = run("import", source, root)
    assert (again.exit_code, "3 unchanged" in again.output) == (0, True)


def test_a_second_table_on_the_same_sheet_is_named_and_may_be_taken(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "station")
    source = workbook(tmp_path / "homes.xlsx", BRAZILIAN)
    assert "another table on the same sheet, from there on: row 9" in (
        run("import", source, root, "--as", "households").output
    )
    done = run("import", source, root, "--as", "officers", "--yes")
    assert "1 new: 1234" in done.output


def test_rows_that_a_filter_hides_are_taken_over_and_named(tmp_path: Path) -> None:
    station = write_folder(tmp_path / "station")
    (station / "data/households.csv").unlink()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["List of homes"])
    sheet.append(["Name", "Address"])
    for k in range(4):
        sheet.append([f"Ann {'ABCD'[k]}", f"Tie {k}"])
    for number in (1, 4, 5):  # the title's row is no home
        sheet.row_dimensions[number].hidden = True
    with (tmp_path / "list.xlsx").open("wb") as file:
        book.save(file)
    done = run("import", tmp_path / "list.xlsx", station, "--yes")
    assert done.exit_code == 0, done.output
    assert "4 new" in done.output
    assert done.output.count("[rows-hidden]") == 1
    assert "hidden or filtered out in the file, but taken over: rows 4, 5 ·" in done.output


def test_two_tables_side_by_side_are_refused_once(tmp_path: Path) -> None:
    station = write_folder(tmp_path / "station")
    (station / "data/households.csv").unlink()
    names = ("Name", "Address", "Phone")
    rows = [("Abt", "Tie 1", "09 1", "", "Eck", "Ring 1", "09 5"), ("Bär", "Tie 2", "09 2")]
    rows.append(("", "", "", "", "Fink", "Ring 2", "09 6"))
    source = csv_file(tmp_path, (*names, "", *names), *rows)
    refused = run("import", source, station, "--yes")
    assert refused.exit_code == 2
    assert refused.output.count("[import-side-by-side]") == 1
    assert "in columns E to G (Name, Address, Phone): rows 2, 4 ·" in refused.output
    assert not (station / "data/households.csv").exists()


def test_a_name_that_two_columns_have_is_remembered_for_the_one_taken(tmp_path: Path) -> None:
    station = write_folder(tmp_path / "station")
    (station / "data/households.csv").unlink()
    header = ("Name", "Phone", "Address", "Name", "Phone")  # of a contact person
    source = csv_file(tmp_path, header, ("Abt", "09 1", "Tie 1", "Eck", "09 5"))
    for _ in range(2):
        done = run("import", source, station, "--yes")
        assert done.exit_code == 0, done.output
    assert [(row["name"], row["address"]) for row in households(station)] == [("Abt", "Tie 1")]


def test_what_stands_in_a_column_without_a_name_is_not_lost_unsaid(tmp_path: Path) -> None:
    station = write_folder(tmp_path / "station")
    (station / "data/households.csv").unlink()
    source = csv_file(tmp_path, ("Name", "Address", ""), ("Abt", "Tie 1", "dog"), ("Bär", "Tie 2"))
    done = run("import", source, station, "--dry-run", "--yes")
    assert "columns not taken over: #3" in done.output
    assert run("import", source, station, "--answer", "columns=3=note").exit_code == 0
    assert [row["note"] for row in households(station)] == ["dog", ""]
    again = run("import", source, station)
    assert again.exit_code == 0, again.output
    assert "2 unchanged" in again.output
