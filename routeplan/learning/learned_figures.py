"""What was learned, as it is shown: of the station by hour, and of kinds, streets and buildings.

Nothing is told of fewer than ``FEWEST`` households: when one home is empty is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from routeplan.learning.calibration import Calibration, calibration
from routeplan.learning.evidence import Bools, Floats
from routeplan.learning.learn import BUILDING, KIND, STREET, Learning
from routeplan.learning.likeness import Groups
from routeplan.model.learned import CELLS, HOURS, LEAST_CHANCE, MOST_CHANCE
from routeplan.phrases import phrase

FEWEST = 3
ALIKE = (KIND, STREET, BUILDING)
MINUTE = 60


@dataclass(frozen=True, slots=True)
class HourTold:
    """An hour of the station: ``hour`` is None for all hours that residents gave.

    ``chance_set`` and ``chance_learned`` are means over the hour.
    """

    days: str
    hour: int | None
    calls: int
    met: int
    chance_set: float
    chance_learned: float


@dataclass(frozen=True, slots=True)
class GroupTold:
    """Households that are alike: chances are means over them and the hours they are called on.

    ``minutes`` is the length of a visit of this kind, from ``lengths`` visits; None for streets and
    buildings, which have none.
    """

    what: str
    name: str
    households: int
    calls: int
    met: int
    chance_set: float
    chance_learned: float
    minutes: float | None = None
    lengths: int = 0


@dataclass(frozen=True, slots=True)
class LearnedFigures:
    """All of it. ``entry`` is the log's last entry.

    Of ``calls`` at doors ``counted`` tell about the hour, and ``lengths`` how long they took.
    ``strengths`` tells by level how many calls the level above counts for. ``calibration`` is None
    where it was not wanted, or the log has no second week.
    """

    entry: int
    calls: int
    counted: int
    lengths: int
    minutes_set: float
    minutes_learned: float
    strengths: dict[str, float]
    hours: tuple[HourTold, ...]
    groups: tuple[GroupTold, ...]
    calibration: Calibration | None = None


def told_of(learning: Learning, *, calibrated: bool = True) -> LearnedFigures:
    """What is shown of what was learned; groups by kind, street and building.

    ``calibrated`` wants the chances held against the results of the last weeks as well, for which
    each of them is learned anew.
    """
    return LearnedFigures(
        entry=learning.entry,
        calls=len(learning.calls),
        counted=int(learning.counted.sum()),
        lengths=learning.lengths.visits,
        minutes_set=learning.lengths.usual / MINUTE,
        minutes_learned=round(learning.lengths.station / MINUTE, 1),
        strengths={level.name: round(level.strength, 1) for level in learning.found},
        hours=tuple(_hours(learning)),
        groups=tuple(group for what in ALIKE for group in _groups(learning, what)),
        calibration=calibration(learning, FEWEST) if calibrated else None,
    )


def _hours(learning: Learning) -> Iterator[HourTold]:
    """Each visiting hour of working days, then of weekends; then the hours given, in one."""
    chance, quarters = learning.settings.by_cell(0)
    shift = learning.found[0].shift[0]
    learned = _kept(chance + shift[:CELLS])
    for cell in np.flatnonzero(quarters).tolist():
        calls = _calls(learning, learning.counted & (learning.cell == cell))
        days = phrase("Sa-Su") if cell >= HOURS else phrase("Mo-Fr")
        yield HourTold(days, cell % HOURS, *calls, float(chance[cell]), float(learned[cell]))
    given = learning.counted & (learning.cell >= CELLS)
    if given.any():
        as_set = learning.inputs.policy.chance_given
        mean = float(_kept(as_set + shift[learning.cell[given]]).mean())
        yield HourTold(phrase("as given"), None, *_calls(learning, given), as_set, mean)


def _groups(learning: Learning, what: str) -> list[GroupTold]:
    """Those of one kind of likeness, most calls first."""
    alike: Groups = getattr(learning.alike, what)
    chance_set, chance_learned = _means(learning)
    group = alike.of[learning.calls.who]
    groups = []
    for number, name in enumerate(alike.names):
        members = alike.of == number
        if name and members.sum() >= FEWEST:
            calls = _calls(learning, learning.counted & (group == number))
            means = float(chance_set[members].mean()), float(chance_learned[members].mean())
            lasting = _lasting(learning, number) if what == KIND else (None, 0)
            groups.append(GroupTold(what, name, int(members.sum()), *calls, *means, *lasting))
    return sorted(groups, key=lambda named_group: (-named_group.calls, named_group.name))


def _lasting(learning: Learning, kind: int) -> tuple[float, int]:
    lengths = learning.lengths
    return round(float(lengths.kinds[kind]) / MINUTE, 1), int(lengths.of_kind[kind])


def _calls(learning: Learning, here: Bools) -> tuple[int, int]:
    return int(here.sum()), int(learning.calls.met[here].sum())


def _kept(chance: Floats) -> Floats:
    kept: Floats = np.clip(chance, LEAST_CHANCE, MOST_CHANCE)
    return kept


def _means(learning: Learning) -> tuple[Floats, Floats]:
    """``(h,)`` each household's mean chance over its hours, as set and learned."""
    settings = learning.settings
    by_text = [settings.by_cell(text) for text in range(len(settings.texts))]
    chance = np.array([cell_values for cell_values, _ in by_text])[settings.text_of]
    weight = np.array([cell_values for _, cell_values in by_text])[settings.text_of]
    learned = _kept(chance + learning.shift())
    hours = np.maximum(weight.sum(axis=1), 1)
    return (chance * weight).sum(axis=1) / hours, (learned * weight).sum(axis=1) / hours
