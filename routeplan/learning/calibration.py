"""Are the chances true? Each week's calls, beside the chances that the weeks before had taught.

Nothing is tested on what it was learned from: for every week held back the chances are learned anew
from the calls before it, as the plan of that week would have had them (prequential: Dawid 1984).
Scores are Brier's (1950) and the logarithmic one: both are lowest for true chances.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

import numpy as np

from routeplan.learning.evidence import Bools, Evidence, Floats, Ints, calls_of
from routeplan.learning.learn import Learning, called_cells, learn
from routeplan.model.learned import learned_chance

WEEKS = 8
"""So many weeks are held back, the last ones, but never the first of the log."""
BANDS = 10
LEAST, MOST = 0.01, 0.99
"""A chance as set may be 0 or 1: the logarithmic score is bounded by these."""
STANDARD_ERRORS = 1.96


@dataclass(frozen=True, slots=True)
class ChanceBand:
    """Calls whose chance lay in one band, tenths of 1: how many, and how many met somebody.

    ``chance`` is the mean of theirs; the share met is within [``low``, ``high``] in 95 of 100 cases
    (Wilson 1927).
    """

    chance: float
    calls: int
    met: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What chances were worth: the mean square of what they missed by, and the mean -log."""

    brier: float
    log_loss: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of ``calls`` held back, ``met`` met somebody where ``expected`` would have been likely to.

    ``learned`` and ``set`` score the chances that were learned and those of the settings, ``same``
    one and the same chance for all: the share met before.
    """

    calls: int
    met: int
    expected: float
    learned: Scores
    set: Scores
    same: Scores
    bands: tuple[ChanceBand, ...]


@dataclass(frozen=True)
class _HeldBack:
    """The calls of some weeks with chances known before them, each ``(n,)``."""

    who: Ints
    met: Bools
    learned: Floats
    set: Floats
    same: Floats


def calibration(learning: Learning, fewest: int) -> Calibration | None:
    """The chances of the last weeks beside what came; None where the log has no second week.

    Parameters
    ----------
    fewest
        A band that fewer households were called on in is not shown.
    """
    parts = list(_weeks(learning))
    if not parts:
        return None
    columns = ((part.who, part.met, part.learned, part.set, part.same) for part in parts)
    held = _HeldBack(*(np.concatenate(column) for column in zip(*columns, strict=True)))
    if not len(held.met):
        return None
    return Calibration(
        calls=len(held.met),
        met=int(held.met.sum()),
        expected=round(float(held.learned.sum()), 1),
        learned=_scores(held.learned, held.met),
        set=_scores(held.set, held.met),
        same=_scores(held.same, held.met),
        bands=tuple(_bands(held, fewest)),
    )


def _weeks(learning: Learning) -> Iterator[_HeldBack]:
    """Each week held back, by what the calls before it teach."""
    rows, inputs = learning.evidence.rows, learning.inputs
    index = {home.id: number for number, home in enumerate(inputs.households)}
    mondays = [_monday(row[1]) for row in rows]
    for monday in sorted(set(mondays))[1:][-WEEKS:]:
        before = tuple(row for row, week in zip(rows, mondays, strict=True) if week < monday)
        then = tuple(row for row, week in zip(rows, mondays, strict=True) if week == monday)
        known = learn(inputs, Evidence(0, before), learning.kinds, learning.lengths.usual)
        calls = calls_of(Evidence(0, then), index)
        counted, cell, as_set = called_cells(known.settings, calls)
        who = calls.who[counted]
        shift = known.found[-1].shift[who, cell[counted]].round(4)
        learned = [learned_chance(*pair) for pair in zip(as_set[counted], shift, strict=True)]
        yield _HeldBack(
            who=who,
            met=calls.met[counted],
            learned=np.array(learned, np.float64),
            set=as_set[counted],
            same=np.full(len(who), _share_met(known)),
        )


def _monday(day: str) -> date:
    on = date.fromisoformat(day)
    return on - timedelta(days=on.weekday())


def _share_met(learning: Learning) -> float:
    """Of the calls that were learned from; 0.5 where there were none."""
    met = learning.calls.met[learning.counted]
    return float(met.mean()) if len(met) else 0.5


def _scores(chance: Floats, met: Bools) -> Scores:
    kept = np.clip(chance, LEAST, MOST)
    return Scores(
        brier=round(float(((chance - met) ** 2).mean()), 4),
        log_loss=round(float(-np.log(np.where(met, kept, 1 - kept)).mean()), 4),
    )


def _bands(held: _HeldBack, fewest: int) -> Iterator[ChanceBand]:
    band_of = np.minimum((held.learned * BANDS).astype(np.int64), BANDS - 1)
    for band in range(BANDS):
        here = band_of == band
        if len(np.unique(held.who[here])) >= fewest:
            calls, met = int(here.sum()), int(held.met[here].sum())
            chance = round(float(held.learned[here].mean()), 4)
            yield ChanceBand(chance, calls, met, *_likely(met, calls))


def _likely(met: int, calls: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson's score."""
    z = STANDARD_ERRORS
    middle = (met + z * z / 2) / (calls + z * z)
    half = z / (calls + z * z) * sqrt(met * (calls - met) / calls + z * z / 4)
    return round(max(middle - half, 0.0), 4), round(min(middle + half, 1.0), 4)
