"""What an import was answered, kept in ``[import]`` of the settings; all else stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from routeplan.errors import Finding, InputError
from routeplan.formats.station.imports.import_settings import ImportedTable, ImportSection
from routeplan.formats.station.settings import FILE
from routeplan.phrases import phrase

SECTION = "import"


def with_import(text: str, section: ImportSection) -> str:
    """The settings' text with the section in it; comments and order stay.

    Raises
    ------
    InputError
        When the text is no TOML.
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        message = phrase("not valid TOML: {why}", why=str(error))
        fix = phrase("fix that line and save the file as UTF-8")
        raise InputError([Finding("settings-malformed", message, fix, file=FILE)]) from error
    kept = document.get(SECTION)
    table: Any = kept if isinstance(kept, dict) else tomlkit.table()
    if kept is None:
        document.add(tomlkit.nl())
        document.add(
            tomlkit.comment("Answers to 'routeplan import'; without a line it asks again.")
        )
        document.add(SECTION, table)
    for key in ("encoding", "crs", "axes"):
        _set(table, key, getattr(section, key))
    _remember(table, section)
    for kind, imported_table in (("officers", section.officers), ("calendar", section.calendar)):
        if imported_table != ImportedTable():
            if table.get(kind) is None:
                table[kind] = tomlkit.table()
            _remember(table[kind], imported_table)
    return tomlkit.dumps(document)


def _remember(table: Any, answers: ImportedTable) -> None:
    """Put the answers about one kind of spreadsheet into its table."""
    for key in ("sheet", "dates"):
        _set(table, key, getattr(answers, key))
    _fill(table, "columns", answers.columns)
    if answers.values:
        values = table.get("values")
        if values is None:
            values = tomlkit.table(is_super_table=True)
            table["values"] = values
        for column, meanings in answers.values.items():
            _fill(values, column, meanings)


def with_marks(text: str, marks: Mapping[str, Mapping[str, str]]) -> str:
    """The settings' text with marks in the place of remembered texts: by column and text."""
    document = tomlkit.parse(text)
    values: Any = document[SECTION]["values"]
    for column, written in marks.items():
        for original, mark in written.items():
            values[column][mark] = values[column].pop(original)
    return tomlkit.dumps(document)


def _set(table: Any, key: str, value: str) -> None:
    if value and table.get(key) != value:
        table[key] = value


def _fill(table: Any, key: str, entries: Any) -> None:
    """Put the entries into a table inside this one, which is made when it is needed."""
    if not entries:
        return
    if table.get(key) is None:
        table[key] = tomlkit.table()
    inner = table[key]
    for name, value in entries.items():
        if inner.get(name) != value:
            inner[name] = value
