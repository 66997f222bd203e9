"""The file of an import, and the station it is for, as they are read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.sheets import sheets_reading
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.officers import OFFICER_COLUMNS
from routeplan.formats.station.settings import FILE, ImportSection, Settings, read_settings
from routeplan.formats.tables.many_objects import many_objects
from routeplan.formats.tables.rows import Table, read_table
from routeplan.phrases import joined, phrase
from routeplan.station.use_cases.spreadsheet_import.answers import Answers


@dataclass(frozen=True)
class ImportSource:
    """A file that was read, and the station it is for."""

    file: str
    sheets: tuple[Sheet, ...]
    root: Path
    settings: Settings
    settings_text: str
    table: Table
    table_bytes: bytes
    officers: Table

    @property
    def target(self) -> Path:
        """The station's table of households."""
        return self.root / self.settings.files.households


@many_objects
def open_import(path: Path, root: Path, *, crs: str = "") -> tuple[ImportSource, Answers]:
    """The file, and what was answered about the one before.

    Parameters
    ----------
    crs
        The coordinate system of the file's places, where it names none.

    Raises
    ------
    InputError
        When the file, or the station's settings and tables, cannot be read.
    """
    with sheets_reading(path) as sheets:
        settings = read_settings(root / FILE, os.environ)
        target = root / settings.files.households
        if target.suffix.lower() not in (".csv", ""):
            message = phrase(
                "the households are kept in a workbook, which an import does not overwrite"
            )
            fix = phrase("name a CSV file in [files] households, such as data/households.csv")
            raise InputError([Finding("import-target", message, fix, file=target.name)])
        table, content = Table(target.name), b""
        if target.exists():
            table = read_table(target, COLUMNS, ("id",), may_be_empty=True)
            content = target.read_bytes()
        if wrong := [finding for finding in table.findings if finding.severity == "error"]:
            raise InputError(wrong)
        officers = read_table(
            root / settings.files.officers, OFFICER_COLUMNS, (), may_be_empty=True
        )
        kept = settings.import_
        if crs:
            kept = kept.model_copy(update={"crs": crs})
        _check_remembered(kept)
        text = (root / FILE).read_text(encoding="utf-8-sig")
        read = sheets(kept.crs)
    source = ImportSource(path.name, read, root, settings, text, table, content, officers)
    return source, Answers(kept)


def _check_remembered(kept: ImportSection) -> None:
    """Refuse meanings of columns that there are not."""
    wrong = sorted({*kept.columns.values(), *kept.values} - {"", *Field})
    if wrong:
        message = phrase("there is no column of that name")
        fix = phrase("use one of: {names}", names=joined(", ", [one.value for one in Field]))
        findings = [
            Finding("settings-invalid", message, fix, file=FILE, column="import", value=each)
            for each in wrong
        ]
        raise InputError(findings)
