"""The map that ``routeplan check --map`` draws: where every household was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from routeplan.errors import Finding, InputError, StreetNetworkError
from routeplan.formats.plans.folders_beside_plans import HOMES, MAPS
from routeplan.formats.tables.rows import Row
from routeplan.phrases import Phrase, joined
from routeplan.private_files import write_private
from routeplan.render.pages.homes_page import HomeView, LostHome, Way, homes_page
from routeplan.render.words.catalogue import code_of
from routeplan.render.words.terminal_phrases import phrases_of
from routeplan.station.reading.open_station import Workspace, read_placed_homes
from routeplan.station.reading.travel_warnings import FIXES
from routeplan.station.use_cases.draw import base_map, look_of

OF_PLACES = frozenset(
    {
        "address-read-as",
        "address-estimated",
        "address-spread",
        "address-two-places",
        "addresses-at-one-point",
        "place-far-from-street",
        *FIXES,
    }
)
"""Warnings that doubt where a home is."""
PLACE_COLUMNS = frozenset({"address", "latitude", "longitude"})


def draw_placed_homes(
    folder: Path, *, today: date, first_day: date | None, days: int | None
) -> Path | None:
    """Draw the homes that have a place although something is wrong, and list the others.

    None where no home has a place, or settings or streets cannot be read.
    """
    try:
        workspace, lost = read_placed_homes(folder, today=today, first_day=first_day, days=days)
        if not workspace.inputs.households:
            return None
        return draw_homes(workspace, workspace.warnings, lost)
    except (InputError, StreetNetworkError):
        return None


def draw_homes(workspace: Workspace, warnings: Iterable[Finding], lost: Sequence[Row] = ()) -> Path:
    """Write the page, for its owner only; it has names and addresses.

    Parameters
    ----------
    warnings
        All of a check: those that doubt a place are shown at it.
    lost
        The rows of households that nobody knows the place of.

    Raises
    ------
    StreetNetworkError
        When the extract cannot be read.
    """
    look = look_of(workspace)
    worded = _speaker(phrases_of(code_of(look.language)))
    doubts: dict[int, list[str]] = defaultdict(list)
    wrong: dict[int, list[str]] = defaultdict(list)
    for warning in warnings:
        if warning.column in PLACE_COLUMNS and warning.severity == "error" and warning.row:
            wrong[warning.row].append(worded(joined("; ", [warning.message, warning.fix])))
        if warning.code in OF_PLACES and warning.row is not None:
            doubts[warning.row].append(worded(warning.message))
    homes = [
        HomeView(
            household.id,
            household.name,
            household.address,
            _way(household.row or 0, doubts, workspace.looked_up),
            tuple(doubts.get(household.row or 0, ())),
        )
        for household in workspace.inputs.households
    ]
    others = [
        LostHome(row.number, row["id"], row["name"], row["address"], tuple(wrong[row.number]))
        for row in lost
    ]
    page = homes_page(homes, workspace.inputs, base_map(workspace), look, lost=others)
    return write_private(workspace.root / MAPS / HOMES / "index.html", page)


def _way(row: int, doubts: Mapping[int, object], looked_up: frozenset[int]) -> Way:
    if row in doubts:
        return "doubtful"
    return "looked_up" if row in looked_up else "given"


def _speaker(catalogue: Mapping[str, str]) -> Callable[[str], str]:
    """What says a sentence in the language of a catalogue."""

    def say(text: str) -> str:
        return text.said_in(catalogue) if isinstance(text, Phrase) else text

    return say
