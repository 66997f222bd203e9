"""One instance as its file has it, in the file's own units."""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[float, ...]
UNLIMITED = 2**31 - 1
"""The capacity where a file has none."""


@dataclass(frozen=True)
class Instance:
    """Row 0 is the depot.

    Parameters
    ----------
    spots
        (x, y) of each row.
    demand, window, service
        Per row: load, (first, last) begin of service, its length.
    prize
        Per row what leaving it out costs; None where every customer is to be served. A customer
        without a prize is to be served all the same.
    vehicles
        How many there are at most.
    capacity
        Of each; ``UNLIMITED`` where the file has none.
    """

    name: str
    spots: tuple[Row, ...]
    demand: tuple[int, ...]
    window: tuple[Row, ...]
    service: tuple[float, ...]
    prize: tuple[float, ...] | None
    vehicles: int
    capacity: int

    @property
    def required(self) -> tuple[bool, ...]:
        """Per row whether it must be served (the depot is not)."""
        prizes = self.prize or (0.0,) * len(self.spots)
        return (False, *(prize == 0 for prize in prizes[1:]))
