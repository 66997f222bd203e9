"""Where the homes of a source are, and which of its rows cannot be used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.guesses.side_by_side import table_beside
from routeplan.formats.spreadsheet.rows.household_rows import HouseholdRows
from routeplan.formats.spreadsheet.source_table import SourceTable
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import PLACES, Vocabulary
from routeplan.formats.tables.as_typed.decimal_commas import joined_numbers
from routeplan.formats.tables.cells import plain
from routeplan.formats.tables.code_pages import once_encoded
from routeplan.formats.tables.rows import is_foreign
from routeplan.phrases import joined, phrase

_SHORTENED = re.compile(r"\d[.,]?\d*E\+\d{1,2}", re.ASCII)
_DEGREES = (Field.LATITUDE, Field.LONGITUDE, Field.X, Field.Y)
_FRACTIONS = (Field.VISIT_MINUTES, Field.TOLERANCE_MINUTES)
"""Columns of numbers that may have fractions."""


def refuse_without_places(table: SourceTable, fields: Mapping[int, Field | None]) -> None:
    """Refuse a table that says nowhere where the homes are."""
    if not table.is_located and PLACES.isdisjoint(filter(None, fields.values())):
        message = phrase("no column has the households' addresses or coordinates")
        fix = phrase("name it Address, or give its name with --answer 'columns=NAME=address'")
        raise InputError(
            [Finding("import-no-places", message, fix, table.file, table.sheet, table.header_row)]
        )


def refuse_side_by_side(table: SourceTable, vocabulary: Vocabulary) -> None:
    """Refuse a sheet on which another table stands beside the first one."""
    beside = table_beside(table.header, vocabulary) if table.header_rows else None
    if beside is None:
        return
    numbers = [row.number for row in table.rows if any(row.cells[beside.first : beside.last + 1])]
    first, last = beside.columns
    message = phrase(
        "another table stands beside the first one, in columns {first} to {last} ({names}): {rows}",
        first=first,
        last=last,
        names=joined(", ", beside.names),
        rows=rows_named(numbers),
    )
    fix = phrase(
        "move its rows below those of the first, or to a sheet of its own; columns of the same "
        "homes need other names"
    )
    raise InputError(
        [Finding("import-side-by-side", message, fix, table.file, table.sheet, table.header_row)]
    )


def refuse_cut_numbers(table: SourceTable, fields: Mapping[int, Field | None]) -> None:
    """Refuse numbers that decimal commas without quotation marks have cut in two."""
    degrees, others = (
        [place for place, one in fields.items() if one in meant] for meant in (_DEGREES, _FRACTIONS)
    )
    columns = max((place for place, name in enumerate(table.header) if name), default=-1) + 1
    cut = joined_numbers([(row.number, row.cells) for row in table.rows], columns, degrees, others)
    if not cut:
        return
    message = phrase("decimal commas without quotation marks have cut numbers in two")
    fix = phrase("put semicolons between the cells, or write decimal points")
    raise InputError(
        [
            Finding(
                "decimal-comma-split", message, fix, table.file, table.sheet, row, "", one.typed
            )
            for row, one in cut.items()
        ]
    )


def refuse_doubled_ids(table: SourceTable, rows: HouseholdRows) -> None:
    """One line for each id that is used more than once."""
    ids = [plain(one) for row in rows.rows if (one := row.cells.get("id"))]
    if len(set(ids)) == len(ids):
        return
    numbers: dict[str, list[int]] = defaultdict(list)
    written: dict[str, str] = {}
    for row in rows.rows:
        if one := row.cells.get("id"):
            numbers[plain(one)].append(row.number)
            written.setdefault(plain(one), one)
    findings = [
        Finding(
            "duplicate-id",
            phrase("also used in {rows}", rows=rows_named(row_numbers[1:])),
            phrase("give each row an id of its own"),
            table.file,
            table.sheet,
            row_numbers[0],
            "id",
            written[key],
        )
        for key, row_numbers in numbers.items()
        if len(row_numbers) > 1
    ]
    if findings:
        raise InputError(findings)


def rows_named(numbers: Sequence[int], most: int = 8) -> str:
    """``row 7``, or ``rows 7, 9, 12``, of very many the first ones."""
    listed = ", ".join(map(str, numbers[:most]))
    if len(numbers) > most:
        count = len(numbers) - most
        return phrase("rows {rows} and {count:,} more", rows=listed, count=count)
    return (
        phrase("row {rows}", rows=listed)
        if len(numbers) == 1
        else phrase("rows {rows}", rows=listed)
    )


def oddities(table: SourceTable, rows: HouseholdRows) -> list[Finding]:
    """What is passed over though somebody may miss it."""
    return [
        *_odd_places(table, rows),
        *_odd_addresses(table, rows),
    ]


def _odd_places(table: SourceTable, rows: HouseholdRows) -> Iterator[Finding]:
    without = [
        row.number
        for row in rows.rows
        if not row.cells.get("address")
        and not row.cells.get("latitude")
        and row.number not in rows.whole
    ]
    if without:
        message = phrase("no address and no coordinates: {rows}", rows=rows_named(without))
        yield warning("place-missing", message, phrase("give one of them"), table)
    if rows.unplaced:
        message = phrase(
            "coordinates that cannot be read go into the note: {rows}",
            rows=rows_named(rows.unplaced),
        )
        fix = phrase("write them like 60.17, 24.94 or 60°10'12\"N 24°56'24\"E")
        yield warning("place-unread", message, fix, table)
    if rows.failed:
        message = phrase(
            "a formula failed or was never computed, so its cell is left empty: {rows}",
            rows=rows_named(rows.failed),
        )
        yield warning("cell-error", message, phrase("enter the value"), table)
    if rows.whole:
        message = phrase(
            "the place has no parts of a degree, and is left out: {rows}",
            rows=rows_named(rows.whole),
        )
        fix = phrase("give degrees with five decimals, also of degrees and minutes in two columns")
        yield warning("coordinate-whole", message, fix, table)


def _odd_addresses(table: SourceTable, rows: HouseholdRows) -> Iterator[Finding]:
    if rows.dated:
        message = phrase(
            "a spreadsheet has made a date of the house number: {rows}",
            rows=rows_named(rows.dated),
        )
        fix = phrase("enter the number as text, such as '3-5 with a quotation mark before it")
        yield warning("house-number-date", message, fix, table)
    if rows.shortened:
        message = phrase(
            "the postcode has fewer digits than the others: {rows}",
            rows=rows_named(rows.shortened),
        )
        fix = phrase("format the column as text, and enter the whole postcode")
        yield warning("postcode-short", message, fix, table)


def refuse_garbled(table: SourceTable) -> None:
    """Refuse letters that nobody has typed: encoded twice, or lost."""
    garbled = [row for row in table.rows if _is_garbled(row.cells)]
    if garbled:
        numbers = [row.number for row in garbled]
        message = phrase("letters were lost or encoded twice: {rows}", rows=rows_named(numbers))
        fix = phrase("read the file as UTF-8 where it came from, and save it again")
        value = next(cell for cell in garbled[0].cells if _is_garbled((cell,)))
        raise InputError(
            [Finding("text-garbled", message, fix, table.file, table.sheet, None, "", value[:80])]
        )


def _is_garbled(cells: Sequence[str]) -> bool:
    """Whether a cell's letters are not those that somebody has typed."""
    if not is_foreign("\n".join(cells)):
        return False
    return any(
        "\ufffd" in cell or once_encoded(cell) is not None for cell in cells if is_foreign(cell)
    )


def refuse_shortened_ids(table: SourceTable, rows: HouseholdRows) -> None:
    """Refuse ids such as ``1,23E+12``: what the spreadsheet left out is lost."""
    short = [row for row in rows.rows if _SHORTENED.fullmatch(row.cells.get("id", ""))]
    if short:
        numbers = [row.number for row in short]
        message = phrase("the spreadsheet has cut numbers short: {rows}", rows=rows_named(numbers))
        fix = phrase("format the column as text, enter the whole numbers and save it again")
        value = short[0].cells["id"]
        raise InputError(
            [Finding("id-cut-short", message, fix, table.file, table.sheet, None, "id", value)]
        )


def warning(code: str, message: str, fix: str, table: SourceTable) -> Finding:
    """Something odd about a table as a whole."""
    return Finding(code, message, fix, table.file, table.sheet, severity="warning")
