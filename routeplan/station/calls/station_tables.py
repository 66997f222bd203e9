"""A station's folder with its tables, read once and found right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today
from routeplan.station.reading.from_log import ALL_OF_IT, FromLog
from routeplan.station.reading.open_station import Frames, read_workspace
from routeplan.station.station_plan import Day, date_of

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.model.inputs import Inputs
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.reading.open_station import Workspace
    from routeplan.station.station_plan import StationPlan

COMMAND = "python"
"""How the visit log names what was called."""


@dataclass(frozen=True)
class StationTables:
    """A station whose tables have been read and found right."""

    folder: Path
    frames: Frames = field(default_factory=Frames, repr=False)

    def __post_init__(self) -> None:
        _ = self.workspace  # reads and checks it

    @cached_property
    def workspace(self) -> Workspace:
        """Everything read, for a plan that begins tomorrow."""
        return read_workspace(self.folder, today=today(), frames=self.frames)

    @property
    def inputs(self) -> Inputs:
        """Households, officers, shifts and visits."""
        return self.workspace.inputs

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is odd in the tables, each with its place, cause and remedy."""
        return self.workspace.warnings

    def _read(
        self, log: FromLog = ALL_OF_IT, first_day: Day | None = None, days: int | None = None
    ) -> Workspace:
        """The tables as they are now, with so much of the visit log."""
        return read_workspace(
            self.folder,
            today=today(),
            first_day=date_of(first_day),
            days=days,
            log=log,
            frames=self.frames,
        )


def opened(plan: StationPlan) -> OpenPlan:
    """A plan as use cases take it."""
    from routeplan.station.reading.open_plan import OpenPlan

    return OpenPlan(plan.path, plan.plan, plan.workspace)


def saved(plan: StationPlan) -> OpenPlan:
    """The same of a plan that is saved: what is decided about it is kept beside its file.

    Raises
    ------
    UsageError
        When its file is not there, or holds another plan.
    """
    from routeplan.formats.plans.plan_json import read_plan

    if not plan.path.is_file() or read_plan(plan.path) != plan.plan:
        raise UsageError(phrase("this plan is not saved at {path}; save it first", path=plan.path))
    return opened(plan)


def several[T](name: str, values: Sequence[T]) -> tuple[T, ...]:
    """The values of an argument.

    Raises
    ------
    UsageError
        When it is a text, whose letters would be taken for them.
    """
    if isinstance(values, str):
        raise UsageError(phrase("{name} is a list, such as {example}", name=name, example=[values]))
    return tuple(values)
