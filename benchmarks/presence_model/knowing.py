"""The truth told to a plan: what no station can have, as the measure of what chances can give."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.presence_model.figures import HOURS
from benchmarks.presence_model.station import chance_as_set
from benchmarks.presence_model.truth import Truth
from routeplan.model.inputs import Inputs
from routeplan.model.learned import CELLS, Learned


def knowing(inputs: Inputs, truth: Truth) -> Inputs:
    """The inputs with every household's own chances, in the place of those learned from a log."""
    shifts = {}
    for home, chances in zip(truth.homes, truth.chance, strict=True):
        cells = [0.0] * CELLS  # the hours of a working day come first
        for hour, chance in zip(HOURS, chances.tolist(), strict=True):
            cells[hour] = chance - chance_as_set(home, hour)
        shifts[home.id] = tuple(cells)
    return replace(inputs, learned=Learned(0, shifts))
