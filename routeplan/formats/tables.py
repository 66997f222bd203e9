"""Tables as people keep them: CSV in any usual encoding, or XLSX, read into rows of plain text."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path

from routeplan.errors import Finding

MAX_FILE_BYTES = 200_000_000
MAX_UNZIPPED_BYTES = 200_000_000
MAX_CELL = 10_000
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_OTHER_TYPES = {
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"<!DO": "a web page",
    b"<htm": "a web page",
    b"SQLi": "a database",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` as the user's editor counts, cells by column name, all text stripped."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read, and everything found wrong on the way."""

    file: str
    sheet: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def read_table(path: Path, known: Sequence[str], needed: Iterable[str]) -> Table:
    """Read a CSV or XLSX file.

    Parameters
    ----------
    known
        The columns the program knows; others are kept, with a warning.
    needed
        Columns that must be there.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return _refused(path, "file-too-large", "it is larger than 200 MB", "split it")
        data = path.read_bytes()
    except OSError:
        return _refused(
            path, "file-missing", "there is no such file", "see [files] in routeplan.toml"
        )
    for signature, kind in _OTHER_TYPES.items():
        if data[:4].lower() == signature.lower():
            return _refused(path, "file-type", f"it is {kind}", "save it as CSV or XLSX")
    if not data.strip():
        return _refused(path, "file-empty", "it is empty", "give it a header and rows")
    if data[:2] == b"PK":
        return _read_xlsx(path, data, known, needed)
    return _read_csv(path, data, known, needed)


def _refused(path: Path, code: str, message: str, fix: str) -> Table:
    return Table(path.name, findings=(Finding(code, message, fix, file=path.name),))


def _read_csv(path: Path, data: bytes, known: Sequence[str], needed: Iterable[str]) -> Table:
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refused(path, "file-type", "it holds binary data", "save it as CSV or XLSX")
    text = decoded(data)
    if text is None:
        return _refused(path, "file-encoding", "its encoding is not known", "save it as UTF-8")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        lines: list[tuple[int, list[str]]] = []
        begin = 1
        for cells in reader:
            lines.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        finding = Finding(
            "csv-malformed",
            f"its quotation marks do not pair up: {error}",
            "close the cell's quotation mark, and double those inside it",
            file=path.name,
            row=begin,
        )
        return Table(path.name, findings=(finding,))
    return _table(path.name, "", lines, known, needed)


def decoded(data: bytes) -> str | None:
    """The text of a file: by its BOM, else strict UTF-8, GB18030 and cp1252 in this order."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line that is no comment."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    header = next(lines, "")
    return max(",;\t", key=header.count)


def _read_xlsx(path: Path, data: bytes, known: Sequence[str], needed: Iterable[str]) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unzipped = sum(info.file_size for info in archive.infolist())
        if unzipped > MAX_UNZIPPED_BYTES:
            return _refused(path, "zip-bomb", "it unpacks to more than 200 MB", "split it")
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = workbook.get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, IndexError) as error:
        return _refused(
            path, "xlsx-malformed", f"it cannot be read as XLSX: {error}", "save it again as XLSX"
        )
    lines = [(k, [cell_text(cell) for cell in row]) for k, row in enumerate(cells, start=1)]
    return _table(path.name, sheet.name, lines, known, needed)


def cell_text(cell: object) -> str:
    """A spreadsheet's cell as a person would type it: 10:30, 2026-11-24, 12."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return f"{cell:%Y-%m-%d}"
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return f"{cell:%Y-%m-%d}"
        case time():
            return f"{cell:%H:%M}"
        case timedelta():
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case _:
            return str(cell)


def column_name(text: str) -> str:
    """Header cells are compared without case, and with ``_`` for spaces and hyphens."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return plain.replace(" ", "_").replace("-", "_")


def _table(
    file: str,
    sheet: str,
    lines: list[tuple[int, list[str]]],
    known: Sequence[str],
    needed: Iterable[str],
) -> Table:
    lines = [(n, c) for n, c in lines if any(map(str.strip, c)) and not c[0].startswith("#")]
    if not lines:
        finding = Finding(
            "file-empty", "it has no header", "give it a header", file=file, sheet=sheet
        )
        return Table(file, sheet, findings=(finding,))
    header_row, header = lines[0][0], [column_name(cell) for cell in lines[0][1]]
    while header and not header[-1]:
        header.pop()
    findings = _header_findings(file, sheet, header_row, header, known, needed)
    rows = []
    for number, cells in lines[1:]:
        extra = [cell for cell in cells[len(header) :] if cell.strip()]
        if extra or len(cells) < len(header):
            findings.append(_ragged(file, sheet, number, len(cells), len(header), extra))
        values = (clean(cell) for cell in cells)
        row = Row(number, dict(zip(header, values, strict=False)))
        findings += _cell_findings(file, sheet, row, known)
        rows.append(row)
    if not rows:
        findings.append(
            Finding(
                "file-empty", "it has no row below its header", "add rows", file=file, sheet=sheet
            )
        )
    return Table(file, sheet, tuple(header), tuple(rows), tuple(findings))


def clean(cell: str) -> str:
    """A cell without space around and without invisible control signs (line breaks stay)."""
    return "".join(
        sign for sign in cell.strip() if sign in "\n\t" or unicodedata.category(sign) != "Cc"
    )


def _ragged(file: str, sheet: str, row: int, found: int, due: int, extra: Sequence[str]) -> Finding:
    return Finding(
        "row-ragged",
        f"it has {found} cells, the header has {due}",
        "a cell that holds the delimiter needs quotation marks; empty cells need theirs",
        file=file,
        sheet=sheet,
        row=row,
        value=extra[0][:60] if extra else "",
    )


def _header_findings(
    file: str,
    sheet: str,
    row: int,
    header: Sequence[str],
    known: Sequence[str],
    needed: Iterable[str],
) -> list[Finding]:
    def at(code: str, message: str, fix: str, column: str, severity: str = "error") -> Finding:
        return Finding(code, message, fix, file, sheet, row, column, "", severity)  # type: ignore[arg-type]

    findings = [
        at("column-missing", "this column is missing", "add it to the header", column)
        for column in needed
        if column not in header
    ]
    for k, column in enumerate(header):
        if column in header[:k]:
            findings.append(at("column-duplicate", "it stands there twice", "rename one", column))
        elif not column:
            findings.append(at("column-unnamed", "a column has no name", "name it", str(k + 1)))
        elif column not in known:
            near = get_close_matches(column, known, 1)
            fix = f"do you mean '{near[0]}'?" if near else "it is kept, and printed only if told to"
            message = "this column is not known"
            findings.append(at("column-unknown", message, fix, column, "warning"))
    return findings


def _cell_findings(file: str, sheet: str, row: Row, known: Sequence[str]) -> list[Finding]:
    """Cells that a spreadsheet would run, and cells too long for any sheet."""
    findings = []
    for column, value in row.cells.items():
        where = {"file": file, "sheet": sheet, "row": row.number, "column": column}
        if len(value) > MAX_CELL:
            findings.append(
                Finding("cell-too-long", f"it has {len(value)} signs", "shorten it", **where)  # type: ignore[arg-type]
            )
        if value.startswith("=") and column in known:
            findings.append(
                Finding(
                    "cell-formula",
                    "it is a formula, not a value",
                    "paste the value in its place",
                    value=value[:60],
                    **where,  # type: ignore[arg-type]
                )
            )
    return findings
