"""Opening the travel source that the settings ask for, for as long as a block runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import TravelTables
from routeplan.model.plan import Plan
from routeplan.phrases import phrase
from routeplan.station.reading.open_station import Workspace
from routeplan.travel import open_source
from routeplan.travel.source import Progress, TravelSource

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
    """
    inputs = workspace.inputs
    with travel_source(workspace, kind=kind) as source:
        yield source, source.tables(inputs.places, inputs.modes, progress(source))


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
    if kind == "streets" and not workspace.area.is_file():
        raise StreetNetworkError(
            phrase(
                "there is no street extract {file}; 'On a closed network' in the README"
                " explains how to bring one in by USB stick; '--travel straight-line' "
                "gives an estimate without one",
                file=workspace.area,
            )
        )
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
