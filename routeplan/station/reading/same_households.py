"""Rows that are one household: two ids would be called on twice, and one's refusal not heeded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from routeplan.errors import Finding
from routeplan.model.inputs import Household
from routeplan.phrases import phrase
from routeplan.station.reading.open_station import Workspace

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d+|\b[^\W\d_]\b")
"""What tells flats of one house apart: numbers, and letters that stand alone."""


def same_households(workspace: Workspace) -> Iterator[Finding]:
    """Warnings about households with one name at one door, each with its row.

    The words of a name may be in any order; addresses may be written in different ways, as long as
    house, staircase and flat are the same.
    """
    at: dict[tuple[object, ...], list[Household]] = defaultdict(list)
    for household in workspace.inputs.households:
        if name := tuple(sorted(WORD.findall(household.name.casefold()))):
            flat = tuple(NUMBER.findall(household.address.casefold()))
            at[name, household.place, flat].append(household)
    for households in at.values():
        for household in households if len(households) > 1 else ():
            yield Finding(
                "household-twice",
                phrase("the same name at the same address is in another row, too"),
                phrase("keep one of the rows; if these are two households, tell their names apart"),
                file=Path(workspace.settings.files.households).name,
                row=household.row,
                column="id",
                value=household.id,
                severity="warning",
            )
