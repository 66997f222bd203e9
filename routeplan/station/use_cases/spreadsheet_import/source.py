"""The file of an import, and the station it is for, as they are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.sheets import letters_of, read_sheets
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import VOCABULARIES, Kind
from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.imports.import_settings import ImportSection
from routeplan.formats.station.officers import CALENDAR_COLUMNS, OFFICER_COLUMNS
from routeplan.formats.station.settings import FILE, Settings, read_settings
from routeplan.formats.tables.as_typed.letter_readings import PossibleReading
from routeplan.formats.tables.paused_collector import many_objects
from routeplan.formats.tables.rows import Table, read_table
from routeplan.phrases import joined, phrase
from routeplan.station.use_cases.spreadsheet_import.answers import Answers, answers_of


@dataclass(frozen=True)
class StationTable:
    """One of the station's own tables, as it is."""

    path: Path
    table: Table
    content: bytes = b""


@dataclass(frozen=True)
class ImportSource:
    """A file that was read, and the station it is for.

    Parameters
    ----------
    path
        The file's.
    letters
        How its letters may be read, where that is in doubt; by the first of them it was read.
    """

    file: str
    sheets: tuple[Sheet, ...]
    root: Path
    settings: Settings
    settings_text: str
    tables: Mapping[Kind, StationTable]
    path: Path = Path()
    letters: tuple[PossibleReading, ...] = ()

    def read_as(self, encoding: str) -> ImportSource:
        """The source with its letters read in an encoding; the same where these are not in doubt.

        Raises
        ------
        InputError
            When the file cannot be read any more.
        """
        if not self.letters or encoding in ("", self.letters[0].codec):
            return self
        letters = sorted(self.letters, key=lambda reading: reading.codec != encoding)
        sheets = read_sheets(self.path, encoding=encoding)
        return replace(self, sheets=sheets, letters=tuple(letters))

    def name_of(self, sheet: str) -> str:
        """The file's name, with that of a sheet where it has several."""
        return f"{self.file}[{sheet}]" if sheet else self.file

    @property
    def officers(self) -> Table:
        """The station's officers."""
        return self.tables[Kind.OFFICERS].table

    def target(self, kind: Kind) -> StationTable:
        """The table that is written.

        Raises
        ------
        InputError
            When it is a workbook, or has faults of its own.
        """
        target = self.tables[kind]
        if target.path.suffix.lower() not in (".csv", ""):
            message, fix = _IN_A_WORKBOOK[kind]
            raise InputError([Finding("import-target", message, fix, file=target.path.name)])
        if wrong := [finding for finding in target.table.findings if finding.severity == "error"]:
            raise InputError(wrong)
        return target


@many_objects
def open_import(
    path: Path, root: Path, sheets: Callable[[str, str], tuple[Sheet, ...]], *, crs: str = ""
) -> tuple[ImportSource, Answers]:
    """The file, and what was answered about the one before.

    Parameters
    ----------
    sheets
        What waits for the file's sheets, as :func:`sheets_reading` yields it.
    crs
        The coordinate system of the file's places, where it names none.

    Raises
    ------
    InputError
        When the file, or the station's settings and tables, cannot be read.
    """
    settings = read_settings(root / FILE, os.environ)
    kept = settings.import_
    if crs:
        kept = kept.model_copy(update={"crs": crs})
    _check_remembered(kept)
    files = settings.files
    tables = {
        Kind.HOUSEHOLDS: _station_table(root / files.households, COLUMNS, ("id",)),
        Kind.OFFICERS: _station_table(root / files.officers, OFFICER_COLUMNS, ()),
        Kind.CALENDAR: _station_table(root / files.calendar, CALENDAR_COLUMNS, ()),
    }
    text = (root / FILE).read_text(encoding="utf-8-sig")
    letters = letters_of(path, languages_of_zone(settings.timezone))
    codecs = [reading.codec for reading in letters]
    encoding = kept.encoding if kept.encoding in codecs else "".join(codecs[:1])
    read = sheets(kept.crs, encoding)
    letters = tuple(sorted(letters, key=lambda reading: reading.codec != encoding))
    source = ImportSource(path.name, read, root, settings, text, tables, path, letters)
    return source, Answers(kept)


def languages_of_zone(zone: str) -> tuple[str, ...]:
    """The languages of the country in which a time zone is; none where that is open."""
    from babel.languages import get_official_languages

    official = get_official_languages(country_of_zone(zone), regional=True, de_facto=True)
    return tuple(language.partition("_")[0] for language in official)


def country_of_zone(zone: str) -> str:
    """The ISO code of the country in which a time zone is; empty where that is open."""
    from babel.core import get_global

    country: str = get_global("zone_territories").get(zone, "")
    return country


def _station_table(path: Path, columns: Sequence[str], needed: Sequence[str]) -> StationTable:
    if not path.exists():
        return StationTable(path, Table(path.name))
    table = read_table(path, columns, needed, may_be_empty=True)
    return StationTable(path, table, path.read_bytes())


_IN_A_WORKBOOK = {
    Kind.HOUSEHOLDS: (
        phrase("the households are kept in a workbook, which an import does not overwrite"),
        phrase("name a CSV file in [files] households, such as data/households.csv"),
    ),
    Kind.OFFICERS: (
        phrase("the officers are kept in a workbook, which an import does not overwrite"),
        phrase("name a CSV file in [files] officers, such as data/officers.csv"),
    ),
    Kind.CALENDAR: (
        phrase("the calendar is kept in a workbook, which an import does not overwrite"),
        phrase("name a CSV file in [files] calendar, such as data/calendar.csv"),
    ),
}


def _check_remembered(kept: ImportSection) -> None:
    """Refuse meanings of columns that there are not."""
    findings = []
    for kind, vocabulary in VOCABULARIES.items():
        answers = answers_of(kept, kind)
        known = vocabulary.fields
        names = joined(", ", [one.value for one in Field if one in known])
        wrong = {*answers.columns.values()} - {"", *known} | {*answers.values} - {*Field}
        findings += [
            Finding(
                "settings-invalid",
                phrase("there is no column of that name"),
                phrase("use one of: {names}", names=names),
                file=FILE,
                column="import",
                value=name,
            )
            for name in sorted(wrong)
        ]
    if findings:
        raise InputError(findings)
