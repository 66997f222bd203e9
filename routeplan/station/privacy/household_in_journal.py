"""What the journal of ``routeplan undo`` and an import's answers still hold on a household."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from routeplan.formats.decisions.journal import Side, Write, content_of, read_writes
from routeplan.formats.spreadsheet.remembered_values import Values
from routeplan.formats.station.imports.remembered_import import SECTION
from routeplan.formats.station.settings import FILE
from routeplan.formats.tables.files import csv_text, delimited_lines, delimiter_of
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.formats.tables.rows import table_of
from routeplan.phrases import phrase
from routeplan.station.privacy.other_names import SHORTEST_WORD

UNREADABLE = phrase("it is damaged, or from another version")
_WORD = re.compile(r"\w+")


def replaced_copies(folder: Path, household: str, name: str) -> Iterator[dict[str, Any]]:
    """For each kept copy of a file that holds the household: the write, the file and what it says.

    Parameters
    ----------
    folder
        Where the journal is kept.
    name
        Of the household, by which an import's answers are looked through.
    """
    for write in read_writes(folder):
        for side in _sides(write):
            try:
                contents = content_of(folder, write, side)
            except ValueError:
                yield {"write": write.name, "at": write.at, "unreadable": UNREADABLE}
                continue
            for path, content in contents.items():
                if held := _held(path, content, household, name):
                    yield {"write": write.name, "at": write.at, "file": path} | held


def remembered_answers(values: Values, name: str) -> list[dict[str, str]]:
    """Texts of cells with their meanings, as far as a part of the household's name is in them."""
    parts = {part.casefold() for part in _WORD.findall(name) if len(part) >= SHORTEST_WORD}
    return [
        {"column": column, "text": text, "meaning": meaning}
        for column, meanings in values.items()
        for text, meaning in meanings.items()
        if parts & {part.casefold() for part in _WORD.findall(text)}
    ]


def _sides(write: Write) -> tuple[Side, ...]:
    return ("before", "after") if write.undone_at else ("before",)


def _held(path: str, content: bytes, household: str, name: str) -> dict[str, Any]:
    """What one file says of it: its rows of a table, else how often it is named."""
    try:
        if path.endswith(".csv"):
            return _rows(content, household)
        if path.endswith("json"):
            return _mentions(json.loads(content), household)
        if path == FILE:
            values = tomllib.loads(content.decode("utf-8-sig")).get(SECTION, {}).get("values", {})
            answers = remembered_answers(values, name)
            return {"remembered": answers} if answers else {}
    except (ValueError, RecursionError, RefusedTableError):
        pass
    count = len(re.findall(rb"(?<!\w)" + re.escape(household.encode()) + rb"(?!\w)", content))
    return {"mentions": count} if count else {}


def _rows(content: bytes, household: str) -> dict[str, Any]:
    text = csv_text(content)
    table = table_of("", delimited_lines(text, delimiter_of(text)), ("id",), ("id",))
    rows = [
        {column: cell for column, cell in row.cells.items() if cell}
        for row in table.rows
        if row["id"] == household
    ]
    return {"rows": rows} if rows else {}


def _mentions(content: Any, household: str) -> dict[str, int]:
    """How often a file of a plan names the household, or one of its visits."""
    count = sum(_is_its(text, household) for text in _texts(content))
    return {"mentions": count} if count else {}


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield key
            yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)


def _is_its(text: str, household: str) -> bool:
    return text == household or text.startswith(f"{household}/")
