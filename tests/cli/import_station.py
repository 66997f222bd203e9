"""A station that has no households yet, and the spreadsheets that it imports."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from routeplan.formats.station.households import COLUMNS
from routeplan.formats.tables.rows import Row, read_table
from tests.formats.folders import write_folder
from tests.porto_spreadsheet import OFFICERS, porto_spreadsheet

SETTINGS = """\
timezone = "Europe/Lisbon"
# The chief's own comment.
[station]
name = "Porto"
latitude = 41.1496
longitude = -8.611   # west
[availability]
quiet_hours = "Mo-Su 00:00-08:00,20:00-24:00"
"""


def station_without_households(tmp_path: Path) -> Path:
    """A station with officers; the spreadsheets of two months lie beside it."""
    officers = [{"id": who, "name": name} for who, name in OFFICERS.items()]
    root = write_folder(tmp_path / "station", officers=officers, settings=SETTINGS)
    (root / "data/households.csv").unlink()
    (tmp_path / "nov.xlsx").write_bytes(porto_spreadsheet())
    (tmp_path / "dec.xlsx").write_bytes(porto_spreadsheet(month=1))
    return root


def households(station: Path) -> list[Row]:
    """The rows of the table of households, which has no faults."""
    table = read_table(station / "data/households.csv", COLUMNS, ("id",))
    assert table.findings == ()
    return list(table.rows)


def csv_file(folder: Path, *rows: tuple[str, ...], name: str = "list.csv") -> Path:
    """A list with semicolons, as people write one."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    (folder / name).write_text(text.getvalue(), encoding="utf-8")
    return folder / name
