"""A forecast as records, and as data for programs and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from routeplan.forecast.travel_fit import FittedPace
from routeplan.forecast.what_if import Staffing


@dataclass(frozen=True, slots=True)
class MetBand:
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
    bands: tuple[MetBand, ...]
    rounds: tuple[int | None, int | None, int | None]
    simulated: int
    staffing: Staffing
    fit: FittedPace

    @property
    def never(self) -> int:
        """Households that no shift can ever meet."""
        return sum(self.out_of_reach.values())

    @property
    def within_reach(self) -> int:
        """Households that some shift can meet."""
        return self.households - self.never


def forecast_content(forecast: Forecast) -> dict[str, Any]:
    """A forecast for programs and for the overview page."""
    everybody = forecast.never == 0
    return {
        "households": forecast.households,
        "out_of_reach": forecast.never,
        "out_of_reach_by_reason": dict(forecast.out_of_reach),
        "runs": forecast.runs,
        "ever": forecast.ever if everybody else 0.0,
        "ever_within_reach": forecast.ever,
        "rounds": _rounds(forecast if everybody else None),
        "rounds_within_reach": _rounds(forecast),
        "staffing": asdict(forecast.staffing),
        "fit": {
            "travel": round(forecast.fit.travel, 3),
            "modes": {
                mode.value: {"each_way": round(pace.a_way, 1), "a_metre": round(pace.a_metre, 4)}
                for mode, pace in forecast.fit.pace.items()
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
            for band in forecast.bands
        ],
    }


def _rounds(forecast: Forecast | None) -> dict[str, int | None]:
    rounds = forecast.rounds if forecast else (None, None, None)
    return dict(zip(("low", "middle", "high"), rounds, strict=True))
