"""Where the homes of a source are, in degrees: from metres of a map grid, and the right way round.

Both are told by where the station is, and asked once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.map_grids import MapGrid, in_degrees, likely_grids
from routeplan.formats.spreadsheet.rows.household_rows import HouseholdRows
from routeplan.formats.spreadsheet.rows.row_reader import StationRow
from routeplan.formats.spreadsheet.source_table import SourceTable
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.model.places import Coordinate, great_circle_metres_between
from routeplan.phrases import joined, phrase
from routeplan.station.use_cases.spreadsheet_import.answers import SWAP, Answers, Question

FAR_METRES = 100_000
"""A home farther from the station than this is a slip in its coordinates."""
BOX_DEGREES = 0.5
"""Within so much to each side of the station no formula is needed."""
MOST_GRIDS = 3
"""Grids that are named in a question."""


def located(
    rows: HouseholdRows, answers: Answers, table: SourceTable, station: Coordinate
) -> tuple[HouseholdRows, list[Question]]:
    """The rows with their places in degrees, as far as that is answered or likely.

    Raises
    ------
    InputError
        When there are places in metres, and no grid puts them around the station, or the one that
        is named does not exist.
    """
    rows, questions = _from_metres(rows, answers.remembered.crs, table, station)
    turned = _turned(rows.rows, station)
    if not turned or answers.remembered.axes == "keep":
        return rows, questions
    if not answers.remembered.axes:
        question = phrase(
            "Only with latitude and longitude swapped are the homes near the station: {count:,} of "
            "them, and none as they are. Swap them?",
            count=len(turned),
        )
        questions.append(Question("axes", "axes", question, SWAP))
    placed = (row._replace(cells={**row.cells, **turned.get(row.number, {})}) for row in rows.rows)
    return replace(rows, rows=tuple(placed)), questions


def _from_metres(
    rows: HouseholdRows, crs: str, table: SourceTable, station: Coordinate
) -> tuple[HouseholdRows, list[Question]]:
    """The rows with x and y turned into degrees."""
    questions: list[Question] = []
    if not rows.points:
        return rows, questions
    points = list(rows.points.values())
    if not crs:
        grids = likely_grids(points, station)
        if not grids:
            raise InputError([_no_grid(table, next(iter(rows.points)))])
        crs = grids[0].code
        questions.append(_grid_question(grids, next(iter(rows.points))))
    try:
        places = in_degrees(points, crs, station)
    except RefusedTableError as refused:
        raise InputError([Finding(refused.code, refused.message, refused.fix)]) from refused
    at = dict(zip(rows.points, places, strict=True))
    placed = []
    for row in rows.rows:
        latitude, longitude = at.get(row.number, ("", ""))
        place = {"latitude": latitude, "longitude": longitude} if latitude else {}
        placed.append(row._replace(cells={**row.cells, **place}))
    return replace(rows, rows=tuple(placed)), questions


def _no_grid(table: SourceTable, row: int) -> Finding:
    message = phrase("the places are not in degrees, and no map grid puts them near the station")
    fix = phrase("name their coordinate system, such as --crs EPSG:3067, or correct [station]")
    return Finding("crs-missing", message, fix, table.file, table.sheet, row)


def _grid_question(grids: Sequence[MapGrid], row: int) -> Question:
    """Which map grid it is, by where each puts a home."""
    named = [
        phrase(
            "{code} ({name}) puts row {row} at {latitude:.5f}, {longitude:.5f}",
            code=grid.code,
            name=grid.name,
            row=row,
            latitude=grid.first[0],
            longitude=grid.first[1],
        )
        for grid in grids[:MOST_GRIDS]
    ]
    text = phrase(
        "The places are in metres of a map grid: {grids}. Which one is it?",
        grids=joined("; ", named),
    )
    return Question("crs", "crs", text, grids[0].code)


def _turned(rows: Sequence[StationRow], station: Coordinate) -> dict[int, Mapping[str, str]]:
    """The swapped places of all rows, where only so some are near the station; else nothing."""
    turned: dict[int, Mapping[str, str]] = {}
    near_so = 0
    for row in rows:
        latitude, longitude = row.cells.get("latitude", ""), row.cells.get("longitude", "")
        if not latitude or not longitude:
            continue
        try:
            here = float(latitude), float(longitude)
        except ValueError:
            continue
        if _is_near(*here, station):
            return {}
        near_so += _is_near(*here[::-1], station)
        turned[row.number] = {"latitude": longitude, "longitude": latitude}
    return turned if 2 * near_so > len(turned) else {}


def _is_near(latitude: float, longitude: float, station: Coordinate) -> bool:
    if abs(latitude - station.latitude) <= BOX_DEGREES:
        return abs(longitude - station.longitude) <= BOX_DEGREES or (
            abs(latitude) <= 90
            and abs(longitude) <= 180
            and great_circle_metres_between(station, Coordinate(latitude, longitude)) <= FAR_METRES
        )
    if abs(latitude) > 90 or abs(longitude) > 180:
        return False
    return great_circle_metres_between(station, Coordinate(latitude, longitude)) <= FAR_METRES
