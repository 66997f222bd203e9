"""The map that ``routeplan check --map`` draws: where every household was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from routeplan.errors import Finding
from routeplan.formats.plans.folders_without_plan import HOMES, MAPS
from routeplan.phrases import Phrase
from routeplan.private_files import write_private
from routeplan.render.pages.homes_page import HomeView, Way, homes_page
from routeplan.render.words.catalogue import code_of
from routeplan.render.words.phrases import phrases_of
from routeplan.station.reading.open_station import Workspace
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


def draw_homes(workspace: Workspace, warnings: Iterable[Finding]) -> Path:
    """Write the page, for its owner only; it has names and addresses.

    Parameters
    ----------
    warnings
        All of a check: those that doubt a place are shown at it.

    Raises
    ------
    StreetNetworkError
        When the extract cannot be read.
    """
    look = look_of(workspace)
    worded = _speaker(phrases_of(code_of(look.language)))
    doubts: dict[int, list[str]] = defaultdict(list)
    for warning in warnings:
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
    page = homes_page(homes, workspace.inputs, base_map(workspace), look)
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
