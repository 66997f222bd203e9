"""Asking what the next plan learns from the visit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routeplan.learning.figures import LearnedFigures
    from routeplan.station.reading.open_station import Workspace


def learned_figures(workspace: Workspace) -> LearnedFigures:
    """When households are met and how long visits take, from a workspace that has learned."""
    from routeplan.learning.figures import told_of

    assert workspace.learning is not None  # unless it was read without learning
    return told_of(workspace.learning)
