"""A forecast as records, and as data for programs and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from routeplan.forecast.fit import Fit
from routeplan.forecast.what_if import Staffing


@dataclass(frozen=True, slots=True)
class Band:
    """Households met by the end of a round: 10, 50 and 90 % of the runs are below.

    ``done`` is the part of the runs in which all had been met who can be met at all.
    """

    begin: date
    low: int
    middle: int
    high: int
    done: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the households are met.

    Parameters
    ----------
    out_of_reach
        Households that no shift can ever meet, by the reason: see :mod:`.reach`. They are in
        ``households`` and never count as met.
    ever
        The part of the runs that meets, in the end, all who can be met.
    bands
        Stop where they no longer change.
    rounds
        (low, middle, high) numbers of rounds until all are met who can be; None: not in time.
    simulated
        Rounds, at most.
    """

    households: int
    out_of_reach: Mapping[str, int] = field(repr=False)
    runs: int
    ever: float
    bands: tuple[Band, ...]
    rounds: tuple[int | None, int | None, int | None]
    simulated: int
    staffing: Staffing
    fit: Fit

    @property
    def never(self) -> int:
        """Households that no shift can ever meet."""
        return sum(self.out_of_reach.values())

    @property
    def within_reach(self) -> int:
        """Households that some shift can meet."""
        return self.households - self.never


def forecast_content(found: Forecast) -> dict[str, Any]:
    """A forecast for programs and for the overview page."""
    everybody = found.never == 0
    return {
        "households": found.households,
        "out_of_reach": found.never,
        "out_of_reach_by_reason": dict(found.out_of_reach),
        "runs": found.runs,
        "ever": found.ever if everybody else 0.0,
        "ever_within_reach": found.ever,
        "rounds": _rounds(found if everybody else None),
        "rounds_within_reach": _rounds(found),
        "staffing": asdict(found.staffing),
        "fit": {
            "travel": round(found.fit.travel, 3),
            "modes": {
                mode.value: {"each_way": round(pace.each, 1), "a_metre": round(pace.a_metre, 4)}
                for mode, pace in found.fit.pace.items()
            },
        },
        "weeks": [
            {
                "begin": str(band.begin),
                "low": band.low,
                "middle": band.middle,
                "high": band.high,
                "done": band.done if everybody else 0.0,
                "done_within_reach": band.done,
            }
            for band in found.bands
        ],
    }


def _rounds(found: Forecast | None) -> dict[str, int | None]:
    rounds = found.rounds if found else (None, None, None)
    return dict(zip(("low", "middle", "high"), rounds, strict=True))
