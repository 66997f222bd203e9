"""How long an import of 100,000 households takes, as XLSX and as CSV, from file to table.

Run it with ``python -m benchmarks.import_speed [--rows N]``. It prints the seconds of the whole
command, on the clock and of the processor; it decides no test.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from xml.sax.saxutils import escape

from tests.formats.folders import write_folder
from tests.porto_spreadsheet import HEADER, OFFICERS, TITLES, household

SETTINGS = """\
timezone = "Europe/Lisbon"
[station]
name = "Porto"
latitude = 41.1496
longitude = -8.611
"""
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/{kind}" Target="{target}"/></Relationships>'
)
WORKBOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml'
    '/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Listagem" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def rows(count: int) -> list[list[str]]:
    """Titles, header and households, as text."""
    lines = [[title] for title in TITLES] + [[]] + [list(HEADER)]
    return lines + [
        ["" if cell is None else str(cell) for cell in household(k)] for k in range(count)
    ]


def write_csv(path: Path, lines: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)


def write_xlsx(path: Path, lines: list[list[str]]) -> None:
    """The same as a workbook; openpyxl would take minutes."""
    parts = ['<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
             'spreadsheetml/2006/main"><sheetData>']  # fmt: skip
    for number, cells in enumerate(lines, start=1):
        inner = "".join(
            f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for column, cell in enumerate(cells)
            if cell
        )
        parts.append(f'<row r="{number}">{inner}</row>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(
            "_rels/.rels", RELATIONS.format(kind="officeDocument", target="xl/workbook.xml")
        )
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        )
        archive.writestr("xl/worksheets/sheet1.xml", "".join((*parts, "</sheetData></worksheet>")))


def main() -> None:
    """Import both files twice, the second time into the table that the first one made."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    count = parser.parse_args().rows
    lines = rows(count)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("list.csv", write_csv), ("list.xlsx", write_xlsx)):
            root = Path(folder) / name
            officers = [{"id": who, "name": full} for who, full in OFFICERS.items()]
            write_folder(root / "station", officers=officers, settings=SETTINGS)
            (root / "station/data/households.csv").unlink()
            write(root / name, lines)
            for when in ("first", "second"):
                command = [sys.executable, "-m", "routeplan", "import", str(root / name)]
                begin, worked = time.perf_counter(), _cpu_seconds()
                subprocess.run(
                    [*command, str(root / "station"), "--yes"], check=True, capture_output=True
                )
                seconds, worked = time.perf_counter() - begin, _cpu_seconds() - worked
                print(f"{name}, {count:,} rows, {when} time: {seconds:.1f} s, CPU {worked:.1f} s")


def _cpu_seconds() -> float:
    """Of all processes that have ended: what counts on a busy machine."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
