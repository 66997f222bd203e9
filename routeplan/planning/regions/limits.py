"""From which size on a station is planned in regions, and in how many."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from routeplan.model.inputs import Inputs

WAY_BYTES = 8
"""Of each way between two places, by each mode: seconds and metres."""
TURN_BYTES = 9
"""Of each visit and shift: whether they fit, and what that costs beside the way."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a station may be to be planned as one, and how large its regions are.

    Parameters
    ----------
    visits
        More of them are planned in regions.
    table_bytes
        So are stations whose tables would take more than that, in so many that those of a region of
        mean size do not.
    region_visits
        About so many visits are in a region.
    region_officers
        And about so many officers at least.
    whole_bytes
        Whoever needs the ways between all places has tables of at most this; with what is worked
        out from them, a command takes about three times as much memory.
    """

    visits: int = 20_000
    table_bytes: int = 1 << 30
    region_visits: int = 2_500
    region_officers: int = 4
    whole_bytes: int = 2 << 30


USUAL = Limits()


def parts_of(inputs: Inputs, limits: Limits | None = None) -> int:
    """In how many regions a station is planned; 1 where it is planned as one.

    A station with a handful of officers is never cut, however many homes it has. ``limits`` are
    ``USUAL`` unless given.
    """
    limits = limits or USUAL
    visits = len(inputs.visits)
    if visits <= limits.visits and table_bytes(inputs) <= limits.table_bytes:
        return 1
    officers = {officer for shift in inputs.shifts for officer in shift.officers}
    by_visits = -(-visits // limits.region_visits)
    # of each of k regions the tables are a k-th as wide, and as high
    by_tables = ceil(sqrt(table_bytes(inputs) / limits.table_bytes)) if limits.table_bytes else 1
    return max(1, min(max(by_visits, by_tables), len(officers) // limits.region_officers))


def is_beyond_one_table(inputs: Inputs) -> bool:
    """Whether a station is planned in regions, and too large for anything that needs all ways."""
    return parts_of(inputs) > 1 and table_bytes(inputs) > USUAL.whole_bytes


def table_bytes(inputs: Inputs) -> int:
    """What the tables of places by places and of visits by shifts would take."""
    ways = WAY_BYTES * len(inputs.modes) * len(inputs.places) ** 2
    return ways + TURN_BYTES * len(inputs.visits) * len(inputs.shifts)
