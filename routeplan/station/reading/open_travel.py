"""Opening the travel source that the settings ask for, for as long as a block runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import StreetNetworkError, UsageError
from routeplan.model.inputs import Coordinate, Inputs, TravelTables
from routeplan.model.plan import Plan
from routeplan.phrases import Phrase, phrase
from routeplan.station.reading.open_station import Workspace
from routeplan.travel import open_source
from routeplan.travel.source import Progress, TravelSource

if TYPE_CHECKING:
    from routeplan.station.reading.extracts import Extract

TRAVEL_KINDS = {
    "streets": "streets",
    "street server": "server",
    "straight-line estimate": "straight-line",
}
"""The travel source that a plan names, as ``plan --travel`` calls it."""


TravelOpener = Callable[
    [Workspace, str | None], AbstractContextManager[tuple[TravelSource, TravelTables]]
]
"""Opens a workspace's travel of a kind (None: as the settings say), for those who wait to see."""


def travel_kind(plan: Plan) -> str | None:
    """The source of a plan's own travel times."""
    return TRAVEL_KINDS.get(plan.travel_source)


@contextmanager
def travel(
    workspace: Workspace,
    *,
    kind: str | None = None,
    progress: Callable[[TravelSource], Progress | None] = lambda _: None,
) -> Iterator[tuple[TravelSource, TravelTables]]:
    """The source and its tables over the workspace's places; its processes end with the block.

    ``progress`` chooses who is told how far a source is; other parameters and errors are those of
    :func:`travel_source`.

    Raises
    ------
    UsageError
        When there are too many places for one table.
    """
    from routeplan.planning.regions.limits import is_beyond_one_table

    inputs = workspace.inputs
    if is_beyond_one_table(inputs):
        raise UsageError(_too_many(inputs))
    with travel_source(workspace, kind=kind) as source:
        yield source, source.tables(inputs.places, inputs.modes, progress(source))


@contextmanager
def travel_for_plan(
    workspace: Workspace,
    *,
    kind: str | None = None,
    progress: Callable[[TravelSource], Progress | None] = lambda _: None,
) -> Iterator[tuple[TravelSource, TravelTables | None]]:
    """As :func:`travel`, for a plan of all days; no tables where the station is too large for them.

    It is planned in regions then, which have tables of their own.
    """
    from routeplan.planning.regions.limits import parts_of

    if parts_of(workspace.inputs) == 1:
        with travel(workspace, kind=kind, progress=progress) as opened:
            yield opened
    else:
        with travel_source(workspace, kind=kind) as source:
            yield source, None


def unseen_travel(
    workspace: Workspace, kind: str | None
) -> AbstractContextManager[tuple[TravelSource, TravelTables]]:
    """As :func:`travel`, where nobody waits to see how far it is."""
    return travel(workspace, kind=kind)


@contextmanager
def travel_source(workspace: Workspace, *, kind: str | None = None) -> Iterator[TravelSource]:
    """The source alone; its processes end with the block.

    Parameters
    ----------
    kind
        ``streets``, ``server`` or ``straight-line``; None is what the settings say.

    Raises
    ------
    StreetNetworkError
        When there are no streets to travel on.
    """
    settings = workspace.settings.travel
    kind = kind or settings.source
    if kind == "streets":
        _require_area(workspace)
    source = open_source(
        kind,
        area=workspace.area,
        cache=workspace.cache,
        servers=settings.servers,
        snap_warn_metres=settings.snap_warn_metres,
        snap_refuse_metres=settings.snap_refuse_metres,
        walking_metres_per_second=settings.walking_metres_per_second,
    )
    try:
        yield source
    finally:
        source.close()


def _too_many(inputs: Inputs) -> Phrase:
    """What a station that is planned in regions cannot have, and what it can."""
    from routeplan.planning.regions.limits import table_bytes

    return phrase(
        "{places:,} places and {visits:,} visits are too many for one table of all ways, which "
        "would take {size:.1f} GB: such a station is planned in regions, by 'plan' and 'week'; "
        "for the rest, divide it into stations with folders of their own",
        places=len(inputs.places),
        visits=len(inputs.visits),
        size=table_bytes(inputs) / 1e9,
    )


def _require_area(workspace: Workspace) -> None:
    """Raises StreetNetworkError where there is no extract, or one of another place."""
    from routeplan.station.reading.extracts import extract_of

    area = workspace.area
    if not area.is_file():
        raise StreetNetworkError(_no_extract(area))
    extract, at = extract_of(area, by_nodes=False), workspace.inputs.station.coordinate
    if extract is not None and not extract.holds(at.latitude, at.longitude):
        raise StreetNetworkError(_elsewhere(extract, at))


def _no_extract(area: Path) -> Phrase:
    from routeplan.station.reading.extracts import NAMES

    others = sorted(area.parent.glob(NAMES)) if area.parent.is_dir() else []
    if others:
        return phrase(
            "there is no street extract {file}, but {other}: name it in [files] area, or rename it",
            file=area,
            other=others[0].name,
        )
    return phrase(
        "there is no street extract {file}; 'On a closed network' in the README"
        " explains how to bring one in by USB stick; '--travel straight-line' "
        "gives an estimate without one",
        file=area,
    )


def _elsewhere(extract: Extract, at: Coordinate) -> Phrase:
    """The station lies outside of an extract: where it may be meant to be, or what that covers."""
    here = phrase("{latitude:.5f}, {longitude:.5f}", latitude=at.latitude, longitude=at.longitude)
    if likely := extract.likely(at.latitude, at.longitude):
        return phrase(
            "the station, at {here}, lies outside of {file}; {latitude:.5f}, {longitude:.5f} "
            "lies within: correct latitude and longitude in [station] of routeplan.toml",
            here=here,
            file=extract.path.name,
            latitude=likely.latitude,
            longitude=likely.longitude,
        )
    return phrase(
        "the station, at {here}, lies outside of {file}, which covers latitudes {south:.3f} "
        "to {north:.3f} and longitudes {west:.3f} to {east:.3f}: correct latitude and "
        "longitude in [station] of routeplan.toml, or bring the street extract of its area",
        here=here,
        file=extract.path.name,
        south=extract.south,
        north=extract.north,
        west=extract.west,
        east=extract.east,
    )
