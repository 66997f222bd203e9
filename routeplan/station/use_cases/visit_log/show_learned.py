"""Asking what the next plan learns from the visit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routeplan.learning.learned_figures import LearnedFigures
    from routeplan.station.reading.open_station import Workspace


def learned_figures(workspace: Workspace, *, calibrated: bool = True) -> LearnedFigures:
    """When households are met and how long visits take, from a workspace that has learned.

    ``calibrated`` wants to know as well how true the chances of the last weeks were.
    """
    from routeplan.learning.learned_figures import told_of

    assert workspace.learning is not None  # unless it was read without learning
    return told_of(workspace.learning, calibrated=calibrated)
