"""A plan beside the tables it was made from, as data frames, as a map, and in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.station.clock import plan_date

if TYPE_CHECKING:
    import folium
    import geopandas as gpd
    import pandas as pd

    from routeplan.errors import Finding
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan, Route
    from routeplan.station.reading.open_station import Workspace

Day = date | str
"""A date, or its text such as ``2026-11-30``."""


@dataclass(frozen=True)
class StationPlan:
    """A plan beside the tables it was made from.

    Parameters
    ----------
    plan
        Routes, reserve stops, and every visit left out with its reason.
    path
        Where it is, or goes when it is saved.
    findings
        What was odd in the tables, or has changed in them since.
    """

    plan: Plan
    workspace: Workspace
    path: Path
    findings: tuple[Finding, ...] = ()

    @property
    def inputs(self) -> Inputs:
        """Households, officers, shifts and visits that it was made from."""
        return self.workspace.inputs

    @property
    def promises_missed(self) -> int:
        """Promises that the plan cannot keep, or keeps late."""
        return self.plan.totals.promises_missed

    def routes_gdf(self) -> gpd.GeoDataFrame:
        """A row for each round, its way as a line in WGS-84."""
        from routeplan.station.plan_frames import routes_gdf

        return routes_gdf(self.plan, self.inputs)

    def stops_gdf(self) -> gpd.GeoDataFrame:
        """A row for each stop of each round, at its household's place in WGS-84."""
        from routeplan.station.plan_frames import stops_gdf

        return stops_gdf(self.plan, self.inputs)

    def left_out_df(self) -> pd.DataFrame:
        """A row for each visit that is left out, with its reason in the settings' language."""
        from routeplan.station.plan_frames import left_out_df

        return left_out_df(self.plan, self.inputs, language=self.workspace.language)

    def explore(
        self, day: Day | None = None, officer: str | None = None, *, redacted: bool = False
    ) -> folium.Map:
        """The map page of one round, as a folium map that a notebook shows.

        It asks nothing of the network. Of several rounds the first is shown.

        Raises
        ------
        UsageError
            When there is no such round.
        """
        from routeplan.render.pages.jupyter_frame import PageMap
        from routeplan.render.pages.page_files import lone_page
        from routeplan.station.use_cases.draw import base_map, look_of

        route = self._routes(day, officer)[0]
        look = look_of(self.workspace, redacted=redacted)
        ground = base_map(self.workspace)
        return PageMap(lone_page(self.plan, self.inputs, ground, look, shift=route.shift))

    def _routes(self, day: Day | None, officer: str | None) -> list[Route]:
        from routeplan.station.people_by_name import officer_named
        from routeplan.station.reading.open_plan import chosen_routes

        who = officer_named(self.inputs, officer) if officer else None
        return chosen_routes(self.plan, who, date_of(day))

    def __repr__(self) -> str:
        last = self.plan.first_day + timedelta(days=self.plan.days - 1)
        return (
            f"<plan of {self.plan.station}, {self.plan.first_day} to {last}: "
            f"{len(self.plan.visits_made)} visits, "
            f"{len(self.plan.left_out)} left out>"
        )

    def _repr_html_(self) -> str:
        from routeplan.render.pages.jupyter_frame import plan_table

        return plan_table(self.plan, self.inputs, self.workspace.language)


def date_of(day: Day | None) -> date | None:
    """Raises UsageError where it is no date."""
    if not isinstance(day, str):
        return day
    try:
        return plan_date(day)
    except ValueError as error:
        raise UsageError(error.args[0]) from error
