"""The program as a station has it: its own calls plan, save and replan a week."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from routeplan import open_station
from routeplan.errors import UsageError
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan
from routeplan.station.station_plan import StationPlan
from routeplan.travel.straight_line import StraightLine

REPLAN_PART = 0.2
"""Part of a week's iterations that a replan searches for."""


@contextmanager
def on(day: date) -> Iterator[None]:
    """The program takes it for that day."""
    before = os.environ.get("ROUTEPLAN_TODAY")
    os.environ["ROUTEPLAN_TODAY"] = str(day)
    try:
        yield
    finally:
        if before is None:
            del os.environ["ROUTEPLAN_TODAY"]
        else:
            os.environ["ROUTEPLAN_TODAY"] = before


class ProductWeek:
    """A week's plan in the station's folder, as it stands; answered cards are taken in."""

    def __init__(self, folder: Path, first_day: date, days: int, iterations: int) -> None:
        self.iterations = iterations
        with on(first_day - timedelta(days=1)):
            self.station = open_station(folder)
            planned = self.station.plan(first_day, days, iterations=iterations)
            self.station.save(planned)
        self._take(planned)

    def take_in(self, day: date) -> None:
        """What was recorded by the evening before a day, for the days from it on."""
        with on(day):
            searched = max(round(REPLAN_PART * self.iterations), 1)
            try:
                made = self.station.replan(self.planned, day=day, iterations=searched, write=True)
            except UsageError as error:
                if "nothing has changed" not in str(error):
                    raise
                return  # no answer is about the rest of the week
        self._take(made.plan)

    def _take(self, planned: StationPlan) -> None:
        self.planned = planned
        self.inputs: Inputs = planned.inputs
        self.plan: Plan = planned.plan
        self.travel: TravelTables = StraightLine().tables(self.inputs.places, self.inputs.modes)
