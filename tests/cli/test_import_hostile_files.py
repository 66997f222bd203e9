"""Files as people send them, and worse: read right, or one plain line for the cause."""

from __future__ import annotations

import io
import os
from pathlib import Path

import openpyxl
import pytest

from routeplan.formats.station.households import COLUMNS
from routeplan.formats.tables.rows import Row, read_table
from tests.cli.workspaces import run
from tests.formats.folders import write_folder

SETTINGS = """\
timezone = "Europe/Lisbon"
[station]
name = "Porto"
latitude = 41.1496
longitude = -8.611
"""


@pytest.fixture
def station(tmp_path: Path) -> Path:
    officers = [{"id": "O1", "name": "Sousa Ricardo"}]
    root = write_folder(tmp_path / "station", officers=officers, settings=SETTINGS)
    (root / "data/households.csv").unlink()
    return root


def book(*rows: list[object], merged: str = "") -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if merged:
        made.active.merge_cells(merged)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def wide_csv(*rows: list[str]) -> bytes:
    """Rows with 16,000 blank cells behind them."""
    return "".join(";".join(row) + 16_000 * ";" + "\n" for row in rows).encode()


def read(station: Path, content: bytes, name: str) -> list[Row]:
    (station.parent / name).write_bytes(content)
    done = run("import", station.parent / name, station, "--yes")
    assert done.exit_code == 0, done.output
    return list(read_table(station / "data/households.csv", COLUMNS, ("id",)).rows)


HOME = {"name": "João", "address": "Rua Chã 11"}


@pytest.mark.parametrize(
    ("name", "content", "cells"),
    [
        ("a.csv", "Nome;Morada\nJoão;Rua Chã 11\n".encode("cp1252"), HOME),
        ("a.csv", "\ufeffNome,Morada\nJoão,Rua Chã 11\n".encode(), HOME),
        ("a.csv", "Nome\tMorada\nJoão\tRua Chã 11\n".encode("utf-16"), HOME),
        ("a.csv", "Nome|Morada\rJoão|Rua Chã 11\r".encode(), HOME),
        ("a.csv", "sep=;\nNome;Morada\nJoão;Rua Chã 11\nTotal;1\n".encode(), HOME),
        ("a.csv", wide_csv(["Nome", "Morada"], ["João", "Rua Chã 11"]), HOME),
        (
            "a.csv",
            "Lista\n;\nNovembro\n;\n;\n;\nNome;Morada\nJoão;Rua Chã 11\n".encode(),
            HOME,
        ),
        (
            "a.csv",
            b"Nome;Latitude;Longitude;Minutos\nAna;41,1496;-8,611;12,5\n",
            {"latitude": "41.1496", "longitude": "-8.611", "visit_minutes": "12.5"},
        ),
        (
            "a.xlsx",
            book(["Lista", None], ["Nome", "Morada"], ["João", "Rua Chã 11"], merged="A1:B1"),
            HOME,
        ),
        (
            "a.csv",
            "Nome;Morada;Prazo\nJoão;Rua Chã 11;31/12/2026\n".encode(),
            HOME | {"latest": "2026-12-31"},
        ),
    ],
)
def test_a_file_as_people_send_it_is_read(
    station: Path, name: str, content: bytes, cells: dict[str, str]
) -> None:
    (row,) = read(station, content, name)
    assert {column: row[column] for column in cells} == cells


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("a.csv", b"Nome;Morada\n", "file-empty", "there are no rows below the header"),
        ("a.xlsx", book(["Nome", "Morada"]), "file-empty", "there are no rows below the header"),
        ("a.csv", b"\n \n;;\n", "header-missing", "no row looks like the header"),
        ("a.csv", b"Nome;Morada\nA\x00;B\n", "file-type", "binary data"),
        ("a.csv", b'Nome;Morada\n"A;B\n', "csv-malformed", "unbalanced quotation marks"),
        (
            "a.csv",
            "Nome;Morada\nJo\u00c3\u00a3o;Rua 2\n".encode(),
            "text-garbled",
            "letters were lost or encoded twice: row 2",
        ),
        ("a.json", b'[{"Nome": "A"}]', "file-type", "this is JSON without places"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "file-type", "this is XML"),
        ("a.csv", wide_csv(["x"])[:-1] + b"x\nA;B\n", "sheet-too-large", "16,001 columns"),
        (
            "a.csv",
            b"id;Nome;Morada\n1,23E+12;A;Rua 1\n1,23E+12;B;Rua 2\n",
            "id-cut-short",
            "cut numbers short: rows 2, 3",
        ),
    ],
)
def test_a_file_that_is_none_is_one_line_with_its_cause(
    station: Path, name: str, content: bytes, code: str, message: str
) -> None:
    (station.parent / name).write_bytes(content)
    refused_with(station, name, code, message)


def refused_with(station: Path, name: str, code: str, message: str) -> None:
    done = run("import", station.parent / name, station, "--yes")
    assert (done.exit_code, done.stdout) == (2, "")
    line, outcome = done.stderr.splitlines()
    assert message in line
    assert line.endswith(f"[{code}]")
    assert outcome == "1 error; nothing was written."


def test_what_is_no_file_is_one_line(station: Path) -> None:
    beside = station.parent
    os.mkfifo(beside / "pipe.csv")
    (beside / "folder.csv").mkdir()
    (beside / "loop.csv").symlink_to("loop.csv")
    refused_with(station, "pipe.csv", "file-unreadable", "a pipe or a device")
    refused_with(station, "folder.csv", "file-unreadable", "Is a directory")
    refused_with(station, "loop.csv", "file-unreadable", "symbolic links")
    refused_with(station, "gone.csv", "file-missing", "file not found")


def test_a_formula_never_computed_is_named_and_a_name_like_one_is_kept(station: Path) -> None:
    rows = [["A", "=B3&1"], ["B", "=SUM(C1)"], ["'=Costa Ana", "Rua 3"]]
    (station.parent / "a.xlsx").write_bytes(book(["Nome", "Morada"], *rows))
    done = run("import", station.parent / "a.xlsx", station, "--yes")
    assert done.exit_code == 0, done.output
    assert "never computed, so its cell is left empty: rows 2, 3" in done.stderr
    (row,) = read(station, b"Nome;Morada\n=Costa Ana;Rua 3\n", "b.csv")
    assert row["name"] == "=Costa Ana"  # no formula: a name
