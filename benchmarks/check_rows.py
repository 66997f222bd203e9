"""How fast a large table is checked: 100,000 homes from a CSV and an XLSX file, read and judged.

``python benchmarks/check_rows.py [--rows 100000]``. What ``routeplan check`` does with a table of
households, without travel: read it, look through every cell, and give each home its visits and
windows. One home in a hundred has a fault, so that findings are made and put together by cause,
too. Seconds are those of the processor, which do not grow when others use it too, and behind them
those of the clock; an XLSX file is read in another process, whose seconds count.
"""

from __future__ import annotations

import argparse
import csv
import resource
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from routeplan.formats.station.households import COLUMNS, NEEDED, read_households
from routeplan.formats.station.settings import parse_settings
from routeplan.formats.tables.rows import read_table
from routeplan.model.inputs import Coordinate, PlanCalendar
from routeplan.model.nights import NOBODY_ON_SHIFT
from routeplan.station.findings_by_cause import by_cause

STATION = Coordinate(60.17, 24.94)
SETTINGS = f"""\
timezone = "Europe/Helsinki"
[station]
name = "Benchmark"
latitude = {STATION.latitude}
longitude = {STATION.longitude}
"""
HOURS = ("", "Mo-Fr 09:00-12:00", "Mo-Fr 17:00-20:00", "Mo,We 08:00-18:00; Sa 10:00-14:00")
REPEATS = 3


def main() -> None:
    """Draw the tables, check each some times, and print the shortest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    count = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        rows = [list(COLUMNS), *_rows(count)]
        for path in (_csv(Path(folder), rows), _xlsx(Path(folder), rows)):
            seconds, clock, causes = min(_checked(path, count) for _ in range(REPEATS))
            print(
                f"{path.suffix[1:].upper()}, {count:,} rows, {path.stat().st_size / 1e6:.1f} MB: "
                f"{seconds:.2f} s ({clock:.2f} s by the clock), {causes} causes"
            )


def _checked(path: Path, count: int) -> tuple[float, float, int]:
    """Seconds of the processor and by the clock, and how many causes were found."""
    before, clock = _used(), time.perf_counter()
    table = read_table(path, COLUMNS, NEEDED)
    read = read_households(
        table,
        parse_settings(SETTINGS, "routeplan.toml", {}),
        PlanCalendar(date(2026, 11, 30), 5, ZoneInfo("Europe/Helsinki")),
        nights=NOBODY_ON_SHIFT,
        officers=frozenset(("O1",)),
        skills=frozenset(),
        address_book=lambda: "",
        station=STATION,
    )
    causes = by_cause([*table.findings, *read.findings])
    assert len(table.rows) == count
    return _used() - before, time.perf_counter() - clock, len(causes)


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _rows(count: int) -> list[list[str]]:
    draw = Random(1)
    rows = []
    for k in range(count):
        cells = {
            "id": f"H{k}",
            "name": draw.choice(("Aalto Eino", "Mäkinen Päivi", "Öhman Åke", "王小明")),
            "address": f"Kaivokatu {k}",
            "latitude": f"{60.17 + draw.random() / 10:.6f}",
            "longitude": f"{24.9 + draw.random() / 10:.6f}",
            "availability": draw.choice(HOURS),
            "visit_minutes": "15",
            "priority": "urgent" if k % 100 == 0 else draw.choice(("", "high", "low")),
            "visits": "1",
            "task": "Check on well-being",
        }
        rows.append([cells.get(column, "") for column in COLUMNS])
    return rows


def _csv(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "households.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _xlsx(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "households.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("homes")
    for row in rows:
        sheet.append([_typed(cell) for cell in row])
    book.save(path)
    return path


def _typed(cell: str) -> str | float | None:
    """As a spreadsheet keeps it: numbers as numbers, blanks as nothing."""
    return float(cell) if cell.replace(".", "", 1).isdigit() else cell or None


if __name__ == "__main__":
    main()
