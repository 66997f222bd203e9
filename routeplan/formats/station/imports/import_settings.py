"""Settings that ``routeplan import`` writes: what it was answered, for the next time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from routeplan.formats.station.paper_settings import Section


class ImportedTable(Section):
    """What ``routeplan import`` was answered about one of the station's own spreadsheets.

    ``columns`` holds the meaning of each of its columns, ``values`` that of what stands in them, by
    the meaning of the column; an empty one is passed over.
    """

    sheet: str = ""
    dates: Literal["", "day-first", "month-first"] = ""
    columns: Mapping[str, str] = Field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)


class ImportSection(ImportedTable):
    """The answers about the list of households, and about those of officers and of days off.

    ``encoding`` is that of letters which may be read in several ways. ``axes`` says what to do
    about places that are near the station only with latitude and longitude swapped.
    """

    encoding: str = ""
    crs: str = ""
    axes: Literal["", "swap", "keep"] = ""
    officers: ImportedTable = ImportedTable()
    calendar: ImportedTable = ImportedTable()
