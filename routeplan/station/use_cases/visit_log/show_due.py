"""Asking who is still to be met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.followup.due import STATE_NAMES, DueState
from routeplan.phrases import joined, phrase

if TYPE_CHECKING:
    from routeplan.followup.due_list import Due
    from routeplan.station.reading.open_station import Workspace


@dataclass(frozen=True)
class DueHouseholds:
    """Every household's standing, the most urgent first; ``wanted`` are those in the state."""

    every: tuple[Due, ...]
    wanted: tuple[Due, ...]


def due_households(workspace: Workspace, state: str | None = None) -> DueHouseholds:
    """Where each household stands, by the tables and the visit log.

    Parameters
    ----------
    state
        Only households in it are wanted, such as ``not met yet``; None for all.

    Raises
    ------
    UsageError
        When there is no such state.
    """
    from routeplan.followup.due_list import due_list

    require_state(state)
    every = due_list(workspace.inputs, workspace.standings)
    wanted = [
        household_due
        for household_due in every
        if state in (None, household_due.standing.state.value)
    ]
    return DueHouseholds(tuple(every), tuple(wanted))


def require_state(state: str | None) -> None:
    """Raises UsageError where households are in no such state."""
    if state is not None and state not in list(DueState):
        known = joined(", ", STATE_NAMES.values())
        raise UsageError(
            phrase("unknown state '{state}'; use one of: {known}", state=state, known=known)
        )
