"""Travel: seconds, metres and street lines between places, by mode."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import MODE_NAMES, Mode
from routeplan.phrases import phrase
from routeplan.travel.source import TravelSource
from routeplan.travel.straight_line import StraightLine

if TYPE_CHECKING:
    from routeplan.travel.osrm_router import Router

KINDS = ("streets", "server", "straight-line")


def open_source(
    kind: str,
    *,
    area: Path | None = None,
    cache: Path | None = None,
    servers: Mapping[Mode, str] | None = None,
    snap_warn_metres: float = 50.0,
    snap_refuse_metres: float = 100.0,
    walking_metres_per_second: float = 1.2,
) -> TravelSource:
    """The travel source that the settings ask for.

    Parameters
    ----------
    kind
        ``streets`` (of the extract ``area``, built into ``cache``), ``server`` (``servers`` by
        mode) or ``straight-line``.

    Raises
    ------
    StreetNetworkError
        When what the kind needs is missing.
    """
    from routeplan.travel.osrm_source import OsrmSource, SnapLimits
    from routeplan.travel.out_of_reach_by_mode import nearest_on_map, over_water

    limits = SnapLimits(snap_warn_metres, snap_refuse_metres, walking_metres_per_second)

    if kind == "straight-line":
        return StraightLine()
    if kind == "streets":
        embedded = partial(_embedded, area, cache)
        if area is None:
            return OsrmSource("streets", embedded, limits)
        return OsrmSource(
            "streets",
            embedded,
            limits,
            nearest_on_map=partial(nearest_on_map, area),
            over_water=partial(over_water, area),
        )
    if kind == "server":
        return OsrmSource("street server", partial(_on_server, servers or {}), limits)
    raise ValueError(f"a travel source is one of {', '.join(KINDS)}, not {kind!r}")


def _embedded(area: Path | None, cache: Path | None, mode: Mode) -> Router:
    from routeplan.travel.osrm_build import network
    from routeplan.travel.osrm_embedded import EmbeddedRouter

    if area is None or cache is None:
        raise StreetNetworkError(
            phrase("streets need an extract: see [files] area in routeplan.toml")
        )
    return EmbeddedRouter(mode, network(area, mode, cache))


def _on_server(servers: Mapping[Mode, str], mode: Mode) -> Router:
    from routeplan.travel.osrm_server import ServerRouter

    if mode not in servers:
        raise StreetNetworkError(
            phrase(
                "no street server is named for {mode}: see [travel.servers]",
                mode=MODE_NAMES[mode],
            )
        )
    return ServerRouter(mode, servers[mode])
