"""A column of the households, such as ``officer``, written; nothing else there is touched."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from routeplan.errors import UsageError
from routeplan.formats.station.households import COLUMNS, NEEDED
from routeplan.formats.tables.encodings import decoded, encoded_like
from routeplan.formats.tables.files import delimiter_of
from routeplan.formats.tables.header import clean, column_name
from routeplan.formats.tables.inert import inert_row
from routeplan.formats.tables.rows import read_table
from routeplan.phrases import phrase
from routeplan.private_files import write_private

COLUMN = "officer"

Edit = tuple[int, int, str]
"""Where the text to be replaced begins and ends, and what stands there then."""


def officers_now(table: Path) -> dict[str, str]:
    """The officer of each household that has one, by their ids."""
    rows = read_table(table, COLUMNS, NEEDED).rows
    return {row["id"]: row[COLUMN] for row in rows if row[COLUMN]}


def write_officers(table: Path, officers: Mapping[str, str]) -> Path:
    """Write the column ``officer``; see :func:`write_column`."""
    return write_column(table, COLUMN, officers, "officers")


def write_column(table: Path, column: str, values: Mapping[str, str], beside: str) -> Path:
    """Write cells of a column into a CSV table, which keeps its encoding, delimiter and all else.

    An XLSX table stays as it is, for writing it anew would lose its looks and formulas; ids and
    values go into a CSV file beside it. The file written is returned.

    Parameters
    ----------
    values
        By household; cells of others stay as they are.
    beside
        What that CSV file is called behind the name of the table.

    Raises
    ------
    UsageError
        When the table's encoding lacks a character of a value.
    """
    table = table.resolve()
    data = table.read_bytes()
    if data.startswith(b"PK"):
        name = f"{table.stem}-{beside}.csv"
        return write_rows(table.with_name(name), ("id", column), values.items())
    text = decoded(data)
    if text is None or encoded_like(text, data) != data:
        raise UsageError(
            phrase("{file} has damaged characters; save it as UTF-8 first", file=table.name)
        )
    try:
        changed = encoded_like(with_column(text, column, values), data)
    except UnicodeEncodeError as error:
        raise UsageError(
            phrase(
                "an officer's id has characters that the encoding of {file} lacks; save "
                "it as UTF-8 first",
                file=table.name,
            )
        ) from error
    return write_private(table, changed)


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a CSV table for people (see :func:`table_for_people`)."""
    return write_private(path, table_for_people(header, rows))


def table_for_people(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV table: UTF-8 with a BOM, so that spreadsheets know; no formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(map(inert_row, rows))
    return text.getvalue().encode("utf-8-sig")


def with_column(text: str, column: str, values: Mapping[str, str]) -> str:
    """The text of a CSV table with these cells of a column, by household."""
    delimiter = delimiter_of(text)
    kept: list[str] = []
    end = 0
    for begin, last, cell in _edits(text, delimiter, column, values):
        kept += (text[end:begin], cell)
        end = last
    return "".join((*kept, text[end:]))


def _edits(text: str, delimiter: str, column: str, values: Mapping[str, str]) -> Iterator[Edit]:
    header: list[str] = []
    for spans in _records(text, delimiter):
        cells = [_value(text[begin:end]) for begin, end in spans]
        if cells[0].startswith("#") or not any(map(str.strip, cells)):
            continue
        if not header:
            header = [column_name(cell) for cell in cells]
            while not header[-1]:
                header.pop()
            if column not in header:
                yield _edit(spans, len(header), column, delimiter)
                header.append(column)
            continue
        place = header.index(column)
        value = values.get(clean(cells[header.index("id")]))
        if value is not None and (place >= len(cells) or clean(cells[place]) != value):
            yield _edit(spans, place, value, delimiter)


def _edit(spans: Sequence[tuple[int, int]], column: int, value: str, delimiter: str) -> Edit:
    """The cell replaced, or added at the row's end."""
    if any(sign in value for sign in (delimiter, '"', "\r", "\n")):
        value = '"' + value.replace('"', '""') + '"'
    if column < len(spans):
        return (*spans[column], value)
    end = spans[-1][1]
    return end, end, delimiter * (column - len(spans) + 1) + value


def _records(text: str, delimiter: str) -> Iterator[list[tuple[int, int]]]:
    """Where the cells of each row begin and end, with their quotation marks."""
    sign = re.escape(delimiter)
    cell = re.compile(rf'("[^"]*(?:""[^"]*)*"|(?!")[^{sign}\r\n]*)({sign}|\r\n|\r|\n|$)')
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        match = cell.match(text, at)
        if match is None:
            raise UsageError(phrase("the table has unbalanced quotation marks"))
        spans.append(match.span(1))
        at = match.end()
        if match[2] != delimiter:
            yield spans
            spans = []
    if spans:
        yield [*spans, (at, at)]


def _value(cell: str) -> str:
    quoted = cell.startswith('"')
    return cell[1:-1].replace('""', '"') if quoted else cell
